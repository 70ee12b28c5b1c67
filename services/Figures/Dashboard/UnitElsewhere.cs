using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>
/// The page of a unit on other provinces, and in other surveys. A code is never taken from one geography to another: by the mergers a province is followed to the one
/// that it is part of, and back to the first of those that it was formed from.
/// </summary>
internal static class UnitElsewhere
{
    /// <summary>Path of the page on another geography; the overview where none of its provinces was the unit or is it now.</summary>
    /// <param name="choices">What is chosen.</param>
    /// <param name="province">The province; null for the nation.</param>
    /// <param name="geography">The other geography.</param>
    public static string On(FigureChoices choices, Province? province, Geography geography) => PathOf(choices.Survey, CodeOn(geography, choices.Geography, province));

    /// <summary>Address of the page in another survey, under the same rule and of the same channels; the overview where it has no such unit.</summary>
    /// <param name="choices">What is chosen.</param>
    /// <param name="province">The province; null for the nation.</param>
    /// <param name="survey">The other survey.</param>
    /// <param name="geographies">Those that it can be shown on.</param>
    public static string In(FigureChoices choices, Province? province, Survey survey, IReadOnlyList<Geography> geographies)
    {
        // The same provinces say most; else those that the survey was of.
        var geography = geographies.FirstOrDefault(it => it == choices.Geography) ?? survey.Geography;
        return PathOf(survey, CodeOn(geography, choices.Geography, province)) + (choices with { Survey = survey, Geographies = geographies, Geography = geography }).Query;
    }

    private static string PathOf(Survey survey, string? unit) => unit is null ? DashboardPaths.Overview(survey.Code) : DashboardPaths.Unit(survey.Code, unit);

    private static string? CodeOn(Geography geography, Geography source, Province? province) =>
        province is null ? FigureQuery.Nation
        : geography.CanShow(source) ? geography.Locate(source, province.Code).Code
        : source.CanShow(geography) ? FormerOf(geography, source, province)
        : null;

    private static string? FormerOf(Geography geography, Geography source, Province province) =>
        source == geography ? province.Code
        : province.FormedFrom.Count > 0 && source.Predecessor?.Find(province.FormedFrom[0]) is { } former ? FormerOf(geography, source.Predecessor, former)
        : null;
}
