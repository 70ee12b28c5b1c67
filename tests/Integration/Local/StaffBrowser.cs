using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace SipasSurvey.IntegrationTests.Local;

/// <summary>What a browser shows.</summary>
internal sealed record Shown(HttpStatusCode Status, Uri Address, string Text, HttpResponseHeaders Headers);

/// <summary>A small browser: keeps cookies, follows redirects, fills in forms. One visitor.</summary>
internal sealed partial class StaffBrowser : IDisposable
{
    /// <summary>What everybody here chooses instead of a one-time password.</summary>
    public const string Chosen = "con ngựa leo cột điện";

    private const int MostRedirects = 20;
    private readonly HttpClient _http;

    public StaffBrowser(Uri baseAddress, CookieContainer? cookies = null)
    {
        Cookies = cookies ?? new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = baseAddress };
        _http.DefaultRequestHeaders.Add("Accept", "text/html");
        Page = new Shown(default, baseAddress, "", new HttpResponseMessage().Headers);
    }

    public CookieContainer Cookies { get; }

    /// <summary>What it shows now.</summary>
    public Shown Page { get; private set; }

    /// <summary>A path at which it does not follow a redirect, but shows its address alone.</summary>
    public string? StopsAt { get; set; }

    /// <summary>Signs in all the way, choosing <see cref="Chosen"/> where a new password is asked for.</summary>
    public static async Task<StaffBrowser> SignIn(Uri baseAddress, string user, string password)
    {
        var browser = new StaffBrowser(baseAddress);
        await browser.SignIn(user, password);
        Assert.True(browser.Page.Status == HttpStatusCode.OK && browser.Page.Text.Contains("Đăng xuất", StringComparison.Ordinal), $"{user} did not get in: {browser.Page}");
        return browser;
    }

    /// <summary>Tries to sign in from where the pages begin; what it shows then.</summary>
    public async Task<Shown> SignIn(string user, string password)
    {
        await Go("staff/sign-in");
        await Send("/account/sign-in", ("user", user), ("password", password));
        return Page.Address.AbsolutePath == "/account/password" && Page.Status == HttpStatusCode.OK ? await Choose(Chosen) : Page;
    }

    /// <summary>Chooses a new password on the page that asks for it.</summary>
    public Task<Shown> Choose(string password) => Send("/account/password", ("new-password", password), ("repeated", password));

    public Task<Shown> Go(string path) => Ask(() => new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Sends the form of the page with this action, with its hidden fields; the field of a name that is given replaces a hidden one.</summary>
    public Task<Shown> Send(string action, params (string Name, string Value)[] fields)
    {
        var form = Forms().Matches(Page.Text).FirstOrDefault(it => WebUtility.HtmlDecode(it.Groups[1].Value) == action);
        Assert.True(form is not null, $"There is no form for {action} on {Page}");
        var hidden = HiddenFields().Matches(form.Groups[2].Value).Select(it => (it.Groups[1].Value, WebUtility.HtmlDecode(it.Groups[2].Value)))
            .Where(it => fields.All(field => field.Name != it.Item1));
        return Post(action, [.. hidden, .. fields]);
    }

    public Task<Shown> Post(string path, params (string Name, string Value)[] fields) => Ask(() => new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
    });

    public void Dispose() => _http.Dispose();

    private async Task<Shown> Ask(Func<HttpRequestMessage> request)
    {
        var answer = await _http.SendAsync(request());
        var address = answer.RequestMessage!.RequestUri!;
        for (var redirects = 0; answer.Headers.Location is { } location; redirects++)
        {
            Assert.True(redirects < MostRedirects, $"Redirected for ever: {address}");
            address = new Uri(address, location);
            if (address.AbsolutePath == StopsAt || address.Authority != _http.BaseAddress!.Authority)
            {
                return Page = new Shown(answer.StatusCode, address, "", answer.Headers);
            }

            answer.Dispose();
            answer = await _http.GetAsync(address);
        }

        using (answer)
        {
            return Page = new Shown(answer.StatusCode, address, await answer.Content.ReadAsStringAsync(), answer.Headers);
        }
    }

    [GeneratedRegex("<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenFields();
}
