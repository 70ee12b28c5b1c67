using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>Indicators as a table of contents has them: the whole, then each part with its elements, and each of these with its items.</summary>
internal static class IndicatorOrder
{
    /// <summary>All indicators in this order.</summary>
    public static IReadOnlyList<Indicator> Of(Questionnaire questionnaire) => [.. From(questionnaire, questionnaire.Whole)];

    /// <summary>What an indicator belongs to: the whole first, what is next above it last.</summary>
    public static IReadOnlyList<Indicator> Above(Questionnaire questionnaire, Indicator indicator) =>
    [
        .. questionnaire.Composites.Where(it => it.Kind > indicator.Kind && indicator.Items.All(it.Items.Contains)).OrderByDescending(it => it.Kind),
    ];

    /// <summary>What an indicator is made of: the kind that is next below it.</summary>
    public static IReadOnlyList<Indicator> Below(Questionnaire questionnaire, Indicator indicator) => indicator.Kind == IndicatorKind.Item
        ? []
        : [.. questionnaire.Indicators.Where(it => it.Kind == indicator.Kind - 1 && it.Items.All(indicator.Items.Contains))];

    /// <summary>Name with its code, where people use the code: <c>P07. Thực hiện chính sách giáo dục phổ thông</c>.</summary>
    public static LocalizedText Label(Indicator indicator) => indicator.Kind is IndicatorKind.Item or IndicatorKind.Element
        ? new LocalizedText($"{indicator.Code}. {indicator.Name.Vi}", $"{indicator.Code}. {indicator.Name.En}")
        : indicator.Name;

    /// <summary>Name of a kind of indicator.</summary>
    public static LocalizedText NameOf(IndicatorKind kind) => kind switch
    {
        IndicatorKind.Item => new("Tiêu chí", "Item"),
        IndicatorKind.Element => new("Yếu tố", "Element"),
        IndicatorKind.Part => new("Nội dung", "Part"),
        IndicatorKind.Whole => new("Chỉ số chung", "Overall index"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static IEnumerable<Indicator> From(Questionnaire questionnaire, Indicator indicator) =>
        Below(questionnaire, indicator).SelectMany(it => From(questionnaire, it)).Prepend(indicator);
}
