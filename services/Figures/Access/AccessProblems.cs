using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SipasSurvey.Figures.Access;

/// <summary>Answers to a request without the right key: problem details (RFC 9457), the same for a missing and for a wrong key.</summary>
internal static class AccessProblems
{
    /// <summary>401.</summary>
    public static Task KeyRequired(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Problem(
            "Send the header 'Authorization: Bearer <key>' with a key from the file of staff keys.",
            statusCode: StatusCodes.Status401Unauthorized, title: "A valid staff key is required.").ExecuteAsync(context);
    }

    /// <summary>403.</summary>
    public static Task WrongRole(HttpContext context)
    {
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Problem(
            "The key is valid, but it does not open this route. Use the key of the role that does.",
            statusCode: StatusCodes.Status403Forbidden, title: "This staff key does not open this route.").ExecuteAsync(context);
    }
}
