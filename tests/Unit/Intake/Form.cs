using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Bodies of <c>POST /api/v1/responses</c>: a valid one, and what tests make of it.</summary>
internal static class Form
{
    public static string Valid => With();

    public static string FullAnswers => $"{{{string.Join(", ", A.Questionnaire.Items.Select(item => $"\"{item.Code}\": {item.Index % 5 + 1}"))}}}";

    /// <summary>A valid body with some properties replaced by, or given additional, raw JSON; null leaves a property out.</summary>
    public static string With(params (string Name, string? Json)[] changes)
    {
        var members = new Dictionary<string, string?>
        {
            ["survey"] = "\"sipas-2024\"",
            ["province"] = "\"10\"",
            ["answers"] = "{\"P01\": 5, \"S16\": 4}",
        };
        foreach (var (name, json) in changes)
        {
            members[name] = json;
        }

        return $"{{{string.Join(", ", members.Where(member => member.Value is not null).Select(member => $"\"{member.Key}\": {member.Value}"))}}}";
    }

    public static Task<Answer> Post(this HttpClient client, string body) => client.Post(Encoding.UTF8.GetBytes(body));

    public static async Task<Answer> Post(this HttpClient client, byte[] body, string? contentType = "application/json", string? encoding = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        using var response = await client.PostAsync(new Uri("/api/v1/responses", UriKind.Relative), content);
        return await Answer.Read(response);
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, string? MediaType, JsonNode Body, Dictionary<string, string> Headers)
{
    public string Detail => (string)Body["detail"]!;

    public string Type => (string)Body["type"]!;

    /// <summary>Path → messages.</summary>
    public Dictionary<string, string[]> Errors => Body["errors"]!.AsObject()
        .ToDictionary(error => error.Key, error => error.Value!.AsArray().Select(message => (string)message!).ToArray());

    public static async Task<Answer> Read(HttpResponseMessage response) => new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType,
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!, response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));

    /// <summary>The answer is a complete problem of this status and type.</summary>
    public Answer MustBe(int status, string type)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(type, Type);
        Assert.Equal(status, (int)Body["status"]!);
        Assert.False(string.IsNullOrWhiteSpace((string?)Body["title"]));
        Assert.False(string.IsNullOrWhiteSpace(Detail));
        return this;
    }

    public Answer MustBeInvalidAt(params string[] paths)
    {
        MustBe(422, "/problems/invalid-response");
        Assert.Equal(paths.Order(StringComparer.Ordinal), Errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(Errors.Values, messages => Assert.NotEmpty(Assert.Single(messages)));
        return this;
    }
}
