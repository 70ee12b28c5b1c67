using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Figures.Paper;

/// <summary>The template of a survey's paper sheets, as XLSX and as CSV.</summary>
public static class DownloadTemplate
{
    private const string LanguageParameter = "lang";
    private const string Path = "/api/v1/surveys/{survey}/template";

    private static readonly KeyValuePair<string, bool>[] Languages = [KeyValuePair.Create(AnswerLanguage.Vietnamese, false), KeyValuePair.Create(AnswerLanguage.English, true)];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "xlsx", AsWorkbook).WithName("DownloadTemplateWorkbook").Produces<byte[]>(StatusCodes.Status200OK, Template.WorkbookType);
        Map(routes, "csv", AsCsv).WithName("DownloadTemplateCsv").Produces<string>(StatusCodes.Status200OK, Template.CsvType);
    }

    /// <summary>The template of paper sheets as an Excel workbook</summary>
    /// <remarks>
    /// A sheet to type into, with a heading for each column, drop-down lists and rules for what is typed; a sheet that explains each column; and one example row,
    /// which has to be deleted: a file in which it was left is told so. Headings are in Vietnamese unless Accept-Language prefers English.
    /// </remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="lang">Language of headings and words, before Accept-Language.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <response code="200">The file.</response>
    public static Results<FileContentHttpResult, ProblemHttpResult> AsWorkbook(string survey, string? lang, HttpContext context, Catalogue catalogue) =>
        Answer(survey, lang, context, catalogue, (layout, english) =>
            TypedResults.File(Template.Workbook(layout, english), Template.WorkbookType, Template.FileName(layout.Survey, "xlsx")));

    /// <summary>The template of paper sheets as CSV</summary>
    /// <remarks>
    /// UTF-8 with a byte order mark, commas, the header and one example row, which has to be deleted: a file in which it was left is told so. Headings are in
    /// Vietnamese unless Accept-Language prefers English.
    /// </remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="lang">Language of headings and words, before Accept-Language.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <response code="200">The file.</response>
    public static Results<FileContentHttpResult, ProblemHttpResult> AsCsv(string survey, string? lang, HttpContext context, Catalogue catalogue) =>
        Answer(survey, lang, context, catalogue, (layout, english) =>
            TypedResults.File(Template.Csv(layout, english), $"{Template.CsvType}; charset=utf-8", Template.FileName(layout.Survey, "csv")));

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string extension, Delegate handler) => routes.MapGet($"{Path}.{extension}", handler)
        .WithTags("Paper")
        .RequireAuthorization(StaffPolicies.ReadBatches)
        .TakesSurvey()
        .WithMetadata(new AllowedValues(LanguageParameter, _ => Languages.Select(it => it.Key)))
        .ProducesProblems(Problems.UnknownSurvey, Problems.InvalidQuery, AccessProblems.StaffStoreAway);

    private static Results<FileContentHttpResult, ProblemHttpResult> Answer(
        string survey, string? lang, HttpContext context, Catalogue catalogue, Func<SheetLayout, bool, FileContentHttpResult> write)
    {
        context.Response.Headers.CacheControl = FiguresModule.CacheControl;
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        if (catalogue.FindSurvey(survey) is not { } known)
        {
            return Problems.OfUnknownSurvey(catalogue);
        }

        var errors = new QueryErrors(context.Request.Query, LanguageParameter);
        var english = errors.Choose(LanguageParameter, lang, Languages, AnswerLanguage.Preferred(context.Request) == AnswerLanguage.English);
        if (errors.Any(out var problem))
        {
            return problem;
        }

        context.Response.Headers.ContentLanguage = english ? AnswerLanguage.English : AnswerLanguage.Vietnamese;
        return write(SheetLayout.Of(known), english);
    }
}
