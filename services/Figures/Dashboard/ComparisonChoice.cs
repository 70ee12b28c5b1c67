using System.Globalization;
using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>What is compared: units in one survey, or one unit in several surveys.</summary>
/// <param name="Units">Codes in the order they were asked for: provinces of the chosen geography, or <see cref="FigureQuery.Nation"/>.</param>
/// <param name="Years">Years as they were asked for; none when units are compared.</param>
/// <param name="Surveys">The surveys of these years, the earliest first.</param>
public sealed record ComparisonChoice(IReadOnlyList<string> Units, IReadOnlyList<string> Years, IReadOnlyList<Survey> Surveys)
{
    /// <summary>Name of the parameter that chooses a unit; given as often as there are units.</summary>
    public const string UnitParameter = "unit";

    /// <summary>Name of the parameter that chooses a year; given as often as there are years.</summary>
    public const string YearParameter = "year";

    /// <summary>Least number of units, or of years.</summary>
    public const int Least = 2;

    /// <summary>Greatest number: what fits beside each other, and what a trend has colours for.</summary>
    public const int Most = 5;

    /// <summary>Whether years are compared.</summary>
    public bool IsOverYears => Years.Count > 0;

    /// <summary>Whether nothing was asked for.</summary>
    public bool IsEmpty => Units.Count == 0 && Years.Count == 0;

    /// <summary>The choice as part of an address, from <c>&amp;</c> on.</summary>
    public string Query => string.Concat([.. Units.Select(it => $"&{UnitParameter}={Uri.EscapeDataString(it)}"), .. Years.Select(it => $"&{YearParameter}={Uri.EscapeDataString(it)}")]);

    /// <summary>The surveys that can be compared on a geography, the earliest first; the last one of each year.</summary>
    public static IReadOnlyList<Survey> SurveysOn(Catalogue catalogue, Geography geography) =>
        [.. catalogue.Surveys.Where(it => geography.CanShow(it.Geography)).GroupBy(it => it.Year).Select(it => it.Last())];

    /// <summary>Reads what a query asks for.</summary>
    /// <param name="query">The query.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="geography">The chosen geography, whose codes are meant.</param>
    /// <param name="faults">What is wrong with it, each with the name of its parameter; empty when nothing is.</param>
    public static ComparisonChoice Read(IQueryCollection query, Catalogue catalogue, Geography geography, out IReadOnlyList<(string Parameter, LocalizedText Words)> faults)
    {
        var units = query[UnitParameter].Select(it => it ?? "").ToList();
        var years = query[YearParameter].Select(it => it ?? "").ToList();
        var surveys = SurveysOn(catalogue, geography);
        var found = new List<(string, LocalizedText)>();
        if (Unknown(units, [FigureQuery.Nation, .. geography.Provinces.Select(it => it.Code)]) is { } unit)
        {
            found.Add((UnitParameter, ComparisonWords.UnknownUnit(unit, geography)));
        }
        else if (years.Count > 0 && units.Count != 1)
        {
            found.Add((UnitParameter, ComparisonWords.OneUnit));
        }
        else if (years.Count == 0 && units.Count > 0 && Miscounted(units) is { } fault)
        {
            found.Add((UnitParameter, fault));
        }

        if (Unknown(years, [.. surveys.Select(YearOf)]) is { } year)
        {
            found.Add((YearParameter, ComparisonWords.UnknownYear(year, geography, surveys)));
        }
        else if (years.Count > 0 && Miscounted(years) is { } fault)
        {
            found.Add((YearParameter, fault));
        }

        faults = found;
        return new ComparisonChoice(units, years, [.. surveys.Where(it => years.Contains(YearOf(it)))]);
    }

    /// <summary>A survey's year as it stands in an address.</summary>
    public static string YearOf(Survey survey) => survey.Year.ToString(CultureInfo.InvariantCulture);

    private static string? Unknown(List<string> given, IReadOnlyCollection<string> known) => given.FirstOrDefault(it => !known.Contains(it));

    private static LocalizedText? Miscounted(List<string> given) =>
        given.GroupBy(it => it).FirstOrDefault(it => it.Count() > 1) is { } twice ? ComparisonWords.Twice(twice.Key)
        : given.Count is < Least or > Most ? ComparisonWords.WrongCount(given.Count)
        : null;
}
