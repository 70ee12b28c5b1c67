using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using SipasSurvey.Domain;

namespace SipasSurvey.Hosting.Api;

/// <summary>The language in which a program gets words for people, e.g. what is wrong with a file: Vietnamese, unless it prefers English.</summary>
public static class AnswerLanguage
{
    /// <summary>Vietnamese.</summary>
    public const string Vietnamese = "vi";

    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>The language of an answer, which then says so.</summary>
    public static string Choose(HttpContext http)
    {
        var language = Preferred(http.Request);
        http.Response.Headers.ContentLanguage = language;
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        return language;
    }

    /// <summary>The language that a request prefers: of the two that there are, the first with the highest quality that is not 0.</summary>
    public static string Preferred(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(wish => wish.Quality is not 0)
        .OrderByDescending(wish => wish.Quality ?? 1)
        .Select(wish => wish.Value.ToString().Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(wish => wish is Vietnamese or English) ?? Vietnamese;

    /// <summary>A text in a language.</summary>
    public static string In(this LocalizedText text, string language) => language == English ? text.En : text.Vi;
}
