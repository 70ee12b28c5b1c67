using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Administration;

/// <summary>How many responses of some provinces are counted.</summary>
/// <param name="Version">State of the counts.</param>
/// <param name="Provinces">The provinces that were asked for, and no other.</param>
public sealed record ProvinceCounts(FiguresVersion Version, IReadOnlyList<(Province Province, long Counted)> Provinces)
{
    /// <summary>The provinces whose counts somebody may see: those of running figures are in the figures anyway.</summary>
    internal static ProvinceScope ScopeOf(HttpContext context) =>
        context.May(StaffPolicies.ReadFigures) ? ProvinceScope.All : context.Staff()?.Provinces ?? ProvinceScope.None;

    /// <summary>Reads the counts of these provinces and no others; null before any were computed.</summary>
    internal static async Task<ProvinceCounts?> Read(
        IFigureStore store, Survey survey, Geography geography, IReadOnlyList<Province> provinces, CancellationToken cancellationToken)
    {
        // The codes go into the query, so that what is out of scope is not even read.
        var query = new FigureQuery(survey.Code, geography.Code, ChannelChoice.All, [survey.Questionnaire.Whole.Code], null, [.. provinces.Select(it => it.Code)]);
        if (await store.FindFigures(query, cancellationToken) is not { } figures)
        {
            return null;
        }

        var counts = figures.Rows.ToDictionary(row => row.Unit, row => row.N);
        return new ProvinceCounts(figures.Version, [.. provinces.Select(province => (province, counts.GetValueOrDefault(province.Code)))]);
    }
}
