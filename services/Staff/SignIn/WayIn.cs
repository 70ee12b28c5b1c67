using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;
using SipasSurvey.Staff.Store;

namespace SipasSurvey.Staff.SignIn;

/// <summary>Decides how a request may prove who sends it: cookie, key or token; and whether it has to at all.</summary>
internal static class WayIn
{
    /// <summary>The scheme that every request is looked at with; it only chooses another one.</summary>
    public const string SchemeName = "staff";

    /// <summary>
    /// The scheme for a request. Routes are found before this is asked. Where nobody has to be known, nobody is asked for: a citizen's
    /// response must not depend on a cookie or a header that a browser or a proxy sends along, nor on the staff store.
    /// </summary>
    public static string Select(HttpContext context) => AsksForStaff(context) ? SelectProof(context) : VisitorHandler.SchemeName;

    /// <summary>Whether a page shows who is signed in although it is open to all.</summary>
    public static bool IsStaffPage(HttpRequest request) =>
        request.Path.StartsWithSegments("/staff") || request.Path.StartsWithSegments("/account");

    // The cookie reads the API, so that a page can link to CSV and XLSX, but it never writes through it: another site on the same
    // machine is "same site" to a browser, and API routes have no antiforgery token.
    public static string SelectProof(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Authorization.Count > 0)
        {
            return ProviderTokens.IsToken(request) && context.RequestServices.GetRequiredService<IOptions<SignInOptions>>().Value.TakesTokens
                ? ProviderTokens.SchemeName
                : BearerKeyHandler.SchemeName;
        }

        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return StaffCookie.IsApi(request) && !reads ? BearerKeyHandler.SchemeName : StaffCookie.SchemeName;
    }

    private static bool AsksForStaff(HttpContext context) => context.GetEndpoint()?.Metadata is { } metadata
        && metadata.GetMetadata<IAllowAnonymous>() is null
        && (metadata.GetMetadata<IAuthorizeData>() is not null || metadata.GetMetadata<AuthorizationPolicy>() is not null);
}

/// <summary>
/// For routes that are open to all: everybody is a visitor. Staff pages among them, the start page above all, still show who is signed in, as
/// far as that can be found out.
/// </summary>
internal sealed class VisitorHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "staff-visitor";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!WayIn.IsStaffPage(Request))
        {
            return AuthenticateResult.NoResult();
        }

        try
        {
            return await Context.AuthenticateAsync(WayIn.SelectProof(Context));
        }
        catch (Exception away) when (away is StaffStoreException or ProviderAwayException)
        {
            Context.SetStaffOutage(away);
            return AuthenticateResult.NoResult();
        }
    }
}
