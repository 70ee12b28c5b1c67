using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SipasSurvey.UnitTests.Administration;

/// <summary>Requests as an administrator's program or browser sends them.</summary>
internal static partial class Requests
{
    public const string Keys = "/api/v1/keys";
    public const string Schedule = "/api/v1/schedule";
    public const string Trail = "/api/v1/trail";

    public static Task<HttpResponseMessage> Get(this HttpClient client, string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    public static async Task<JsonNode> GetJson(this HttpClient client, string path) =>
        JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    public static Task<HttpResponseMessage> Send(this HttpClient client, HttpMethod method, string path, string? body = null, string? seen = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (seen is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", seen);
        }

        return client.SendAsync(request);
    }

    public static async Task<JsonNode> MustBe(this HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    /// <summary>A page, as a browser asks for it.</summary>
    public static async Task<(HttpStatusCode Status, string Text)> Page(this HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Fills in the form of a page, sends it, and goes where the answer leads.</summary>
    public static async Task<(HttpStatusCode Status, string Text)> Fill(
        this HttpClient client, string page, string action, params (string Name, string Value)[] fields)
    {
        var token = FormToken().Match((await client.Page(page)).Text).Groups[1].Value;
        Assert.NotEmpty(token);
        using var request = new HttpRequestMessage(HttpMethod.Post, action)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("form-token", token), .. fields.Select(it => KeyValuePair.Create(it.Name, it.Value))]),
        };
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.Found
            ? await client.Page(answer.Headers.Location!.OriginalString)
            : (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
