using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SipasSurvey.IntegrationTests.SignIn;

/// <summary>As much of a provider as checking tokens needs: its description and its keys, which a test changes as it likes.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    public const string ClientId = "sipas-pages";
    public const string Audience = "sipas-api";

    private readonly WebApplication _app;

    public KeyServer()
    {
        Address = $"http://localhost:{ServicePrograms.FreePort()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        _app = builder.Build();
        _app.MapGet(".well-known/openid-configuration", () => Results.Json(new Dictionary<string, string> { ["issuer"] = Address, ["jwks_uri"] = $"{Address}/keys" }));
        _app.MapGet("keys", () => Results.Json(new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(Describe)]) }));
    }

    public string Address { get; }

    /// <summary>The key set.</summary>
    public IReadOnlyList<RsaSecurityKey> Keys { get; set; } = [NewKey("first")];

    public static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    public Task Start() => _app.StartAsync();

    /// <summary>A good token, unless told otherwise.</summary>
    public string Token(RsaSecurityKey? key = null, string? issuer = null, string audience = Audience, int from = -5, int to = 300, string role = "ministryAnalyst",
        SigningCredentials? credentials = null)
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address,
            Audience = audience,
            NotBefore = now.AddSeconds(from),
            Expires = now.AddSeconds(to),
            Claims = new Dictionary<string, object> { ["sub"] = "subject-of-the-token", ["role"] = role, ["province"] = "*" },
            SigningCredentials = credentials ?? new SigningCredentials(key ?? Keys[0], SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static JsonNode? Describe(RsaSecurityKey key)
    {
        var numbers = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = key.KeyId,
            ["n"] = Base64UrlEncoder.Encode(numbers.Modulus),
            ["e"] = Base64UrlEncoder.Encode(numbers.Exponent),
        };
    }
}
