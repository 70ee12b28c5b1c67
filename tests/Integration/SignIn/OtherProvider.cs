using System.Collections.Immutable;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SipasSurvey.IntegrationTests.SignIn;

/// <summary>
/// A sign-in provider that is not ours: OpenIddict in the process of the tests, so another one than the services'. Instead of a password it asks for
/// one's name, and remembers it in a cookie until one signs out.
/// </summary>
internal sealed class OtherProvider : IAsyncDisposable
{
    public const string ClientId = "sipas-pages";
    public const string ClientSecret = "a-secret-of-the-tests";

    private const string Cookie = "other-provider";
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    // Names and what the provider says of them, in words of its own.
    private static readonly Dictionary<string, (string Claim, string[] Values)[]> People = new()
    {
        ["analyst"] = [("groups", ["everybody", "moha-analysis"])],
        ["team"] = [("groups", ["teams"]), ("area", ["vn34/15"]), ("unit", ["T1"])],
        ["nobody"] = [("groups", ["everybody"])],
        ["both"] = [("groups", ["moha-analysis", "it"])],
        ["lost"] = [("groups", ["teams"]), ("area", ["vn34/99"])],
    };

    // Open as long as the provider, or the database in memory would be gone.
    private readonly SqliteConnection _database = new("Data Source=:memory:");
    private readonly WebApplication _app;

    public OtherProvider()
    {
        // Another host name than the services have, so that it is another site to a browser.
        Address = $"http://localhost:{ServicePrograms.FreePort()}";
        _database.Open();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        builder.Services.AddDbContext<DbContext>(options => options.UseSqlite(_database).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>())
            .AddServer(server => server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetEndSessionEndpointUris("end-session")
                .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().RegisterScopes(Scopes.Profile)
                .AddEphemeralEncryptionKey().AddEphemeralSigningKey()
                .UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough());
        _app = builder.Build();
        _app.UseAuthentication();
        _app.MapGet("authorize", Authorize);
        _app.MapGet("end-session", (HttpContext context) =>
        {
            context.Response.Cookies.Delete(Cookie);
            return Results.SignOut(null, [Scheme]);
        });
    }

    public string Address { get; }

    /// <summary>Settings of a service that signs in here.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("SignIn__Authority", Address), ("SignIn__AllowHttp", "true"), ("SignIn__ClientId", ClientId), ("SignIn__ClientSecret", ClientSecret),
        ("SignIn__RoleClaim", "groups"), ("SignIn__ProvinceClaim", "area"), ("SignIn__TeamClaim", "unit"),
        ("SignIn__RoleValues", "moha-analysis=ministryAnalyst teams=surveyTeam it=administrator"),
    ];

    /// <summary>Starts it; it knows the pages under these origins.</summary>
    public async Task Start(IEnumerable<Uri> pages)
    {
        await using (var scope = _app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<DbContext>().Database.EnsureCreatedAsync();
            var client = new OpenIddictApplicationDescriptor
            {
                ClientId = ClientId,
                ClientSecret = ClientSecret,
                ConsentType = ConsentTypes.Implicit,
                Permissions =
                {
                    Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
                    Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
                },
            };
            foreach (var origin in pages)
            {
                client.RedirectUris.Add(new Uri(origin, "staff/signed-in"));
                client.PostLogoutRedirectUris.Add(new Uri(origin, "staff/signed-out"));
            }

            await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(client);
        }

        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static IResult Authorize(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var known = request.HasPromptValue(PromptValues.Login) ? null : context.Request.Cookies[Cookie];
        if ((context.Request.Query["as"].FirstOrDefault() ?? known) is not { } name)
        {
            var here = WebUtility.HtmlEncode($"{context.Request.Path}{context.Request.QueryString}");
            var links = People.Keys.Select(it => $"<li><a href=\"{here}&amp;as={it}\">{it}</a>");
            return Results.Content($"<!DOCTYPE html><title>Other provider</title><h1>Who are you?</h1><ul>{string.Concat(links)}</ul>", "text/html");
        }

        context.Response.Cookies.Append(Cookie, name);
        var identity = new ClaimsIdentity(Scheme, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, $"id-of-{name}").SetClaim(Claims.PreferredUsername, name);
        foreach (var (claim, values) in People[name])
        {
            identity.SetClaims(claim, values.ToImmutableArray());
        }

        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), new AuthenticationProperties(), Scheme);
    }
}
