using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Figures.Pages.SecondTyping;

/// <summary>How many cells two entries agree in.</summary>
/// <param name="Of">What they are of: a team, a typist or a column; empty for all, or where none was named.</param>
/// <param name="Sheets">Sheets that were compared.</param>
/// <param name="Compared">Cells that were compared.</param>
/// <param name="Agreed">Those in which both say the same.</param>
public sealed record SecondEntryRate(string Of, long Sheets, long Compared, long Agreed);

/// <summary>
/// How well first and second entry agree. Only the first second entry of a sheet is taken: who types it once more has seen where the two differ.
/// </summary>
/// <param name="Total">All of it.</param>
/// <param name="Teams">By the team that sent the sheets.</param>
/// <param name="Typists">By who typed them the second time.</param>
/// <param name="Columns">The columns in which some differ, the worst first.</param>
public sealed record SecondEntryAgreement(
    SecondEntryRate Total, IReadOnlyList<SecondEntryRate> Teams, IReadOnlyList<SecondEntryRate> Typists, IReadOnlyList<SecondEntryRate> Columns)
{
    /// <summary>Computes it from comparisons in any order.</summary>
    public static SecondEntryAgreement Of(IEnumerable<SecondEntry> comparisons)
    {
        var blind = comparisons.GroupBy(it => it.Response).Select(same => same.MinBy(it => it.At)!).ToList();
        return new SecondEntryAgreement(RateOf("", blind), By(blind, it => it.Team), By(blind, it => it.Typist),
        [
            .. blind.SelectMany(it => it.Differing).GroupBy(column => column)
                .Select(column => new SecondEntryRate(column.Key, blind.Count, blind.Count, blind.Count - column.Count()))
                .OrderBy(it => it.Agreed).ThenBy(it => it.Of, StringComparer.Ordinal),
        ]);
    }

    private static List<SecondEntryRate> By(List<SecondEntry> entries, Func<SecondEntry, string> key) =>
        [.. entries.GroupBy(key).OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => RateOf(it.Key, [.. it]))];

    private static SecondEntryRate RateOf(string of, List<SecondEntry> entries) =>
        new(of, entries.Count, entries.Sum(it => (long)it.Compared), entries.Sum(it => (long)it.Agreed));
}
