using System.Net;
using System.Text.RegularExpressions;

namespace SipasSurvey.IntegrationTests.SignIn;

/// <summary>Somebody's browser without a screen: cookies, pages and forms; goes only where it is told.</summary>
internal sealed partial class Visitor(Uri site) : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };

    public CookieContainer Cookies => _handler.CookieContainer;

    public async Task<HttpResponseMessage> Get(string address)
    {
        using var client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = site };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return await client.GetAsync(address);
    }

    public async Task<string> Read(string address) => await (await Get(address)).Content.ReadAsStringAsync();

    /// <summary>Follows redirects until there is something to read.</summary>
    public async Task<HttpResponseMessage> Follow(HttpResponseMessage answer)
    {
        while (answer.Headers.Location is { } there)
        {
            answer = await Get(new Uri(answer.RequestMessage!.RequestUri!, there).ToString());
        }

        return answer;
    }

    /// <summary>Goes by the provider; the address with which it sends the browser back to us as somebody.</summary>
    public async Task<string> Callback(string page, string who)
    {
        var toSignIn = await Onward(await Get(page));
        var toProvider = await Onward(await Get(toSignIn));
        return await Onward(await Get($"{toProvider}&as={who}"));
    }

    /// <summary>The whole way; the page at its end.</summary>
    public async Task<HttpResponseMessage> SignIn(string page, string who) => await Follow(await Get(await Callback(page, who)));

    public async Task<HttpResponseMessage> SignOut()
    {
        using var client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = site };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var token = FormToken().Match(await Read("staff")).Groups[1].Value;
        return await client.PostAsync("staff/sign-out", new FormUrlEncodedContent([KeyValuePair.Create("form-token", token)]));
    }

    public void Dispose() => _handler.Dispose();

    private static async Task<string> Onward(HttpResponseMessage answer)
    {
        Assert.True(answer.Headers.Location is not null, $"{answer.RequestMessage!.RequestUri}: {answer}\n{await answer.Content.ReadAsStringAsync()}");
        return answer.Headers.Location!.ToString();
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
