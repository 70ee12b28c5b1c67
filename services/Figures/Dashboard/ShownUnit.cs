using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>A province or the nation, with its figures.</summary>
/// <param name="Code">Province code, or <see cref="FigureQuery.Nation"/>.</param>
/// <param name="Province">The province; null for the nation.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Ranks">Its place for each indicator, under the survey's headline rule; null for the nation.</param>
public sealed record ShownUnit(string Code, Province? Province, UnitFigures Figures, IReadOnlyList<int?>? Ranks)
{
    /// <summary>The unit with a code; null when there is none.</summary>
    public static ShownUnit? Find(SurveyFigures figures, string code) =>
        code == FigureQuery.Nation ? new ShownUnit(code, null, figures.Nation, null)
        : figures.Provinces.FirstOrDefault(it => it.Province.Code == code) is { } found ? new ShownUnit(code, found.Province, found.Figures, found.Ranks)
        : null;

    /// <summary>
    /// The value of an indicator in another survey's figures on the same geography, found by code, as another questionnaire may have other indicators; null where there is none.
    /// </summary>
    public static decimal? ValueIn(SurveyFigures? figures, string unit, Indicator indicator, IndexRule rule) =>
        figures?.Survey.Questionnaire.FindIndicator(indicator.Code) is { } same ? Find(figures, unit)?.Figures.Values[same.Index].Under(rule) : null;
}
