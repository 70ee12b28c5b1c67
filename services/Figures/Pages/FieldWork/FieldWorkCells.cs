using System.Globalization;
using System.Text;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Pages.FieldWork;

/// <summary>A cell of a sheet, as it is compared with the same cell of another version.</summary>
/// <param name="Column">Code of the column: an item, a respondent dimension, or <see cref="FieldWorkCells.Cluster"/>.</param>
/// <param name="Heading">What people call the column.</param>
/// <param name="Value">Level, category code or village code; empty for a blank.</param>
/// <param name="Words">What the value means; null where the value says it.</param>
public sealed record FieldWorkCell(string Column, LocalizedText Heading, string Value, LocalizedText? Words);

/// <summary>The cells of a sheet: its items, then what it says about the respondent, then the village.</summary>
internal static class FieldWorkCells
{
    /// <summary>Column of the village.</summary>
    public const string Cluster = "cluster";

    // Two boxes ticked, or illegible: a blank.
    private const string Illegible = "9";

    private static readonly LocalizedText ClusterName = new("Mã thôn/tổ dân phố", "Village code");

    /// <summary>Codes of all columns, in order.</summary>
    public static IReadOnlyList<string> Columns(Questionnaire questionnaire) =>
        [.. questionnaire.Items.Select(it => it.Code), .. questionnaire.Respondent.Select(it => it.Code), Cluster];

    /// <summary>What people call a column of a survey; its code where there is none.</summary>
    public static LocalizedText NameOf(Questionnaire questionnaire, string column) =>
        column == Cluster ? ClusterName
        : questionnaire.FindItem(column)?.Name ?? questionnaire.Respondent.FirstOrDefault(it => it.Code == column)?.Name ?? new LocalizedText(column, column);

    /// <summary>The cells of a content that fits the questionnaire.</summary>
    public static IReadOnlyList<FieldWorkCell> Of(Questionnaire questionnaire, Content content)
    {
        var (answers, respondent) = (content.Answers.ToArray(), content.Respondent.ToArray());
        return
        [
            .. questionnaire.Items.Select(it => new FieldWorkCell(it.Code, it.Name, Level(answers[it.Index]), LabelOf(questionnaire.Scale, answers[it.Index]))),
            .. questionnaire.Respondent.Select((it, place) => respondent[place] == 0 ? new FieldWorkCell(it.Code, it.Name, "", null)
                : new FieldWorkCell(it.Code, it.Name, it.Categories[respondent[place] - 1].Code, it.Categories[respondent[place] - 1].Name)),
            new FieldWorkCell(Cluster, ClusterName, content.Cluster ?? "", null),
        ];
    }

    /// <summary>
    /// Reads what was typed: levels, 9 or nothing for an item; code or printed number of a category; a village code. A column that was left out is a blank.
    /// </summary>
    /// <param name="survey">The survey.</param>
    /// <param name="province">Province code.</param>
    /// <param name="typed">What was typed, by column.</param>
    /// <param name="faults">What would be right, by column; empty when all is.</param>
    /// <returns>The content; null when something is wrong.</returns>
    public static Content? Read(Survey survey, string province, IReadOnlyDictionary<string, string> typed, out IReadOnlyDictionary<string, LocalizedText> faults)
    {
        var (questionnaire, wrong) = (survey.Questionnaire, new Dictionary<string, LocalizedText>(StringComparer.Ordinal));
        var answers = questionnaire.Items.Select(it => ReadCell(it.Code, text => ReadLevel(text, questionnaire.Scale), LevelsOf(questionnaire.Scale))).ToArray();
        var respondent = questionnaire.Respondent.Select(it => ReadCell(it.Code, text => ReadCategory(text, it), CategoriesOf(it))).ToArray();
        var cluster = Clean(typed.GetValueOrDefault(Cluster));
        if (cluster.Length > 0 && !ClusterCode.IsValid(cluster))
        {
            wrong[Cluster] = new LocalizedText(
                "Mã thôn gồm 1 đến 32 chữ cái không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.", "A village code has 1 to 32 letters A to Z, digits, dots, hyphens or underscores.");
        }

        foreach (var unknown in typed.Keys.Except(Columns(questionnaire), StringComparer.Ordinal))
        {
            wrong[unknown] = new LocalizedText("Phiếu không có cột này.", "There is no such column.");
        }

        faults = wrong;
        return wrong.Count == 0 ? new Content(survey.Code, province, answers, respondent, cluster.Length == 0 ? null : cluster) : null;

        byte ReadCell(string column, Func<string, byte?> read, LocalizedText right)
        {
            if (read(Clean(typed.GetValueOrDefault(column))) is { } value)
            {
                return value;
            }

            wrong[column] = right;
            return 0;
        }
    }

    private static byte? ReadLevel(string text, Scale scale) =>
        text.Length == 0 || text == Illegible ? Content.Blank
        : byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level <= scale.Highest ? level : null;

    private static byte? ReadCategory(string text, Dimension dimension)
    {
        var place = dimension.Categories.ToList().FindIndex(it => it.Code.Equals(text, StringComparison.OrdinalIgnoreCase));
        return place >= 0 ? (byte)(place + 1)
            : text.Length == 0 ? (byte)0
            : byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= dimension.Categories.Count ? number : null;
    }

    private static LocalizedText LevelsOf(Scale scale) => new(
        $"Nhập 1 đến {scale.Highest}; để trống hoặc 0 khi không trả lời; {Illegible} khi chọn hai ô hoặc không đọc được.",
        $"Type 1 to {scale.Highest}; nothing or 0 where it was not answered; {Illegible} for two boxes ticked or illegible.");

    private static LocalizedText CategoriesOf(Dimension dimension)
    {
        var codes = string.Join(", ", dimension.Categories.Select(it => it.Code));
        return new LocalizedText($"Nhập số in trên phiếu (1 đến {dimension.Categories.Count}) hoặc mã: {codes}.", $"Type the printed number (1 to {dimension.Categories.Count}) or a code: {codes}.");
    }

    private static string Level(byte level) => level == Content.Blank ? "" : level.ToString(CultureInfo.InvariantCulture);

    private static LocalizedText? LabelOf(Scale scale, byte level) => level == Content.Blank ? null : scale.Labels[level - 1];

    private static string Clean(string? typed)
    {
        try
        {
            return (typed ?? "").Normalize(NormalizationForm.FormKC).Trim();
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: no cell says that.
            return "\uFFFD";
        }
    }
}
