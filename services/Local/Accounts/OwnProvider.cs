using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;
using SipasSurvey.Staff.SignIn;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// Local's own sign-in provider: an OpenID Connect server (OpenIddict) in the same process, so that the pages sign in here as they do at any
/// other provider. Not there when the operator names another one.
/// </summary>
internal static class OwnProvider
{
    public const string AuthorizePath = "/connect/authorize";
    public const string TokenPath = "/connect/token";
    public const string EndSessionPath = "/connect/end-session";

    /// <summary>Name of the pages at the provider.</summary>
    public const string ClientId = "sipas-pages";

    /// <summary>Audience of access tokens: the API.</summary>
    public const string Audience = "sipas-api";

    /// <summary>
    /// Its name, not an address that anybody connects to: the back channel goes to wherever the process listens, and browsers stay on the
    /// origin that they came by.
    /// </summary>
    public const string Issuer = "http://localhost/";

    // Long enough for a redirect and for one request to ourselves.
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Makes this the provider, unless the operator named one; whether it is. Call it before the staff's access is registered. The client secret is
    /// new at each start and only in memory.
    /// </summary>
    public static bool Choose(ConfigurationManager configuration)
    {
        if (configuration["SignIn:Authority"] is { Length: > 0 })
        {
            return false;
        }

        // A source of its own: setting a value would put it into all of them, the command line too, which must hold no secret.
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SignIn:Authority"] = Issuer,
            ["SignIn:ClientId"] = ClientId,
            ["SignIn:ClientSecret"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
            ["SignIn:Audience"] = Audience,
            ["SignIn:AllowHttp"] = "true",
        });
        return true;
    }

    /// <summary>Registers the server.</summary>
    public static void Add(IServiceCollection services) => services.AddOpenIddict()
        .AddCore(core => core
            .ReplaceApplicationManager<OpenIddictEntityFrameworkCoreApplication, PagesOfThisProcess>()
            .UseEntityFrameworkCore().UseDbContext<AccountsContext>())
        .AddServer(server =>
        {
            server.SetIssuer(Issuer).SetAuthorizationEndpointUris(AuthorizePath).SetTokenEndpointUris(TokenPath).SetEndSessionEndpointUris(EndSessionPath);
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.SetAuthorizationCodeLifetime(CodeLifetime).SetAccessTokenLifetime(TokenLifetime).SetIdentityTokenLifetime(TokenLifetime);
            server.RegisterScopes(Scopes.OpenId, Scopes.Profile);
            // Keys of this process alone: what they sign is read by this process within minutes, sessions do not depend on them, and a key
            // that is never written down cannot be found.
            server.AddEphemeralSigningKey(SecurityAlgorithms.EcdsaSha256).AddEphemeralEncryptionKey(SecurityAlgorithms.Aes256KW).DisableAccessTokenEncryption();
            server.Configure(options =>
            {
                options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
                options.ResponseModes.Clear();
                options.ResponseModes.Add(ResponseModes.Query);
            });
            // TLS is the proxy's; the process itself only ever listens on http.
            server.UseAspNetCore().DisableTransportSecurityRequirement().EnableStatusCodePagesIntegration()
                .EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough();
        });

    /// <summary>Registers the pages of this process as the one client, with the secret of this start.</summary>
    public static async Task RegisterPages(IServiceProvider services, CancellationToken cancellationToken)
    {
        var applications = services.GetRequiredService<IOpenIddictApplicationManager>();
        var pages = new OpenIddictApplicationDescriptor
        {
            ClientId = ClientId,
            ClientSecret = services.GetRequiredService<IOptions<SignInOptions>>().Value.ClientSecret,
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        if (await applications.FindByClientIdAsync(ClientId, cancellationToken) is { } known)
        {
            await applications.UpdateAsync(known, pages, cancellationToken);
        }
        else
        {
            await applications.CreateAsync(pages, cancellationToken);
        }
    }

    /// <summary>
    /// Which addresses codes are sent to. They are not known before the process listens, and change with the machine's network; so they are not
    /// registered but decided when asked.
    /// </summary>
    private sealed class PagesOfThisProcess(
        IOpenIddictApplicationCache<OpenIddictEntityFrameworkCoreApplication> cache,
        ILogger<OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>> logger,
        IOptionsMonitor<OpenIddictCoreOptions> options,
        IOpenIddictApplicationStore<OpenIddictEntityFrameworkCoreApplication> store,
        OwnOrigins origins) : OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>(cache, logger, options, store)
    {
        public override ValueTask<bool> ValidateRedirectUriAsync(
            OpenIddictEntityFrameworkCoreApplication application, string uri, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(IsOwn(uri, ProviderSignIn.CallbackPath));

        public override ValueTask<bool> ValidatePostLogoutRedirectUriAsync(
            OpenIddictEntityFrameworkCoreApplication application, string uri, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(IsOwn(uri, ProviderSignIn.SignedOutPath));

        private bool IsOwn(string uri, PathString path) =>
            Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.PathAndQuery == path.Value && address.Fragment.Length == 0 && origins.IsOwn(address);
    }
}
