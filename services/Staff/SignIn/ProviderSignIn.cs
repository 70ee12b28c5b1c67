using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Staff.SignIn;

/// <summary>Signing in to the pages at the provider: authorization code with PKCE; afterwards our own cookie.</summary>
public static class ProviderSignIn
{
    /// <summary>Authentication scheme.</summary>
    public const string SchemeName = "staff-provider";

    /// <summary>Where the provider sends the browser back to.</summary>
    public static readonly PathString CallbackPath = "/staff/signed-in";

    /// <summary>Where the provider sends the browser after signing out.</summary>
    public static readonly PathString SignedOutPath = "/staff/signed-out";

    /// <summary>Makes sure that the provider can be asked at all, before a browser is sent there.</summary>
    /// <exception cref="ProviderAwayException">It does not answer.</exception>
    public static Task Reach(HttpContext context) => Provider.Reach(OptionsOf(context).ConfigurationManager!, context.RequestAborted);

    /// <summary>
    /// Address at which a browser ends its session at the provider, and from where it is sent on to a path of ours; null when the provider has none,
    /// or does not answer. Call it after our own session was ended.
    /// </summary>
    public static async Task<string?> FindSignOut(HttpContext context, string then)
    {
        try
        {
            var told = await Provider.Reach(OptionsOf(context).ConfigurationManager!, context.RequestAborted);
            if (told.EndSessionEndpoint is not { Length: > 0 })
            {
                return null;
            }
        }
        catch (ProviderAwayException)
        {
            return null;
        }

        // The framework writes the address, with the state in which the provider gives the browser back, as a redirect.
        await context.SignOutAsync(SchemeName, new AuthenticationProperties { RedirectUri = then });
        var address = context.Response.Headers.Location.ToString();
        context.Response.Headers.Location = default;
        context.Response.StatusCode = StatusCodes.Status200OK;
        return address;
    }

    private static OpenIdConnectOptions OptionsOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(SchemeName);

    private static void Configure(OpenIdConnectOptions options, SignInOptions settings, PublicOrigin origin)
    {
        (options.Authority, options.ClientId) = (settings.Authority, settings.ClientId);
        options.ClientSecret = settings.ClientSecret is { Length: > 0 } secret ? secret : null;
        options.RequireHttpsMetadata = !settings.AllowHttp;
        options.SignInScheme = StaffCookie.SchemeName;
        options.BackchannelHttpHandler = Provider.BackChannel();
        options.ResponseType = OpenIdConnectResponseType.Code;
        // Not the framework's form_post: cookies that are sent with a form from another site would have to be open to all sites.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        (options.UsePkce, options.MapInboundClaims, options.SaveTokens, options.DisableTelemetry) = (true, false, false, true);
        (options.CallbackPath, options.SignedOutCallbackPath, options.SignedOutRedirectUri) = (CallbackPath, SignedOutPath, StaffCookie.StartPath);
        // Signing out by an address that any site can embed: nothing here asks for it.
        options.RemoteSignOutPath = default;
        options.Scope.Clear();
        foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            options.Scope.Add(scope);
        }

        options.TokenValidationParameters.ValidAlgorithms = ProviderTokens.Algorithms;
        options.TokenValidationParameters.ClockSkew = ProviderTokens.ClockSkew;
        (options.RefreshInterval, options.AutomaticRefreshInterval) = (ProviderTokens.LookForKeysEvery, ProviderTokens.KeysKeptFor);
        options.BackchannelTimeout = ProviderTokens.ProviderTimeout;
        (options.NonceCookie, options.CorrelationCookie) = (Lasting(options.ProtocolValidator.NonceLifetime), Lasting(options.RemoteAuthenticationTimeout));
        origin.Protect(options.NonceCookie, "sipas-nonce.");
        origin.Protect(options.CorrelationCookie, "sipas-correlation.");
        options.Events = EventsOf(origin);
    }

    // The framework's own end at a moment, which has passed already for a browser whose clock is ahead of ours: then nobody could sign in.
    private static CookieBuilder Lasting(TimeSpan time) => new() { MaxAge = time, SameSite = SameSiteMode.Lax, IsEssential = true };

    private static OpenIdConnectEvents EventsOf(PublicOrigin origin) => new()
    {
        OnTokenValidated = Enter,
        OnRemoteFailure = Refuse,
        OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.RedirectUri = origin.AbsoluteOf(CallbackPath) ?? context.ProtocolMessage.RedirectUri;
            return Task.CompletedTask;
        },
        OnRedirectToIdentityProviderForSignOut = context =>
        {
            context.ProtocolMessage.PostLogoutRedirectUri = origin.AbsoluteOf(SignedOutPath) ?? context.ProtocolMessage.PostLogoutRedirectUri;
            return Task.CompletedTask;
        },
    };

    // What the provider says is translated once; the session knows our own words alone.
    private static async Task Enter(TokenValidatedContext context)
    {
        var http = context.HttpContext;
        var member = http.RequestServices.GetRequiredService<ProviderClaims>().Read(context.Principal!, StaffWay.Session, out var fault);
        var trail = http.RequestServices.GetRequiredService<AuditTrail>();
        if (member is null)
        {
            var id = context.Principal!.FindFirst(StaffMember.IdClaim)?.Value ?? "";
            await trail.Append(new AuditRecord(id, AuditRecord.Nobody, "", AuditActions.SignIn, "", AuditOutcome.Refused, http.Address(), fault!), http.RequestAborted);
            context.Fail(new NoPlaceException(fault!));
            return;
        }

        await trail.Append(new AuditRecord(member.Id, member.Name, member.Role, AuditActions.SignIn, "", AuditOutcome.Done, http.Address()), http.RequestAborted);
        await StaffCookie.EndFormer(http);
        context.Principal = member.ToPrincipal(SchemeName);
        if (context.TokenEndpointResponse?.IdToken is { } idToken)
        {
            // The provider asks for it when this session is signed out there. No other token is kept: nothing here would use it.
            context.Properties!.StoreTokens([new AuthenticationToken { Name = OpenIdConnectParameterNames.IdToken, Value = idToken }]);
        }
    }

    // The reason is for the log. Whoever stands before the door learns only that it stays shut.
    private static Task Refuse(RemoteFailureContext context)
    {
        if (context.Failure is StaffStoreException or ProviderAwayException)
        {
            ExceptionDispatchInfo.Throw(context.Failure);
        }

        context.HttpContext.RequestServices.GetRequiredService<RefusalLog>().Add("A sign-in", context.Failure is { } failure ? Refusal.Of(failure) : Refusal.Malformed);
        context.Response.Redirect(StaffCookie.SignInPath + QueryString.Create("refused", "1"));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Configures the scheme from the settings, once they are read.</summary>
    internal sealed class Setup(IOptions<SignInOptions> settings, PublicOrigin origin) : IConfigureNamedOptions<OpenIdConnectOptions>
    {
        public void Configure(string? name, OpenIdConnectOptions options)
        {
            if (name == SchemeName)
            {
                ProviderSignIn.Configure(options, settings.Value, origin);
            }
        }

        public void Configure(OpenIdConnectOptions options) => Configure(Options.DefaultName, options);
    }
}
