using SipasSurvey.Pages;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>Where the pages of the dashboard are. What is chosen stands in the query (<see cref="FigureChoices.Query"/>), so an address says all that a page shows.</summary>
internal static class DashboardPaths
{
    /// <summary>What all pages of the dashboard are below.</summary>
    public const string Root = $"{PagePaths.Staff}/dashboard";

    /// <summary>The nation at a glance, and the map.</summary>
    /// <param name="survey">Survey code, or a placeholder of a route.</param>
    public static string Overview(string survey) => $"{Root}/{survey}";

    /// <summary>All indicators of a province or of the nation.</summary>
    /// <param name="survey">Survey code, or a placeholder of a route.</param>
    /// <param name="unit">Province code, <see cref="FigureQuery.Nation"/>, or a placeholder of a route.</param>
    public static string Unit(string survey, string unit) => $"{Root}/{survey}/units/{unit}";

    /// <summary>All provinces by one indicator.</summary>
    /// <param name="survey">Survey code, or a placeholder of a route.</param>
    /// <param name="indicator">Indicator code, or a placeholder of a route.</param>
    public static string Indicator(string survey, string indicator) => $"{Root}/{survey}/indicators/{indicator}";

    /// <summary>Two to five provinces, or years, side by side.</summary>
    /// <param name="survey">Survey code, or a placeholder of a route.</param>
    public static string Comparison(string survey) => $"{Root}/{survey}/comparison";

    /// <summary>A report of a unit for printing.</summary>
    /// <param name="survey">Survey code, or a placeholder of a route.</param>
    /// <param name="unit">Province code, <see cref="FigureQuery.Nation"/>, or a placeholder of a route.</param>
    public static string Report(string survey, string unit) => $"{Root}/{survey}/reports/{unit}";

    /// <summary>How to get figures into Excel, R and Python.</summary>
    /// <param name="survey">Survey code, or a placeholder of a route.</param>
    public static string Queries(string survey) => $"{Root}/{survey}/queries";

    /// <summary>All provinces by rank.</summary>
    public static string Ranking(FigureChoices choices) => PagePaths.Figures(choices.Survey) + choices.Query;
}
