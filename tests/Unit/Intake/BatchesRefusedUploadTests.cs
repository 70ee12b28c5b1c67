using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Uploads that are not taken.</summary>
public sealed class BatchesRefusedUploadTests
{
    private static readonly Guid Batch = Guid.CreateVersion7();

    [Fact]
    public async Task An_id_of_another_batch_or_of_a_withdrawn_one_is_409_also_in_a_dry_run()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));
        var published = host.Broker.Entries.Count;

        foreach (var query in new[] { "", "?dryRun=true" })
        {
            (await team.Send(Sheets.Form(Sheets.Csv(1), province: "12", id: Batch), query)).MustBe(409, "/problems/other-batch");
            (await team.Send(Sheets.Form(Sheets.Csv(1), team: "t2", id: Batch), query)).MustBe(409, "/problems/other-batch");
            (await team.Send(Sheets.Form(Sheets.Csv(1), survey: "sipas-2025", province: "15", id: Batch), query)).MustBe(409, "/problems/other-batch");
        }

        Assert.Equal(202, (await team.SendJson(HttpMethod.Post, $"{Sheets.Path}/{Batch}/withdrawal", """{"reason": "nhầm"}""")).Status);
        (await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch))).MustBe(409, "/problems/batch-withdrawn");
        Assert.Equal(published, host.Broker.Entries.Count);
    }

    [Fact]
    public async Task Every_fault_of_form_and_query_is_told_at_once()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        using var form = Sheets.Form("", name: null, survey: "sipas-1999", province: "999", team: "tổ 1", id: null);
        form.Add(new StringContent("2f1a0000-0000-1000-8000-000000000000"), "id");
        form.Add(new StringContent("x"), "colour");
        form.Add(new StringContent("x"), "survey");

        var answer = (await team.Send(form, "?dryRun=yes&allOrNothing=true&allOrNothing=true&all=1&report=pdf")).MustBe(422, "/problems/invalid-batch");
        (await team.Send(Sheets.Form(Sheets.Csv(1), province: "03"))).MustBe(422, "/problems/invalid-batch");

        Assert.Equal(["all", "allOrNothing", "colour", "dryRun", "file", "id", "province", "report", "survey", "team"], answer.Errors.Keys);
        Assert.All(answer.Errors.Values, messages => Assert.NotEmpty(Assert.Single(messages)));
        Assert.Empty(host.Broker.Confirmed);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_422_with_the_kind_of_the_fault()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();

        var answer = (await team.Send(Sheets.Form("%PDF-1.4"), language: "en")).MustBe(422, "/problems/unreadable-file");
        (await team.Send(Sheets.Form(""))).MustBe(422, "/problems/unreadable-file");

        Assert.Equal(["file"], answer.Errors.Keys);
        Assert.NotEmpty((string)answer.Body["code"]!);
        Assert.Empty(host.UploadedFiles);
    }

    [Fact]
    public async Task Who_may_not_send_is_refused_and_the_refusal_is_in_the_trail()
    {
        await using var host = await BatchesHost.Start();
        using var anybody = new HttpClient { BaseAddress = host.Address };
        using var ofProvince = await host.As(StaffRoles.Supervisor, null, "vn63/12");
        using var ofTeam = await host.As(team: "t1");
        using var analyst = await host.As(StaffRoles.MinistryAnalyst);

        Assert.Equal(401, (await anybody.Send(Sheets.Form(Sheets.Csv(1)))).Status);
        Assert.Equal(403, (await analyst.Send(Sheets.Form(Sheets.Csv(1)))).Status);
        (await ofProvince.Send(Sheets.Form(Sheets.Csv(1)))).MustBe(403, "/problems/out-of-scope");
        (await ofTeam.Send(Sheets.Form(Sheets.Csv(1), team: "t2"))).MustBe(403, "/problems/other-team");
        (await ofTeam.Send(Sheets.Form(Sheets.Csv(1)), "?acceptConflicts=true")).MustBe(403, "/problems/conflicts-not-yours");
        var own = await ofTeam.Send(Sheets.Form(Sheets.Csv(1), team: null));

        Assert.Equal((200, "t1"), (own.Status, (string)own.Body["team"]!));
        Assert.Single(host.Broker.Entries);
        var refused = (await host.Trail()).Where(entry => entry.Outcome == AuditOutcome.Refused).ToList();
        Assert.Equal(4, refused.Count);
        Assert.Contains(refused, entry => entry is { Actor: "a supervisor", Target: "POST /api/v1/batches sipas-2024/10" });
    }

    [Fact]
    public async Task A_cookie_alone_sends_nothing_through_the_API()
    {
        await using var host = await BatchesHost.Start();
        using var browser = await host.SignedIn();

        Assert.Equal(401, (await browser.Send(Sheets.Form(Sheets.Csv(1)))).Status);
    }

    [Fact]
    public async Task What_cannot_be_written_into_the_trail_is_not_sent()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        host.ShutTrail();

        (await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch))).MustBe(503, "/problems/staff-store-away");

        Assert.Empty(host.Broker.Confirmed);
        Assert.Null(await host.Registry.Find(Batch, default));
        Assert.Empty(host.UploadedFiles);
    }
}
