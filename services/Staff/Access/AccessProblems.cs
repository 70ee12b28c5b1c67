using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using SipasSurvey.Hosting;

namespace SipasSurvey.Staff.Access;

/// <summary>
/// Answers to a request that may not be let in, as problem details (RFC 9457). They are the same for a missing key and for a wrong one, for a
/// key and for a token: why it was refused is nobody's business but the operator's.
/// </summary>
public static class AccessProblems
{
    /// <summary>Keys, sessions and the trail cannot be read or written now, so nothing can be done that needs them.</summary>
    public static readonly ProblemKind StaffStoreAway =
        new("/problems/staff-store-away", StatusCodes.Status503ServiceUnavailable, "Staff cannot be served at the moment");

    /// <summary>The sign-in provider does not answer, so no token can be checked.</summary>
    public static readonly ProblemKind ProviderAway =
        new("/problems/sign-in-away", StatusCodes.Status503ServiceUnavailable, "Tokens cannot be checked at the moment");

    // Both come back by themselves, and asking costs little.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>503 while the staff store is away.</summary>
    public static ProblemHttpResult OfStaffStoreAway(HttpResponse response) => StaffStoreAway.Because(
        "The store of keys, sessions and the audit trail cannot be used. Responses are taken all the same. Ask again later.", response, RetryAfter);

    /// <summary>503 while the provider is away.</summary>
    public static ProblemHttpResult OfProviderAway(HttpResponse response) => ProviderAway.Because(
        "The sign-in provider does not answer. Keys for scripts work. Ask again later.", response, RetryAfter);

    /// <summary>401.</summary>
    internal static Task KeyRequired(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Problem(
            "Send the header 'Authorization: Bearer …' with a key for scripts or a token of the sign-in provider that is in force.",
            statusCode: StatusCodes.Status401Unauthorized, title: "A valid staff key or token is required.").ExecuteAsync(context);
    }

    /// <summary>403.</summary>
    internal static Task WrongRole(HttpContext context)
    {
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Problem(
            "Who asks is known, but that role may not do this. Ask in the role that may.",
            statusCode: StatusCodes.Status403Forbidden, title: "This role does not open this route.").ExecuteAsync(context);
    }
}
