using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Staff.SignIn;

/// <summary>Tokens of the provider for the API: <c>Authorization: Bearer</c> with a JWT, made for <see cref="SignInOptions.Audience"/> and for nothing else.</summary>
internal static class ProviderTokens
{
    /// <summary>Authentication scheme.</summary>
    public const string SchemeName = "staff-token";

    /// <summary>Signatures that only the holder of a private key can make. With HS256 whoever can check a token could make one.</summary>
    public static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    // Providers and we keep time by ourselves; a minute is what clocks that are looked after differ by at most.
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    // A token with an unknown key makes us look for new keys, but only so often: anybody can send such tokens. So a new key works within
    // about these seconds after the provider began to sign with it.
    public static readonly TimeSpan LookForKeysEvery = TimeSpan.FromSeconds(10);

    // The library's least. A key that the provider took out of its set opens nothing after this long, even if no new key is ever seen.
    public static readonly TimeSpan KeysKeptFor = TimeSpan.FromMinutes(5);

    // Who waits for a provider that is away holds a connection of ours.
    public static readonly TimeSpan ProviderTimeout = TimeSpan.FromSeconds(10);

    // Some ten times what a token with our claims needs.
    private const int LongestToken = 8 * 1024;

    // As RFC 9068 says, and as providers say that came before it. An id token says JWT too; its audience is another one.
    private static readonly string[] Types = ["at+jwt", "application/at+jwt", "JWT"];

    private const string BearerPrefix = "Bearer ";

    /// <summary>Whether the request carries something that looks like a token rather than a key.</summary>
    public static bool IsToken(HttpRequest request) => request.Headers.Authorization is [{ } header]
        && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
        && TextOf(header).StartsWith("eyJ", StringComparison.Ordinal) && header.Count(character => character == '.') == 2;

    private static void Configure(JwtBearerOptions options, SignInOptions settings)
    {
        options.Authority = settings.Authority;
        options.RequireHttpsMetadata = !settings.AllowHttp;
        (options.MapInboundClaims, options.IncludeErrorDetails, options.SaveToken) = (false, false, false);
        (options.RefreshInterval, options.AutomaticRefreshInterval, options.BackchannelTimeout) = (LookForKeysEvery, KeysKeptFor, ProviderTimeout);
        options.BackchannelHttpHandler = Provider.BackChannel();
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = settings.Audience,
            ValidAlgorithms = Algorithms,
            ValidTypes = Types,
            ClockSkew = ClockSkew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = Look,
            OnTokenValidated = Translate,
            OnAuthenticationFailed = context =>
            {
                Refuse(context.HttpContext, Refusal.Of(context.Exception));
                return Task.CompletedTask;
            },
            OnChallenge = context =>
            {
                context.HandleResponse();
                return AccessProblems.KeyRequired(context.HttpContext);
            },
            OnForbidden = context => AccessProblems.WrongRole(context.HttpContext),
        };
    }

    // Before anything is computed, and so that the log says which of these it was: the library calls both a wrong signature.
    private static async Task Look(MessageReceivedContext context)
    {
        if (FindFault(TextOf(context.Request.Headers.Authorization.ToString())) is { } fault)
        {
            Refuse(context.HttpContext, fault);
            context.Fail(fault);
            return;
        }

        await Provider.Reach(context.Options.ConfigurationManager!, context.HttpContext.RequestAborted);
    }

    private static string? FindFault(string token)
    {
        if (token.Length > LongestToken)
        {
            return Refusal.Malformed;
        }

        try
        {
            return Algorithms.Contains(new JsonWebToken(token).Alg) ? null : Refusal.Algorithm;
        }
        catch (Exception failure) when (failure is ArgumentException or SecurityTokenException or FormatException)
        {
            return Refusal.Malformed;
        }
    }

    private static Task Translate(TokenValidatedContext context)
    {
        var claims = context.HttpContext.RequestServices.GetRequiredService<ProviderClaims>();
        if (claims.Read(context.Principal!, StaffWay.Token, out _) is { } member)
        {
            context.Principal = member.ToPrincipal(SchemeName);
        }
        else
        {
            Refuse(context.HttpContext, Refusal.Role);
            context.Fail(Refusal.Role);
        }

        return Task.CompletedTask;
    }

    private static void Refuse(HttpContext context, string reason) => context.RequestServices.GetRequiredService<RefusalLog>().Add("A token for the API", reason);

    private static string TextOf(string header) => header[Math.Min(header.Length, BearerPrefix.Length)..].Trim();

    /// <summary>Configures the scheme from the settings, once they are read.</summary>
    internal sealed class Setup(IOptions<SignInOptions> settings) : IConfigureNamedOptions<JwtBearerOptions>
    {
        public void Configure(string? name, JwtBearerOptions options)
        {
            if (name == SchemeName)
            {
                ProviderTokens.Configure(options, settings.Value);
            }
        }

        public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);
    }
}
