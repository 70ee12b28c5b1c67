using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Domain;

namespace SipasSurvey.Pages;

/// <summary>Pages that say what is wrong with the query of a page that speaks two languages, with status 422.</summary>
public static class QueryFault
{
    /// <summary>A parameter has none of the values that it may have.</summary>
    public static RazorComponentResult<ErrorPage> NotOneOf(HttpContext context, string parameter, IEnumerable<string> allowed)
    {
        var list = string.Join(", ", allowed);
        return Say(context, new LocalizedText($"Tham số {parameter} chỉ nhận: {list}.", $"The parameter {parameter} is one of: {list}."));
    }

    /// <summary>Any other fault, in a sentence.</summary>
    public static RazorComponentResult<ErrorPage> Say(HttpContext context, LocalizedText fault) =>
        ErrorPages.Page(StatusCodes.Status422UnprocessableEntity, PageLanguage.Say(context, fault));
}
