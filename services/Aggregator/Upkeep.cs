using System.Diagnostics;
using System.Globalization;
using SipasSurvey.Storage;

namespace SipasSurvey.Aggregator;

/// <summary>Commands for operators: they run beside the service, print what they find and end with an exit code.</summary>
public static class Upkeep
{
    /// <summary>Compares everything stored with what entries and decisions give. Exit code 1, and the differences, when something differs.</summary>
    public static async Task<int> Verify(IEntryStore store, TextWriter output, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (differences, notCompared) = await store.Verify(cancellationToken);
        foreach (var sentence in differences.Concat(notCompared))
        {
            await output.WriteLineAsync(sentence);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        await output.WriteLineAsync(differences.Count == 0
            ? $"verify: states, counts, tallies and {(notCompared.Count == 0 ? "" : "those ")}figures{(notCompared.Count == 0 ? "" : " that were compared")} "
                + $"are what entries and decisions give ({seconds} s)."
            : $"verify: {differences.Count} differences ({seconds} s). 'rebuild' writes everything anew from entries and decisions.");
        return differences.Count == 0 ? 0 : 1;
    }

    /// <summary>Makes the database when it is missing, or brings its schema up to date.</summary>
    public static async Task<int> Migrate(IEntryStore store, TextWriter output, CancellationToken cancellationToken)
    {
        await store.Migrate(cancellationToken);
        await output.WriteLineAsync("migrate: the schema is up to date.");
        return 0;
    }

    /// <summary>Writes states, counts, tallies and figures anew. Counting waits meanwhile.</summary>
    public static async Task<int> Rebuild(IEntryStore store, TextWriter output, CancellationToken cancellationToken)
    {
        await store.Migrate(cancellationToken);
        await store.Rebuild(cancellationToken);
        await output.WriteLineAsync("rebuild: done.");
        return 0;
    }
}
