using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SipasSurvey.Figures.Access;

/// <summary>Lets a request in that carries <c>Authorization: Bearer key</c>.</summary>
internal sealed class BearerKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessKeyFile keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "staff-bearer";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => AccessProblems.KeyRequired(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AccessProblems.WrongRole(Context);

    private AuthenticateResult Authenticate()
    {
        if (Request.Headers.Authorization.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        return AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            && keys.Current.Find(header.Parameter ?? "") is { } key
            ? AuthenticateResult.Success(new AuthenticationTicket(StaffIdentity.Of(key, SchemeName), SchemeName))
            : AuthenticateResult.Fail("No staff key, or none that is known.");
    }
}
