using SipasSurvey.Contracts;

namespace SipasSurvey.UnitTests;

/// <summary>Everything that a pack says, as lines of text: packs hold memory and lists, which records compare by reference.</summary>
internal static class PackText
{
    public static string[] Of(Pack pack) =>
        [$"{pack.Producer} {pack.Sequence} {Of(pack.Counts)}", .. pack.Records.Select(Of)];

    private static string Of(PackRecord record) => record switch
    {
        EntryReceived { Entry: var it } received => $"{it with { Content = default }} {Convert.ToHexString(it.Content.Span)} "
            + $"{received.Suspicions} {Convert.ToHexString(received.SealedClaim.Span)}",
        ContentDecided { Decision: var it } => $"{it with { Content = default }} {Convert.ToHexString(it.Content.Span)}",
        EntriesReported report => $"report {Of(report.Counts)}",
        _ => record.ToString(),
    };

    private static string Of(IEnumerable<SurveyCount> counts) => string.Join(", ", counts);
}
