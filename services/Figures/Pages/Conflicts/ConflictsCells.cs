using System.Globalization;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Batches;
using SipasSurvey.Figures.Pages.FieldWork;

namespace SipasSurvey.Figures.Pages.Conflicts;

/// <summary>The cells of the versions of a sheet, side by side.</summary>
/// <param name="Column">Code of the column.</param>
/// <param name="Heading">What people call it.</param>
/// <param name="Values">What each version says, in their order: level, category or code, empty for a blank; null where it may not be seen.</param>
/// <param name="Words">What each of these means; null where the value says it.</param>
public sealed record ConflictRow(string Column, LocalizedText Heading, IReadOnlyList<string?> Values, IReadOnlyList<LocalizedText?> Words);

/// <summary>Puts versions of a sheet side by side.</summary>
internal static class ConflictsCells
{
    private const string Province = "province";

    /// <summary>All cells, in the order of the form.</summary>
    public static IReadOnlyList<ConflictRow> Of(Survey survey, ConflictView conflict)
    {
        var questionnaire = survey.Questionnaire;
        return
        [
            .. questionnaire.Items.Select(it => RowOf(conflict, it.Code, it.Name,
                version => version.Answers is not { } answers ? null : answers.TryGetValue(it.Code, out var level) ? level.ToString(CultureInfo.InvariantCulture) : "",
                value => questionnaire.Scale.Labels[int.Parse(value, CultureInfo.InvariantCulture) - 1])),
            .. questionnaire.Respondent.Select(it => RowOf(conflict, it.Code, it.Name,
                version => version.Respondent is not { } respondent ? null : respondent.GetValueOrDefault(it.Code) ?? "",
                value => it.Categories.First(category => category.Code == value).Name)),
            RowOf(conflict, FieldWorkCells.Cluster, FieldWorkCells.NameOf(questionnaire, FieldWorkCells.Cluster),
                version => version.Entry is null ? null : version.Cluster ?? "", _ => null),
            RowOf(conflict, Province, ConflictsWords.Province, version => version.Entry is null ? null : version.Province, value => survey.Geography.Find(value)?.Name),
        ];
    }

    private static ConflictRow RowOf(
        ConflictView conflict, string column, LocalizedText heading, Func<VersionView, string?> valueOf, Func<string, LocalizedText?> wordsOf)
    {
        var values = conflict.Entries.Select(valueOf).ToList();
        return new ConflictRow(column, heading, values, [.. values.Select(it => string.IsNullOrEmpty(it) ? null : wordsOf(it))]);
    }
}
