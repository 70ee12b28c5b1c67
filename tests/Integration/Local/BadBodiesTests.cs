using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SipasSurvey.IntegrationTests.Local;

/// <summary>Bodies that Local does not take.</summary>
public sealed class BadBodiesTests : IAsyncLifetime
{
    private LocalProcess _local = null!;

    public async Task InitializeAsync() => _local = await LocalProcess.Start();

    public Task DisposeAsync() => _local.DisposeAsync().AsTask();

    [Fact]
    public async Task Bad_bodies_are_refused_with_the_path_of_the_fault_and_store_nothing()
    {
        const string Valid = """{"survey":"sipas-2024","province":"10","answers":{"P01":5}}""";
        await Close("sipas-2025");
        (string Body, HttpStatusCode Status, string? Path)[] table =
        [
            ("no json", HttpStatusCode.BadRequest, null),
            ("[]", HttpStatusCode.UnprocessableEntity, "$"),
            (Valid.Replace("5}", "\"5\"}"), HttpStatusCode.UnprocessableEntity, "answers.P01"),
            (Valid.Replace("5}", "5.0}"), HttpStatusCode.UnprocessableEntity, "answers.P01"),
            (Valid.Replace("5}", "1e400}"), HttpStatusCode.UnprocessableEntity, "answers.P01"),
            (Valid.Replace("5}", "true}"), HttpStatusCode.UnprocessableEntity, "answers.P01"),
            (Valid.Replace("5}", "0}"), HttpStatusCode.UnprocessableEntity, "answers.P01"),
            (Valid.Replace("5}", "6}"), HttpStatusCode.UnprocessableEntity, "answers.P01"),
            (Valid.Replace("5}", "5,\"P01\":5}"), HttpStatusCode.UnprocessableEntity, "answers.P01"),
            (Valid.Replace("P01", "P99"), HttpStatusCode.UnprocessableEntity, "answers.P99"),
            (Valid.Replace("{\"P01\":5}", "{}"), HttpStatusCode.UnprocessableEntity, "answers"),
            (Valid.Replace("\"10\"", "\"09\""), HttpStatusCode.UnprocessableEntity, "province"),
            // Lào Cai is 10 among the 63 provinces and 15 among the 34.
            (Valid.Replace("sipas-2024", "sipas-2026"), HttpStatusCode.UnprocessableEntity, "province"),
            (Valid.Replace("sipas-2024", "sipas-2025").Replace("\"10\"", "\"15\""), HttpStatusCode.Conflict, null),
            (Valid.Replace("sipas-2024", "sipas-1999"), HttpStatusCode.UnprocessableEntity, "survey"),
            (Valid.Insert(1, "\"id\":\"2ed6657d-e927-568b-95e1-2665a8aea6a2\","), HttpStatusCode.UnprocessableEntity, "id"),
            (Valid.Insert(1, "\"cluster\":\"a\u202Eb\","), HttpStatusCode.UnprocessableEntity, "cluster"),
            (Valid.Insert(1, "\"cluster\":\"a\\u0000\","), HttpStatusCode.UnprocessableEntity, "cluster"),
            (new string('[', 60_000), HttpStatusCode.BadRequest, null),
            (Valid.Insert(0, "\uFEFF"), HttpStatusCode.BadRequest, null),
            // Written in Latin 1 below, and so no UTF-8.
            (Valid.Insert(1, "\"cluster\":\"\u00E0\","), HttpStatusCode.BadRequest, null),
            (Valid + new string(' ', 2_000_000), HttpStatusCode.RequestEntityTooLarge, null),
        ];

        foreach (var (body, status, path) in table)
        {
            var encoding = body.Contains('\u00E0') ? System.Text.Encoding.Latin1 : System.Text.Encoding.UTF8;
            using var content = new ByteArrayContent(encoding.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var answer = await _local.Http.PostAsync("api/v1/responses", content);
            var problem = await answer.Content.ReadFromJsonAsync<JsonNode>();

            Assert.Equal(status, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(path, problem!["errors"]?.AsObject().Single().Key);
        }

        foreach (var survey in A.Catalogue.Surveys)
        {
            Assert.Equal(0, (await _local.Get($"api/v1/reconciliation/{survey.Code}"))["published"]!.GetValue<int>());
        }
    }

    private async Task Close(string survey)
    {
        await _local.Stop();
        var path = Path.Combine(_local.Data, "schedule.json");
        var schedule = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        schedule[survey]!["closes"] = "2025-11-01T00:00:00+07:00";
        await File.WriteAllTextAsync(path, schedule.ToJsonString());
        await _local.Restart();
    }
}
