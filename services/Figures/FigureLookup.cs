using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>An indicator's value under both rules, at full precision.</summary>
/// <param name="Satisfied">Share of satisfied answers in percent, 0 to 100 (tỷ lệ hài lòng); null without a value.</param>
/// <param name="Score">Mean level as a percentage of the best level, 20 to 100 (điểm trung bình quy đổi); null without a value.</param>
public sealed record IndicatorValue(double? Satisfied, double? Score);

/// <summary>Stored figures, found by unit and indicator.</summary>
internal sealed class FigureLookup(Survey survey, StoredFigures figures)
{
    private readonly Dictionary<(string Unit, string Indicator), FigureRow> _rows =
        figures.Rows.ToDictionary(row => (row.Unit, row.Indicator));

    public FiguresVersion Version { get; } = figures.Version;

    /// <summary>The indicators of a table of provinces: the whole, then the parts in the order of the questionnaire.</summary>
    public static IReadOnlyList<Indicator> Headlines(Questionnaire questionnaire) =>
        [questionnaire.Whole, .. questionnaire.Indicators.Where(indicator => indicator.Kind == IndicatorKind.Part)];

    public FigureRow Row(string unit, Indicator indicator) =>
        _rows.GetValueOrDefault((unit, indicator.Code)) ?? throw Incomplete($"unit {unit} and indicator {indicator.Code}");

    public FigureRow Whole(string unit) => Row(unit, survey.Questionnaire.Whole);

    /// <summary>The mean over provinces, which stands with the nation's figures.</summary>
    public MeanOfProvinces Mean(Indicator indicator) =>
        Row(FigureQuery.Nation, indicator).Mean ?? throw Incomplete($"the mean of indicator {indicator.Code}");

    public IReadOnlyDictionary<string, IndicatorValue> Values(string unit) =>
        Headlines(survey.Questionnaire).ToDictionary(
            indicator => indicator.Code,
            indicator => new IndicatorValue(Row(unit, indicator).Satisfied, Row(unit, indicator).Score));

    // By rank; equal ranks by code; provinces without a value last.
    public IEnumerable<Province> ByRank(Geography geography) => geography.Provinces
        .OrderBy(province => Whole(province.Code).Rank ?? int.MaxValue)
        .ThenBy(province => province.Code, StringComparer.Ordinal);

    private InvalidOperationException Incomplete(string what) =>
        new($"The stored figures of {survey.Code} lack {what}. Run 'rebuild'.");
}
