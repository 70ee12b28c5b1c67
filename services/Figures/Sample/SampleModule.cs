using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Sample;

/// <summary>The routes of the plan of the sample.</summary>
internal static class SampleModule
{
    public const string Tag = "Sample";
    public const string Path = "/api/v1/surveys/{survey}/sample";

    /// <summary>The header of a file of the plan, without villages.</summary>
    public const string TemplatePath = $"{Path}/template.csv";

    public const string ProvinceParameter = "province";

    public static void MapSample(this IEndpointRouteBuilder routes)
    {
        ShowSample.Map(routes);
        PlanSample.Map(routes);
    }

    /// <summary>Address of the plans of a survey, or of one province.</summary>
    public static string AddressOf(Survey survey, Province? province, string? format) =>
        Path.Replace("{survey}", survey.Code, StringComparison.Ordinal) + QueryString.Create(new[]
        {
            KeyValuePair.Create(ProvinceParameter, province?.Code), KeyValuePair.Create(FigureRequest.FormatParameter, format),
        }.Where(it => it.Value is not null));

    /// <summary>Address of the template.</summary>
    public static string TemplateOf(Survey survey) => TemplatePath.Replace("{survey}", survey.Code, StringComparison.Ordinal);

    /// <summary>Provinces by the code under which a query names them.</summary>
    public static IEnumerable<KeyValuePair<string, Province?>> Provinces(Survey survey) =>
        survey.Geography.Provinces.Select(it => KeyValuePair.Create(it.Code, (Province?)it));
}
