using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using SipasSurvey.IntegrationTests.Broker;

namespace SipasSurvey.IntegrationTests.SignIn;

/// <summary>Tokens for the API, against a provider in another process whose keys the test has in its hands.</summary>
public sealed class ApiTokenTests : IAsyncLifetime
{
    private const string Route = "api/v1/reconciliation/sipas-2024";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-tokens-").FullName;
    private readonly KeyServer _provider = new();
    private ServiceProcess _figures = null!;

    public async Task InitializeAsync()
    {
        var database = ("ConnectionStrings__Sqlite", $"Data Source={_folder}/sipas.db");
        await using var upkeep = new ServiceProcess("SipasSurvey.Aggregator.dll", database, ("ConnectionStrings__RabbitMq", "amqp://127.0.0.1:9/"));
        await upkeep.RunToEnd("migrate");
        _figures = new ServiceProcess("SipasSurvey.Figures.dll", database, ("ConnectionStrings__Staff", $"Data Source={_folder}/staff.db"),
            ("DataProtectionKeys", $"{_folder}/sealing"), ("SignIn__Authority", _provider.Address), ("SignIn__AllowHttp", "true"),
            ("SignIn__ClientId", KeyServer.ClientId), ("SignIn__Audience", KeyServer.Audience));
        await _provider.Start();
        await _figures.Start();
    }

    public async Task DisposeAsync()
    {
        await _figures.DisposeAsync();
        await _provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_good_token_opens_what_its_role_may_and_nothing_else()
    {
        Assert.Equal(HttpStatusCode.OK, (await Send(_provider.Token())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(_provider.Token(role: "surveyTeam"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Send(_provider.Token(from: -60, to: -20))).Status);
    }

    [Theory]
    [InlineData("expired", "expired")]
    [InlineData("not yet valid", "not yet valid")]
    [InlineData("another audience", "audience")]
    [InlineData("the pages as audience", "audience")]
    [InlineData("another issuer", "issuer")]
    [InlineData("no algorithm", "algorithm")]
    [InlineData("signed with the public key", "algorithm")]
    [InlineData("signed with another key of the same name", "signature")]
    [InlineData("signed with a key that nobody knows", "key unknown")]
    [InlineData("no role of ours", "role")]
    [InlineData("too long", "malformed")]
    [InlineData("garbage", "malformed")]
    public async Task A_token_that_is_not_right_is_refused_like_a_wrong_key_with_the_reason_in_the_log_alone(string fault, string reason)
    {
        var wrongKey = await Send("wrong");
        var token = Wrong(fault);

        var answer = await Send(token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(wrongKey, answer);
        Assert.Contains($"A token for the API was refused: {reason}", _figures.Output, StringComparison.Ordinal);
        Assert.All(token.Split('.').Where(part => part.Length > 8), part => Assert.DoesNotContain(part[..Math.Min(40, part.Length)], _figures.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("subject-of-the-token", _figures.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_keys_were_rotated_the_new_one_works_and_the_old_one_no_longer()
    {
        var old = _provider.Token();
        Assert.Equal(HttpStatusCode.OK, (await Send(old)).Status);

        _provider.Keys = [KeyServer.NewKey("second")];
        for (var waited = Stopwatch.StartNew(); (await Send(_provider.Token())).Status != HttpStatusCode.OK;)
        {
            Assert.True(waited.Elapsed < Patience, "The new key is not known yet.");
            await Task.Delay(200);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(old)).Status);
    }

    private string Wrong(string fault)
    {
        var parts = _provider.Token().Split('.');
        return fault switch
        {
            "expired" => _provider.Token(from: -600, to: -120),
            "not yet valid" => _provider.Token(from: 120),
            "another audience" => _provider.Token(audience: "somebody-else"),
            "the pages as audience" => _provider.Token(audience: KeyServer.ClientId),
            "another issuer" => _provider.Token(issuer: "https://id.example"),
            "no algorithm" => $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.",
            "signed with the public key" => _provider.Token(credentials: new SigningCredentials(
                new SymmetricSecurityKey(Encoding.ASCII.GetBytes(_provider.Keys[0].Rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = "first" }, SecurityAlgorithms.HmacSha256)),
            "signed with another key of the same name" => _provider.Token(KeyServer.NewKey("first")),
            "signed with a key that nobody knows" => _provider.Token(KeyServer.NewKey("third")),
            "no role of ours" => _provider.Token(role: "boss"),
            "too long" => _provider.Token(role: new string('x', 9_000)),
            "garbage" => "eyJhbGci.!!!!garbage!!!!.zzzz",
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }

    private async Task<(HttpStatusCode Status, string Challenge, string Body)> Send(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Route);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await _figures.Http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();

        // The mark of the request differs.
        return (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString(), answer.IsSuccessStatusCode ? "" : System.Text.RegularExpressions.Regex.Replace(body, "\"traceId\":\"[^\"]*\"", ""));
    }
}
