using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using SipasSurvey.Domain;

namespace SipasSurvey.Pages;

/// <summary>
/// The language of pages that speak two: Vietnamese, unless the reader chose English by the link in the frame. The choice is kept in a cookie; what the
/// browser prefers is not asked, as many a Vietnamese one is set to English by nobody's choice.
/// </summary>
public static class PageLanguage
{
    /// <summary>Name of the cookie and of the query parameter that sets it.</summary>
    public const string Name = "lang";

    private const string English = "en";
    private const string Vietnamese = "vi";

    /// <summary>Whether the reader chose English.</summary>
    public static bool IsEnglish(HttpContext context) => context.Request.Query[Name].ToString() switch
    {
        English => true,
        Vietnamese => false,
        _ => context.Request.Cookies[Name] == English,
    };

    /// <summary>A text in the reader's language.</summary>
    public static string Say(HttpContext context, LocalizedText text) => IsEnglish(context) ? text.En : text.Vi;

    /// <summary>The same page in the other language.</summary>
    public static string OtherOf(HttpContext context)
    {
        var kept = context.Request.Query.Where(it => it.Key != Name).SelectMany(it => it.Value.Select(value => KeyValuePair.Create(it.Key, value ?? "")));
        var query = new QueryBuilder(kept) { { Name, IsEnglish(context) ? Vietnamese : English } };
        // Where a form was answered, the page itself is asked for.
        return context.Request.PathBase + context.Request.Path + query.ToString();
    }

    /// <summary>Keeps the language that was chosen by a link.</summary>
    internal static Task Keep(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Query[Name].ToString() is English or Vietnamese)
        {
            context.Response.Cookies.Append(Name, context.Request.Query[Name].ToString(), new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            });
        }

        return next(context);
    }
}
