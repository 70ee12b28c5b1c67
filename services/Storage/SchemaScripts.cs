using System.Reflection;

namespace SipasSurvey.Storage;

/// <summary>
/// Numbered scripts that make a schema, and the journal of those that have run. Whoever owns tables has a journal of their own, so that
/// several may have theirs in one database.
/// </summary>
/// <param name="Assembly">Where the scripts are.</param>
/// <param name="Folder">What their names have in common, e.g. <c>.Sqlite.Scripts.</c>.</param>
/// <param name="Journal">Name of the table.</param>
internal sealed record SchemaScripts(Assembly Assembly, string Folder, string Journal)
{
    /// <summary>Their names, in the order in which they run.</summary>
    public IReadOnlyList<string> Names { get; } =
        [.. Assembly.GetManifestResourceNames().Where(name => name.Contains(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
