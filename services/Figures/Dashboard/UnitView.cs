using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>What the page of a unit shows.</summary>
/// <param name="Choices">What is chosen.</param>
/// <param name="Snapshot">What the figures are computed from.</param>
/// <param name="Province">The province; null for the nation.</param>
/// <param name="Figures">Figures of all units.</param>
/// <param name="Before">Those of the survey before, on the same provinces; null without any.</param>
/// <param name="Open">Those of the open channel, to stand beside official ones; null where these are not chosen, and without open responses.</param>
/// <param name="Breakdowns">By each respondent dimension; empty where other channels than the official ones are chosen.</param>
/// <param name="Trend">The surveys that the trend is over; empty with fewer than two.</param>
/// <param name="LeastRanked">Least number of responses of a province that others are held against.</param>
public sealed record UnitView(FigureChoices Choices, SurveySnapshot Snapshot, Province? Province, SurveyFigures Figures, SurveyFigures? Before, SurveyFigures? Open,
    IReadOnlyList<Breakdown> Breakdowns, IReadOnlyList<SurveyFigures> Trend, int LeastRanked)
{
    /// <summary>The unit's figures.</summary>
    public UnitFigures Unit => Of(Figures, Province)!;

    /// <summary>The questionnaire.</summary>
    public Questionnaire Questionnaire => Choices.Survey.Questionnaire;

    /// <summary>A unit's value under the chosen rule; null without one.</summary>
    public decimal? Value(UnitFigures? unit, Indicator indicator) => unit?.Values[indicator.Index].Under(Choices.Rule);

    /// <summary>Figures of a unit among others; null where it is not.</summary>
    /// <param name="figures">All units.</param>
    /// <param name="province">The province; null for the nation.</param>
    public static UnitFigures? Of(SurveyFigures? figures, Province? province) =>
        province is null ? figures?.Nation : figures?.Provinces.FirstOrDefault(it => it.Province == province)?.Figures;

    /// <summary>Where the province stands by an indicator, under the survey's headline rule; null for the nation and without a value.</summary>
    public int? RankOf(Indicator indicator) => Figures.Provinces.FirstOrDefault(it => it.Province == Province)?.Ranks[indicator.Index];

    /// <summary>The provinces with the greatest value of an indicator.</summary>
    public IReadOnlyList<ProvinceFigures> BestBy(Indicator indicator) => BestProvinces.Of(Figures, indicator, Choices.Rule, LeastRanked);

    /// <summary>Items by their value, the greatest first; those without one are left out.</summary>
    public IReadOnlyList<Item> ItemsByValue() =>
    [
        .. Questionnaire.Items.Where(item => Value(Unit, Questionnaire.Indicators[item.Index]) is not null)
            .OrderByDescending(item => Value(Unit, Questionnaire.Indicators[item.Index])).ThenBy(item => item.Index),
    ];

    /// <summary>The unit among the units of another geography to which it belongs now; null for the nation.</summary>
    public Province? Now(Geography geography) => Province is null ? null : geography.Locate(Choices.Geography, Province.Code);
}
