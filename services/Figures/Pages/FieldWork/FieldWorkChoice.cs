using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Figures.Pages.FieldWork;

/// <summary>What a page of field work is about, after its query was found to be right and within the reader's scope.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Province">The province that was chosen; null for all.</param>
/// <param name="Provinces">The provinces that the reader works for, by code.</param>
/// <param name="Team">The survey team that the reader is of; null when it sees all teams of its provinces.</param>
/// <param name="IsEnglish">Whether the reader chose English.</param>
public sealed record FieldWorkChoice(Survey Survey, Province? Province, IReadOnlyList<Province> Provinces, string? Team, bool IsEnglish)
{
    /// <summary>Query parameter of the survey.</summary>
    public const string SurveyField = "survey";

    /// <summary>Query parameter of the province.</summary>
    public const string ProvinceField = "province";

    /// <summary>The provinces that the page is about: the one that was chosen, or all of the reader's.</summary>
    public IReadOnlyList<Province> Shown => Province is null ? Provinces : [Province];

    /// <summary>The one survey team that the one who asks works for; null when it sees all teams of its provinces.</summary>
    public static string? TeamOf(HttpContext context) => context.Staff()?.OnlyTeam;

    /// <summary>The address of a page about this, e.g. of another province.</summary>
    public string Address(string path, params (string Name, string? Value)[] others) => path + QueryString.Create(
    [
        KeyValuePair.Create(SurveyField, (string?)Survey.Code),
        .. Province is null ? Array.Empty<KeyValuePair<string, string?>>() : [KeyValuePair.Create(ProvinceField, (string?)Province.Code)],
        .. others.Where(it => it.Value is { Length: > 0 }).Select(it => KeyValuePair.Create(it.Name, it.Value)),
    ]);

    /// <summary>Reads survey and province of a query or a form, in which what was left open is empty.</summary>
    /// <returns>Null with the answer that refuses, which is in the trail when somebody asked for a province that is not theirs.</returns>
    public static async Task<(FieldWorkChoice? Choice, IResult? Refusal)> Read(HttpContext context, Catalogue catalogue, TimeProvider clock, string? survey, string? province)
    {
        var english = PageLanguage.IsEnglish(context);
        if (!TryFind(context, catalogue, clock, survey, province, out var known, out var found, out var fault))
        {
            return (null, fault);
        }

        var scope = ProvinceCounts.ScopeOf(context);
        if (found is not null && !scope.Covers(known.Geography, found.Code))
        {
            await context.RecordRefusal($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", "The province is not in the scope.");
            return (null, ErrorPages.Page(StatusCodes.Status403Forbidden, PageLanguage.Say(context, FieldWorkWords.OutOfScope)));
        }

        return (new FieldWorkChoice(known, found, scope.In(known.Geography), TeamOf(context), english), null);
    }

    private static bool TryFind(HttpContext context, Catalogue catalogue, TimeProvider clock, string? surveyCode, string? provinceCode,
        [NotNullWhen(true)] out Survey? survey, out Province? province, [NotNullWhen(false)] out IResult? fault)
    {
        (province, fault) = (null, null);
        survey = string.IsNullOrEmpty(surveyCode) ? catalogue.CurrentAt(clock.GetUtcNow()) : catalogue.FindSurvey(surveyCode);
        if (survey is null)
        {
            fault = QueryFault.NotOneOf(context, SurveyField, catalogue.Surveys.Select(it => it.Code));
            return false;
        }

        province = string.IsNullOrEmpty(provinceCode) ? null : survey.Geography.Find(provinceCode);
        fault = province is null && !string.IsNullOrEmpty(provinceCode)
            ? QueryFault.NotOneOf(context, ProvinceField, survey.Geography.Provinces.Select(it => it.Code))
            : null;
        return fault is null;
    }
}
