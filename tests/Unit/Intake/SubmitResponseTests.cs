using System.Text.RegularExpressions;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake;

public sealed class SubmitResponseTests
{
    private const string Id = "0193A1B2-7C3D-7E4F-8A5B-6C7D8E9F0A1B";

    [Fact]
    public async Task A_valid_response_is_accepted_with_its_id_receipt_and_place()
    {
        await using var host = await IntakeHost.Start();

        var answer = await host.Client.Post(Form.With(("id", $"\"{Id}\"")));

        Assert.Equal(202, answer.Status);
        Assert.Equal(["id", "receipt"], answer.Body.AsObject().Select(member => member.Key));
        Assert.Equal(Id.ToLowerInvariant(), (string)answer.Body["id"]!);
        Assert.Equal(ResponseId.Receipt(new Guid(Id)), (string)answer.Body["receipt"]!);
        Assert.Equal($"/api/v1/responses/{Id.ToLowerInvariant()}", answer.Headers["Location"]);
    }

    [Fact]
    public async Task The_entry_says_what_the_sender_said_and_when_it_was_received()
    {
        await using var host = await IntakeHost.Start();
        host.Clock.Advance(TimeSpan.FromTicks(12_345_678));

        await host.Client.Post(Form.With(("id", $"\"{Id}\""), ("answers", Form.FullAnswers), ("cluster", "\"10.02_A-4\""),
            ("respondent", "{\"gender\": \"female\", \"age\": \"over-60\", \"education\": null}")));

        var entry = Assert.Single(host.Broker.Entries);
        Assert.Equal((new Guid(Id), Channel.Open, null, 0), (entry.Id, entry.Channel, entry.Batch, entry.Row));
        Assert.Equal(UnixMicroseconds.From(host.Clock.GetUtcNow()), entry.ReceivedAt);
        Assert.True(Content.TryRead(entry.Content.Span, out var content));
        Assert.Equal(A.Content(province: "10", answers: [.. A.Questionnaire.Items.Select(item => (byte)(item.Index % 5 + 1))],
            respondent: [.. A.Questionnaire.Respondent.Select(it => (byte)(it.Code switch { "gender" => 2, "age" => 5, _ => 0 }))],
            cluster: "10.02_A-4"), content);
    }

    [Fact]
    public async Task Null_is_as_good_as_left_out()
    {
        await using var host = await IntakeHost.Start();

        var sparse = await host.Client.Post(Form.Valid);
        var withNulls = await host.Client.Post(Form.With(("id", "null"), ("respondent", "null"), ("cluster", "null"), ("invitation", "null"),
            ("answers", "{\"P01\": 5, \"P02\": null, \"S16\": 4}")));

        Assert.Equal((202, 202), (sparse.Status, withNulls.Status));
        Assert.Equal(2, host.Broker.Entries.Count);
        Assert.Equal(host.Broker.Entries[0].Content.ToArray(), host.Broker.Entries[1].Content.ToArray());
    }

    [Fact]
    public async Task A_response_without_an_id_gets_a_random_one_of_version_4()
    {
        await using var host = await IntakeHost.Start();

        var answer = await host.Client.Post(Form.Valid);

        var id = (Guid)answer.Body["id"]!;
        Assert.Equal(4, id.Version);
        Assert.True(ResponseId.MaySend(id));
        Assert.Equal(id, Assert.Single(host.Broker.Entries).Id);
        Assert.Matches(new Regex("^[0-9A-HJKMNP-TV-Z]{16}$"), (string)answer.Body["receipt"]!);
    }

