using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Staff.Keys;

/// <summary>Lets a request in that carries <c>Authorization: Bearer key</c>.</summary>
internal sealed class BearerKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessKeyStore store)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "staff-key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        return AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            && await Find(header.Parameter ?? "") is { } member
            ? AuthenticateResult.Success(new AuthenticationTicket(member.ToPrincipal(SchemeName), SchemeName))
            : AuthenticateResult.Fail("No key, or none that is in force.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => AccessProblems.KeyRequired(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AccessProblems.WrongRole(Context);

    // The file first: its keys work without the store.
    private async Task<StaffMember?> Find(string presented) =>
        Context.RequestServices.GetService<AccessKeyFile>()?.Current.Find(presented)
        ?? (await store.Find(presented, Context.RequestAborted))?.ToMember();
}
