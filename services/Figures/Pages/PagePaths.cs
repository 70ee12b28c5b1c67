using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Pages;

/// <summary>Where the pages are.</summary>
internal static class PagePaths
{
    public const string Staff = "/staff";
    public const string SignIn = "/staff/sign-in";
    public const string SignOut = "/staff/sign-out";
    public const string ApiReference = "/api-reference";
    public const string ApiDescription = "/openapi/v1.json";

    public static string Figures(Survey survey) => $"/staff/figures/{survey.Code}";

    public static string Figures(Survey survey, string rule, string channel, string geography) =>
        $"{Figures(survey)}?rule={rule}&channel={channel}&geography={geography}";

    public static string FiguresApi(Survey survey, string channel, string geography, string? format) =>
        $"/api/v1/figures/{survey.Code}?channel={channel}&geography={geography}{(format is null ? "" : $"&format={format}")}";
}
