using Microsoft.Extensions.Options;

namespace SipasSurvey.Staff.SignIn;

/// <summary>Checks what is said about the provider when the process starts: a provider that is trusted by mistake opens every page.</summary>
internal sealed class SignInCheck : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options) =>
        FindFault(options) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;

    private static string? FindFault(SignInOptions options)
    {
        if (ProviderClaims.FindFaultOfRoles(options) is { } fault)
        {
            return fault;
        }

        if (options.Authority.Length == 0)
        {
            return options.ClientId.Length + options.Audience.Length == 0 ? null
                : "Setting SignIn:Authority is missing; it is the address of the provider that SignIn:ClientId and SignIn:Audience are about.";
        }

        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority) || authority.Scheme != Uri.UriSchemeHttps && !IsNearby(authority, options))
        {
            return $"Setting SignIn:Authority is '{options.Authority}'; it must be an address that begins with https://. "
                + "Only for a provider on this machine (localhost, 127.0.0.1) SignIn:AllowHttp may permit http://.";
        }

        return options.ClientId.Length == 0 ? "Setting SignIn:ClientId is missing; it is the name under which the provider knows these pages."
            : options.ClientId == options.Audience ? "Setting SignIn:Audience must differ from SignIn:ClientId: "
                + "a token that tells the pages who signed in must not open the API."
            : !options.Scopes.Split(' ').Contains("openid") ? $"Setting SignIn:Scopes is '{options.Scopes}'; openid must be among them."
            : null;
    }

    private static bool IsNearby(Uri authority, SignInOptions options) => options.AllowHttp && authority is { Scheme: "http", IsLoopback: true };
}
