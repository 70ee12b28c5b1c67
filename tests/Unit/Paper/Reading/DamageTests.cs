using System.IO.Compression;
using CsCheck;
using SipasSurvey.Paper;
using static SipasSurvey.UnitTests.Paper.Reading.Sheets;

namespace SipasSurvey.UnitTests.Paper.Reading;

/// <summary>Whatever the bytes are, the answer is a report or a refusal.</summary>
public sealed class DamageTests
{
    private static readonly byte[] Csv = File(Row("1"), Row("2").With("cluster", "\"x\n"), Row("3"));

    private static readonly byte[] Xlsx = new Book { Formats = ["0000"], Texts = ["<t>a</t>"] }.Sheet([Header, [.. Row("1")], [.. Row("2")]]).ToBytes();

    [Fact]
    public void A_file_with_any_bytes_changed_or_left_out_is_read_or_refused() =>
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).Array[1, 4], Gen.Int[0, 3])
            .Sample((isCsv, changes, cut) => Survives(Changed(isCsv ? Csv : Xlsx, changes, cut)), iter: 1_500);

    [Fact]
    public void A_workbook_with_any_bytes_of_a_part_changed_is_read_or_refused()
    {
        using var archive = new ZipArchive(new MemoryStream(Xlsx));
        var parts = archive.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using var part = entry.Open();
            part.CopyTo(content);
            return (Name: entry.FullName, Content: content.ToArray());
        }).ToArray();

        Gen.Select(Gen.Int[0, parts.Length - 1], Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).Array[1, 4], Gen.Int[0, 3]).Sample((chosen, changes, cut) =>
            Survives(Book.Zip(parts.Select((it, place) => place == chosen ? (it.Name, Changed(it.Content, changes, cut)) : it))), iter: 1_500);
    }

    private static byte[] Changed(byte[] file, (int Place, byte Value)[] changes, int cut)
    {
        var changed = file.ToArray();
        foreach (var (place, value) in changes)
        {
            changed[place % changed.Length] = value;
        }

        return cut == 0 ? changed[..(changes[0].Place % changed.Length)] : changed;
    }

    private static void Survives(byte[] file)
    {
        try
        {
            _ = Read(file).GetAwaiter().GetResult();
        }
        catch (SheetFileException refusal)
        {
            Assert.NotEmpty(refusal.Code);
        }
    }
}
