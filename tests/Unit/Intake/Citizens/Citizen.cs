using System.Net;
using System.Text.RegularExpressions;

namespace SipasSurvey.UnitTests.Intake.Citizens;

/// <summary>A page as it came back.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Path">Address at which it was shown in the end.</param>
/// <param name="Text">Its HTML.</param>
/// <param name="Answer">The whole answer.</param>
internal sealed record Shown(int Status, string Path, string Text, HttpResponseMessage Answer)
{
    public string? Receipt => Regex.Match(Text, "<strong id=\"receipt\"[^>]*>([^<]+)</strong>") is { Success: true } match ? match.Groups[1].Value.Replace("-", "", StringComparison.Ordinal) : null;

    public bool IsChecked(string name, string value) => Regex.IsMatch(Text, $"name=\"{name}\" value=\"{value}\" checked");

    public string? Body(string attribute) => Regex.Match(Text, $"<body[^>]* data-{attribute}=\"([^\"]*)\"") is { Success: true } match ? match.Groups[1].Value : null;
}

/// <summary>A browser without script: it keeps cookies, sends forms, and goes where answers lead.</summary>
internal sealed class Citizen : IDisposable
{
    private readonly HttpClient _client;

    public Citizen(FormHost host, CookieContainer? cookies = null)
    {
        Host = host;
        Cookies = cookies ?? new CookieContainer();
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = host.Address };
    }

    public FormHost Host { get; }

    public CookieContainer Cookies { get; }

    /// <summary>The sealed draft.</summary>
    public Cookie? Draft => Cookies.GetCookies(Host.Address)["sipas-draft"];

    /// <summary>Every address that was asked for.</summary>
    public List<string> Addresses { get; } = [];

    public Task<Shown> Open(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Fills in the form that is at an address, and goes where that leads.</summary>
    public Task<Shown> Fill(string path, params (string Name, string Value)[] fields) => Send(Form(path, ("Sec-Fetch-Site", "same-origin"), fields));

    /// <summary>The same with another header, or without one.</summary>
    public Task<Shown> FillFrom(string path, (string Name, string Value)? header, params (string Name, string Value)[] fields) => Send(Form(path, header, fields));

    /// <summary>Agrees, chooses a province, begins.</summary>
    public Task<Shown> Begin(string prefix = "", params (string Name, string Value)[] more) =>
        Fill(prefix.Length == 0 ? "/" : prefix, [("consent", "1"), ("province", "15"), .. more]);

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Form(string path, (string Name, string Value)? header, (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(it => KeyValuePair.Create(it.Name, it.Value))) };
        if (header is { } known)
        {
            request.Headers.TryAddWithoutValidation(known.Name, known.Value);
        }

        return request;
    }

    private async Task<Shown> Send(HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd("text/html");
        Addresses.Add(request.RequestUri!.OriginalString);
        var answer = await _client.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.SeeOther
            ? await Open(answer.Headers.Location!.OriginalString)
            : new Shown((int)answer.StatusCode, request.RequestUri!.OriginalString.Replace(Host.Address.GetLeftPart(UriPartial.Authority), "", StringComparison.Ordinal), await answer.Content.ReadAsStringAsync(), answer);
    }
}
