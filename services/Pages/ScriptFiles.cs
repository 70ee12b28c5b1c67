using System.Reflection;
using System.Text;

namespace SipasSurvey.Pages;

/// <summary>A script that is put together from files of wwwroot. Nothing builds it; what runs is what is written, without its comments.</summary>
public static class ScriptFiles
{
    /// <summary>One function around a script, so that nothing of it is seen outside.</summary>
    public static byte[] Enclose(string script) => Encoding.UTF8.GetBytes($"(() => {{\n\"use strict\";\n{script}}})();\n");

    /// <summary>The files one behind the other, without comments and indentation, which are for us.</summary>
    /// <param name="assembly">Where they are embedded.</param>
    /// <param name="files">Their names, without extension.</param>
    public static string Join(Assembly assembly, params IEnumerable<string> files) => string.Concat(files
        .SelectMany(file => Encoding.UTF8.GetString(Asset.Read(assembly, $"{file}.js")).Split('\n'))
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
        .Select(line => line + '\n'));
}
