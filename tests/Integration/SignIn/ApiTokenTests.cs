using System.Net;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using SipasSurvey.IntegrationTests.Broker;

namespace SipasSurvey.IntegrationTests.SignIn;

/// <summary>Tokens for the API, against a provider in another process whose keys the test has in its hands.</summary>
public sealed class ApiTokenTests(ApiTokenSite site) : IClassFixture<ApiTokenSite>
{
    [Fact]
    public async Task A_good_token_opens_what_its_role_may_and_nothing_else()
    {
        Assert.Equal(HttpStatusCode.OK, (await site.Send(site.Provider.Token())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await site.Send(site.Provider.Token(role: "surveyTeam"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await site.Send(site.Provider.Token(from: -60, to: -20))).Status);
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
        var wrongKey = await site.Send("wrong");
        var token = Wrong(fault);
        var before = site.Output.Length;

        var answer = await site.Send(token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(wrongKey, answer);
        // The line may arrive after the answer.
        await Deployment.Until(
            () => Task.FromResult(Said().Contains($"A token for the API was refused: {reason}", StringComparison.Ordinal)), () => Task.FromResult($"The log says:\n{Said()}"));
        Assert.All(token.Split('.').Where(part => part.Length > 8), part => Assert.DoesNotContain(part[..Math.Min(40, part.Length)], Said(), StringComparison.Ordinal));
        Assert.DoesNotContain("subject-of-the-token", Said(), StringComparison.Ordinal);

        string Said() => site.Output[before..];
    }

    private string Wrong(string fault)
    {
        var parts = site.Provider.Token().Split('.');
        return fault switch
        {
            "expired" => site.Provider.Token(from: -600, to: -120),
            "not yet valid" => site.Provider.Token(from: 120),
            "another audience" => site.Provider.Token(audience: "somebody-else"),
            "the pages as audience" => site.Provider.Token(audience: KeyServer.ClientId),
            "another issuer" => site.Provider.Token(issuer: "https://id.example"),
            "no algorithm" => $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.",
            "signed with the public key" => site.Provider.Token(credentials: new SigningCredentials(
                new SymmetricSecurityKey(Encoding.ASCII.GetBytes(site.Provider.Keys[0].Rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = "first" }, SecurityAlgorithms.HmacSha256)),
            "signed with another key of the same name" => site.Provider.Token(KeyServer.NewKey("first")),
            "signed with a key that nobody knows" => site.Provider.Token(KeyServer.NewKey("third")),
            "no role of ours" => site.Provider.Token(role: "boss"),
            "too long" => site.Provider.Token(role: new string('x', 9_000)),
            "garbage" => "eyJhbGci.!!!!garbage!!!!.zzzz",
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }
}