    [Fact]
    public async Task The_same_id_gets_the_same_receipt_in_any_case()
    {
        await using var host = await IntakeHost.Start();

        var first = await host.Client.Post(Form.With(("id", $"\"{Id}\"")));
        var second = await host.Client.Post(Form.With(("id", $"\"{Id.ToLowerInvariant()}\"")));

        Assert.Equal(first.Body.ToJsonString(), second.Body.ToJsonString());
        Assert.Equal(2, host.Broker.Entries.Count);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON; charset=\"UTF-8\"")]
    public async Task Json_in_utf8_is_taken_however_it_is_said(string contentType)
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal(202, (await host.Client.Post(System.Text.Encoding.UTF8.GetBytes(Form.Valid), contentType, "identity")).Status);
    }

    [Fact]
    public async Task A_survey_that_is_closed_or_not_yet_open_says_when()
    {
        await using var host = await IntakeHost.Start();
        await File.WriteAllTextAsync(host.Schedule, """
            {"sipas-2024": {"opens": "2024-10-01T00:00:00+07:00", "closes": "2024-11-01T00:00:00+07:00"},
             "sipas-2025": {"opens": "2027-10-01T00:00:00+07:00", "closes": null}}
            """);
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        var closed = await host.Client.Post(Form.Valid);
        var early = await host.Client.Post(Form.With(("survey", "\"sipas-2025\""), ("province", "\"01\"")));
        var unplanned = await host.Client.Post(Form.With(("survey", "\"sipas-2026\""), ("province", "\"01\"")));

        Assert.Contains("closed on 01/11/2024", closed.MustBe(409, "/problems/not-open").Detail);
        Assert.Contains("opens on 01/10/2027", early.MustBe(409, "/problems/not-open").Detail);
        Assert.Contains("no opening date", unplanned.MustBe(409, "/problems/not-open").Detail);
        Assert.Empty(host.Broker.Handed);
    }

    [Fact]
    public async Task No_id_answer_or_code_is_logged_whatever_becomes_of_a_response()
    {
        await using var host = await IntakeHost.Start(null, ("Invitations:Secret", A.Secret));
        var code = A.Invitations.Codes!.Make("sipas-2024", InvitationKind.Letter, "10", 7).ToString();
        var telling = Form.With(("id", $"\"{Id}\""), ("cluster", "\"telltale-village\""), ("invitation", $"\"{code}\""));

        Assert.Equal(202, (await host.Client.Post(telling)).Status);
        await host.Client.Post(telling.Replace(code[..4], "ZZZZ", StringComparison.Ordinal));
        await host.Client.Post(telling.Replace("sipas-2024", "telltale-survey", StringComparison.Ordinal));
        await host.Client.Post(telling + "telltale-garbage");
        host.Broker.Fail();
        var unsafeAnswer = host.Client.Post(telling);
        await host.Until(() => host.Broker.Handed.Count >= 2);
        Assert.Equal(503, (await host.Pass(unsafeAnswer, TimeSpan.FromSeconds(1))).Status);

        Assert.NotEmpty(host.Log);
        Assert.DoesNotContain(host.Log, line => line.Contains("telltale", StringComparison.Ordinal) || line.Contains(code[4..], StringComparison.Ordinal)
            || line.Contains(Id, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_api_description_tells_the_body_and_every_answer()
    {
        await using var host = await IntakeHost.Start();

        var document = System.Text.Json.Nodes.JsonNode.Parse(await host.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;

        var operation = document["paths"]!["/api/v1/responses"]!["post"]!;
        Assert.Equal(["202", "400", "408", "409", "413", "415", "422", "429", "503"], operation["responses"]!.AsObject().Select(it => it.Key).Order());
        Assert.Contains("/problems/not-known-to-be-safe", (string)operation["responses"]!["503"]!["description"]!);
        var body = operation["requestBody"]!["content"]!["application/json"]!;
        Assert.Equal("sipas-2024", (string)body["example"]!["survey"]!);
        var schema = body["schema"]!;
        Assert.Equal(["answers", "province", "survey"], schema["required"]!.AsArray().Select(it => (string)it!).Order());
        Assert.All(schema["properties"]!.AsObject(), property => Assert.NotNull(property.Value!["description"]));
    }
}
