using System.Buffers.Text;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Withdrawing a batch, correcting a sheet, deciding between versions, as a program does.</summary>
public sealed class BatchesChangeTests
{
    private const string Decisions = "/api/v1/conflicts";
    private static readonly Guid Batch = Guid.CreateVersion7();

    [Fact]
    public async Task A_withdrawal_is_sent_on_after_it_stands_in_the_trail_and_the_first_one_stands()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));

        var first = await team.SendJson(HttpMethod.Post, $"{Sheets.Path}/{Batch}/withdrawal", """{"reason": "  nhầm \u200b\n   \t tệp\u202e "}""");
        host.Clock.Advance(TimeSpan.FromHours(1));
        var second = await team.SendJson(HttpMethod.Post, $"{Sheets.Path}/{Batch.ToString().ToUpperInvariant()}/withdrawal", """{"reason": "again"}""");

        Assert.Equal((202, 202, $"{Batch}"), (first.Status, second.Status, (string)first.Body["id"]!));
        var sent = host.Broker.Records<BatchWithdrawn>();
        Assert.Equal(2, sent.Count);
        Assert.Equal(sent[0], sent[1]);
        Assert.Equal((Batch, "a surveyTeam", "nhầm tệp"), (sent[0].Batch, sent[0].WithdrawnBy, sent[0].Reason));
        Assert.Equal("nhầm tệp", (await host.Registry.Find(Batch, default))!.Withdrawal!.Reason);
        Assert.Equal((AuditActions.WithdrawBatch, $"sipas-2024/10/{Batch}", "nhầm tệp"), (await host.Trail()).Skip(1).Select(it => (it.Action, it.Target, it.Detail)).First());
    }

    [Fact]
    public async Task A_correction_is_a_sheet_of_the_batch_and_a_decision_for_it()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));

        var answer = await team.SendJson(HttpMethod.Put, $"{Sheets.Path}/{Batch}/sheets/a1",
            """{"answers": {"P01": 5, "P02": null, "S16": 1}, "respondent": {"gender": "female"}, "cluster": "10.02", "reason": "gõ nhầm"}""");

        var id = ResponseId.OfSheet("sipas-2024", "10", "t1", "A1");
        Assert.Equal((202, $"{id}", ResponseId.Receipt(id)), (answer.Status, (string)answer.Body["id"]!, (string)answer.Body["receipt"]!));
        var records = host.Broker.Confirmed.SelectMany(pack => pack.Records).TakeLast(2).ToList();
        var entry = Assert.IsType<EntryReceived>(records[0]).Entry;
        var decision = Assert.IsType<ContentDecided>(records[1]).Decision;
        Assert.Equal((id, Channel.Paper, Batch, 0), (entry.Id, entry.Channel, entry.Batch!.Value, entry.Row));
        Assert.Equal((id, entry.ReceivedAt, "a surveyTeam", "gõ nhầm"), (decision.Id, decision.DecidedAt, decision.DecidedBy, decision.Reason));
        Assert.True(entry.Content.Span.SequenceEqual(decision.Content.Span));
        Assert.True(Content.TryRead(entry.Content.Span, out var content));
        Assert.Equal(("sipas-2024", "10", 2, "10.02"), (content.Survey, content.Province, content.Answered, content.Cluster));
        var trail = (await host.Trail())[^1];
        Assert.Equal((AuditActions.CorrectSheet, $"sipas-2024/10/{Batch}/{id}", "gõ nhầm"), (trail.Action, trail.Target, trail.Detail));
    }

    [Fact]
    public async Task Only_a_sheet_of_the_batch_is_corrected_and_only_so_that_it_is_valid_and_a_slash_in_its_serial_is_a_slash()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        Assert.Equal(200, (await team.Send(Sheets.Form(FileOf("12/3"), id: Batch))).Status);
        var sent = host.Broker.Entries.Count;

        var other = (await team.SendJson(HttpMethod.Put, $"{Sheets.Path}/{Batch}/sheets/12%2F4", """{"answers": {"P01": 5}, "reason": "gõ nhầm"}""")).MustBe(422, "/problems/invalid-change");
        var blank = (await team.SendJson(HttpMethod.Put, $"{Sheets.Path}/{Batch}/sheets/12%2F3", """{"answers": {}, "reason": "để trống"}""")).MustBe(422, "/problems/invalid-change");
        Assert.Equal(sent, host.Broker.Entries.Count);
        var answer = await team.SendJson(HttpMethod.Put, $"{Sheets.Path}/{Batch}/sheets/12%2F3", """{"answers": {"P01": 5}, "reason": "gõ nhầm"}""");

        Assert.Equal(["serial"], other.Errors.Keys);
        Assert.Equal(["answers"], blank.Errors.Keys);
        Assert.Equal((202, $"{ResponseId.OfSheet("sipas-2024", "10", "t1", "12/3")}"), (answer.Status, (string)answer.Body["id"]!));
    }

    private static string FileOf(string serial) =>
        $"serial{string.Concat(A.Questionnaire.Items.Select(item => $",{item.Code}"))}\n{serial}{string.Concat(A.Questionnaire.Items.Select(_ => ",4"))}\n";

    [Fact]
    public async Task Every_fault_of_a_correction_is_told_at_its_path()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));

        var answer = (await team.SendJson(HttpMethod.Put, $"{Sheets.Path}/{Batch}/sheets/SP00000011",
            """{"answers": {"P01": 6, "P07": "5", "X": 1}, "respondent": {"gender": "?"}, "cluster": "=1", "survey": "sipas-2024"}""")).MustBe(422, "/problems/invalid-change");
        (await team.SendJson(HttpMethod.Put, $"{Sheets.Path}/{Batch}/sheets/A1", "[]")).MustBe(422, "/problems/invalid-change");
        (await team.SendJson(HttpMethod.Put, $"{Sheets.Path}/{Batch}/sheets/A1", "{")).MustBe(400, "/problems/not-json");

        Assert.Equal(["answers.P01", "answers.P07", "answers.X", "cluster", "reason", "respondent.gender", "serial", "survey"], answer.Errors.Keys);
        Assert.Single(host.Broker.Entries);
    }

    [Theory]
    [InlineData("POST", "batches/{0}/withdrawal")]
    [InlineData("PUT", "batches/{0}/sheets/A1")]
    [InlineData("POST", "conflicts/{0}/decision")]
    public async Task A_change_that_cannot_be_read_is_told_where_and_what_would_be_right(string method, string path)
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));
        var address = "/api/v1/" + string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Batch);

        Assert.Equal("It may have at most 65536 bytes.",
            (await team.SendJson(new HttpMethod(method), address, new string(' ', (64 * 1024) + 1))).MustBe(413, "/problems/too-large").Detail);
        Assert.Contains("Line 2, byte 12:",
            (await team.SendJson(new HttpMethod(method), address, "{\n \"reason\": x}")).MustBe(400, "/problems/not-json").Detail, StringComparison.Ordinal);
        Assert.Contains("a\\u202eb",
            (await team.SendJson(new HttpMethod(method), address, """{"a\u202eb": 1, "reason": "x"}""")).MustBe(422, "/problems/invalid-change").Errors.Keys);
    }

    [Fact]
    public async Task A_withdrawn_batch_is_not_corrected_and_one_without_a_team_only_by_printed_serials()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        Assert.Equal(200, (await team.Send(Sheets.Form(FileOf(SheetSerial.Printed(1).Text), team: null, id: Batch))).Status);
        const string Correction = """{"answers": {"P01": 5}, "reason": "gõ nhầm"}""";

        (await team.SendJson(HttpMethod.Put, $"{Sheets.Path}/{Batch}/sheets/A1", Correction)).MustBe(422, "/problems/invalid-change");
        Assert.Equal(202, (await team.SendJson(HttpMethod.Put, $"{Sheets.Path}/{Batch}/sheets/{SheetSerial.Printed(1).Text}", Correction)).Status);
        await team.SendJson(HttpMethod.Post, $"{Sheets.Path}/{Batch}/withdrawal", """{"reason": "nhầm"}""");
        (await team.SendJson(HttpMethod.Put, $"{Sheets.Path}/{Batch}/sheets/{SheetSerial.Printed(1).Text}", Correction)).MustBe(409, "/problems/batch-withdrawn");
    }

    [Theory]
    [InlineData("POST", "withdrawal")]
    [InlineData("PUT", "sheets/A1")]
    public async Task A_batch_of_others_is_as_unknown_as_one_that_there_is_not(string method, string what)
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        using var ofProvince = await host.As(StaffRoles.Supervisor, null, "vn63/12");
        using var ofTeam = await host.As(team: "t2");
        using var analyst = await host.As(StaffRoles.MinistryAnalyst);
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));
        const string Body = """{"answers": {"P01": 1}, "reason": "x"}""";

        foreach (var client in new[] { ofProvince, ofTeam })
        {
            (await client.SendJson(new HttpMethod(method), $"{Sheets.Path}/{Batch}/{what}", Body)).MustBe(404, "/problems/unknown-batch");
        }

        (await team.SendJson(new HttpMethod(method), $"{Sheets.Path}/{Guid.NewGuid()}/{what}", Body)).MustBe(404, "/problems/unknown-batch");
        (await team.SendJson(new HttpMethod(method), $"{Sheets.Path}/1/{what}", Body)).MustBe(404, "/problems/unknown-batch");
        Assert.Equal(403, (await analyst.SendJson(new HttpMethod(method), $"{Sheets.Path}/{Batch}/{what}", Body)).Status);
        Assert.Equal(3, (await host.Trail()).Count(entry => entry.Outcome == AuditOutcome.Refused));
        Assert.Single(host.Broker.Entries);
    }

    [Theory]
    [InlineData("""{"reason": ""}""")]
    [InlineData("""{"reason": " \n "}""")]
    [InlineData("""{"reason": 5}""")]
    [InlineData("""{}""")]
    public async Task A_change_without_a_reason_is_422(string body)
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));

        Assert.Equal(["reason"], (await team.SendJson(HttpMethod.Post, $"{Sheets.Path}/{Batch}/withdrawal", body)).MustBe(422, "/problems/invalid-change").Errors.Keys);
        (await team.SendJson(HttpMethod.Post, $"{Sheets.Path}/{Batch}/withdrawal", $$"""{"reason": "{{new string('x', 501)}}"}""")).MustBe(422, "/problems/invalid-change");
        Assert.Equal(202, (await team.SendJson(HttpMethod.Post, $"{Sheets.Path}/{Batch}/withdrawal", $$"""{"reason": "{{new string('x', 500)}}"}""")).Status);
    }

    [Theory]
    [InlineData("POST", "/api/v1/batches/{0}/withdrawal", """{"reason": "x"}""")]
    [InlineData("PUT", "/api/v1/batches/{0}/sheets/A1", """{"answers": {"P01": 1}, "reason": "x"}""")]
    public async Task What_is_not_known_to_be_safe_is_503_and_works_when_it_is_sent_again(string method, string path, string body)
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));
        var address = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, Batch);
        host.Broker.Fail();

        var sending = team.SendJson(new HttpMethod(method), address, body);
        await host.Until(() => sending.IsCompleted, TimeSpan.FromSeconds(1));

        Assert.Equal("5", (await sending).MustBe(503, "/problems/change-not-known-to-be-safe").Headers["Retry-After"]);
        host.Broker.Recover();
        var again = team.SendJson(new HttpMethod(method), address, body);
        await host.Until(() => again.IsCompleted, TimeSpan.FromSeconds(1));
        Assert.Equal(202, (await again).Status);
    }

    [Fact]
    public async Task What_cannot_be_written_into_the_trail_does_not_happen()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));
        var before = host.Broker.Confirmed.Count;
        host.ShutTrail();

        (await team.SendJson(HttpMethod.Post, $"{Sheets.Path}/{Batch}/withdrawal", """{"reason": "x"}""")).MustBe(503, "/problems/staff-store-away");
        (await team.SendJson(HttpMethod.Put, $"{Sheets.Path}/{Batch}/sheets/A1", """{"answers": {"P01": 1}, "reason": "x"}""")).MustBe(503, "/problems/staff-store-away");
        (await Decide(team, A.Content(province: "10"))).MustBe(503, "/problems/staff-store-away");

        Assert.Equal(before, host.Broker.Confirmed.Count);
        Assert.Null((await host.Registry.Find(Batch, default))!.Withdrawal);
    }

    private static Task<Answer> Decide(HttpClient client, Content content) => client.SendJson(
        HttpMethod.Post, $"{Decisions}/{A.Id}/decision", $$"""{"entry": "{{Base64Url.EncodeToString(content.ToBytes())}}", "reason": "x"}""");
}
