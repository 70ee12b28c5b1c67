using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;
using SipasSurvey.Figures;
using SipasSurvey.Local;
using SipasSurvey.Local.Accounts;
using SipasSurvey.Pages;
using SipasSurvey.Staff;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Local;

/// <summary>The protocol of the provider, asked directly: the client's secret is known only within the process.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sipas-provider-");
    private readonly string _verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    private string Callback => $"{_http.BaseAddress}staff/signed-in";

    public async Task InitializeAsync()
    {
        var contracts = Path.Combine(AppContext.BaseDirectory, "contracts");
        var folder = DataFolder.Prepare(_data.FullName, Path.Combine(contracts, "schedule.json"));
        var builder = WebApplication.CreateBuilder();
        foreach (var (name, value) in folder.Settings)
        {
            builder.Configuration[name] = value;
        }

        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Catalogue.Load(contracts)).AddSingleton(TimeProvider.System).AddSqlite(folder.Sqlite);
        Assert.True(OwnProvider.Choose(builder.Configuration));
        builder.AddFigures().AddStaff().AddPages();
        builder.AddAccounts(folder);
        _app = builder.Build();
        await _app.Services.GetRequiredService<AccountsStart>().Try();
        _app.UsePages();
        _app.UseRateLimiter();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapPageFrame();
        _app.MapPages();
        _app.MapAccounts();
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First() + "/") };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_code_is_redeemed_once_for_who_signed_in()
    {
        var code = await Code();

        var (status, tokens) = await Redeem(code);
        var (second, again) = await Redeem(code);

        Assert.Equal(HttpStatusCode.OK, status);
        var claims = JsonNode.Parse(WebEncoders.Base64UrlDecode(tokens["id_token"]!.GetValue<string>().Split('.')[1]))!;
        Assert.Equal(("supervisor", "supervisor", "vn34/01"),
            (claims["preferred_username"]!.GetValue<string>(), claims["role"]!.GetValue<string>(), claims["province"]!.GetValue<string>()));
        var access = JsonNode.Parse(WebEncoders.Base64UrlDecode(tokens["access_token"]!.GetValue<string>().Split('.')[1]))!;
        Assert.Equal(OwnProvider.Audience, access["aud"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (second, again["error"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("code_verifier", null)]
    [InlineData("code_verifier", "another-verifier-of-the-right-length-0123456789")]
    [InlineData("redirect_uri", "http://127.0.0.1/staff/signed-in")]
    [InlineData("client_secret", "another-secret")]
    [InlineData("client_secret", null)]
    public async Task A_code_is_worth_nothing_without_what_belongs_to_it(string parameter, string? value)
    {
        var code = await Code();

        var (status, answer) = await Redeem(code, (parameter, value));

        Assert.NotEqual(HttpStatusCode.OK, status);
        Assert.NotNull(answer["error"]);
    }

    [Theory]
    [InlineData("redirect_uri", "https://elsewhere.example/staff/signed-in")]
    [InlineData("redirect_uri", "http://127.0.0.1.elsewhere.example/staff/signed-in")]
    [InlineData("redirect_uri", "http://localhost@elsewhere.example/staff/signed-in")]
    [InlineData("redirect_uri", "http://localhost/staff/signed-in?more")]
    [InlineData("redirect_uri", "http://localhost/staff/sign-in")]
    [InlineData("client_id", "another")]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("response_type", "token")]
    [InlineData("response_mode", "fragment")]
    public async Task What_does_not_belong_to_the_pages_is_refused_before_anybody_is_asked(string parameter, string? value)
    {
        using var browser = new StaffBrowser(_http.BaseAddress!) { StopsAt = "/staff/signed-in" };

        await browser.Go(Authorize((parameter, value)));

        Assert.NotEqual("/account/sign-in", browser.Page.Address.AbsolutePath);
        Assert.Equal(_http.BaseAddress!.Authority, browser.Page.Address.Authority);
        Assert.DoesNotContain("code=", browser.Page.Address.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_back_never_leads_elsewhere()
    {
        using var browser = new StaffBrowser(_http.BaseAddress!);
        await browser.Go("account/sign-in?return=https://elsewhere.example/");
        await browser.Send("/account/sign-in", ("user", "supervisor"), ("password", await FirstPassword()), ("return", "//elsewhere.example/connect/authorize?x"));
        await browser.Send("/account/password", ("new-password", StaffBrowser.Chosen), ("repeated", StaffBrowser.Chosen), ("return", "https://elsewhere.example/"));

        Assert.Equal(_http.BaseAddress!.Authority, browser.Page.Address.Authority);
        Assert.Equal("/staff", browser.Page.Address.AbsolutePath);
    }

    [Fact]
    public async Task By_an_address_that_is_not_its_own_one_is_told_what_to_do()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "staff/sign-in");
        request.Headers.Host = "elsewhere.example";
        request.Headers.Add("Accept", "text/html");

        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Contains("PublicAddress", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string> Code()
    {
        using var browser = new StaffBrowser(_http.BaseAddress!) { StopsAt = "/staff/signed-in" };
        await browser.Go(Authorize());
        await browser.Send("/account/sign-in", ("user", "supervisor"), ("password", await FirstPassword()));
        await browser.Choose(StaffBrowser.Chosen);
        return QueryHelpers.ParseQuery(browser.Page.Address.Query)["code"].ToString();
    }

    private async Task<string> FirstPassword() =>
        (await File.ReadAllLinesAsync(Path.Combine(_data.FullName, "first-sign-in.txt"))).Single(line => line.StartsWith("supervisor ", StringComparison.Ordinal)).Split(' ')[^1];

    private string Authorize(params (string Name, string? Value)[] instead) => QueryHelpers.AddQueryString("connect/authorize", With(instead, new Dictionary<string, string?>
    {
        ["client_id"] = OwnProvider.ClientId,
        ["redirect_uri"] = Callback,
        ["response_type"] = "code",
        ["scope"] = "openid profile",
        ["state"] = "s",
        ["nonce"] = "n",
        ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
        ["code_challenge_method"] = "S256",
    }));

    private async Task<(HttpStatusCode Status, JsonNode Answer)> Redeem(string code, params (string Name, string? Value)[] instead)
    {
        using var answer = await _http.PostAsync("connect/token", new FormUrlEncodedContent(With(instead, new Dictionary<string, string?>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = OwnProvider.ClientId,
            ["client_secret"] = _app.Configuration["SignIn:ClientSecret"],
            ["redirect_uri"] = Callback,
            ["code"] = code,
            ["code_verifier"] = _verifier,
        })!));
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    private static Dictionary<string, string?> With((string Name, string? Value)[] instead, Dictionary<string, string?> parameters)
    {
        foreach (var (name, value) in instead)
        {
            parameters[name] = value;
        }

        return parameters.Where(it => it.Value is not null).ToDictionary();
    }
}
