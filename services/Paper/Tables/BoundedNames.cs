using System.Xml;

namespace SipasSurvey.Paper.Tables;

/// <summary>The names in a part of a workbook, each of which the parser keeps. A real workbook has some hundreds.</summary>
internal sealed class BoundedNames : NameTable
{
    private const int Most = 4096;

    private int _names;

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? base.Add(key, start, Counted(len));

    public override string Add(string key)
    {
        return Get(key) ?? base.Add(key[..Counted(key.Length)]);
    }

    private int Counted(int length) => ++_names <= Most ? length : throw FileFaults.Damaged();
}
