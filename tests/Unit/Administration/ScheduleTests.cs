using System.Net;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Administration;

public sealed class ScheduleTests
{
    private const string Closing = """{"opens": "2026-11-01T00:00:00+07:00", "closes": "2026-11-24T09:00:00+07:00"}""";
    private const string Tiny = $"{Requests.Schedule}/tiny-2024";

    [Fact]
    public async Task Every_role_reads_where_each_survey_stands()
    {
        await using var host = await FiguresHost.Start();
        foreach (var role in StaffRoles.All)
        {
            using var client = host.As(role);
            Assert.Equal("""{"surveys":[{"survey":"tiny-2024","opens":"2026-10-31T17:00:00Z","closes":null,"state":"open","open":true},"""
                + """{"survey":"tiny-2025","opens":null,"closes":null,"state":"unscheduled","open":true}]}""", (await client.GetJson(Requests.Schedule)).ToJsonString());
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Anybody.Get(Requests.Schedule)).StatusCode);
        await (await host.As(StaffRoles.Auditor).Get($"{Requests.Schedule}?x=1")).MustBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_administrator_closes_and_opens_a_survey_and_the_trail_says_from_what_to_what()
    {
        await using var host = await FiguresHost.Start();
        using var administrator = host.As(StaffRoles.Administrator);
        using var seen = await administrator.Get(Requests.Schedule);

        using var answer = await administrator.Send(HttpMethod.Put, Tiny, Closing, seen.Headers.ETag!.Tag);
        var closed = await answer.MustBe(HttpStatusCode.OK);
        Assert.Equal("""{"survey":"tiny-2024","opens":"2026-10-31T17:00:00Z","closes":"2026-11-24T02:00:00Z","state":"closed","open":true}""", closed.ToJsonString());

        // With the tag of the answer, and the times as our answers write them.
        var opened = await (await administrator.Send(HttpMethod.Put, Tiny, """{"opens": "2026-10-31T17:00:00Z", "closes": null}""", answer.Headers.ETag!.Tag)).MustBe(HttpStatusCode.OK);
        Assert.Equal("open", (string)opened["state"]!);
        var later = await (await administrator.Send(HttpMethod.Put, $"{Requests.Schedule}/tiny-2025", """{"opens": "2027-01-01T00:00:00+07:00", "closes": null}""", "*")).MustBe(HttpStatusCode.OK);
        Assert.Equal("notYet", (string)later["state"]!);
        Assert.Equal(
        [
            ("tiny-2025", "unscheduled -> opens 2027-01-01T00:00:00+07:00, no end"),
            ("tiny-2024", "opens 2026-11-01T00:00:00+07:00, closes 2026-11-24T09:00:00+07:00 -> opens 2026-11-01T00:00:00+07:00, no end"),
            ("tiny-2024", "opens 2026-11-01T00:00:00+07:00, no end -> opens 2026-11-01T00:00:00+07:00, closes 2026-11-24T09:00:00+07:00"),
        ], (await host.Trail()).Where(entry => entry.Record.Action == AuditActions.ChangeSchedule).Select(entry => (entry.Record.Target, entry.Record.Detail)));
    }

    [Fact]
    public async Task Of_two_administrators_who_saw_the_same_schedule_the_second_is_told_that_it_changed()
    {
        await using var host = await FiguresHost.Start();
        using var administrator = host.As(StaffRoles.Administrator);
        var tag = (await administrator.Get(Requests.Schedule)).Headers.ETag!.Tag;

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(hour =>
            administrator.Send(HttpMethod.Put, Tiny, $$"""{"opens": "2026-11-01T0{{hour}}:00:00+07:00", "closes": null}""", tag)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
        Assert.Single(await host.Trail(), entry => entry.Record.Action == AuditActions.ChangeSchedule);
        var problem = await (await administrator.Send(HttpMethod.Put, Tiny, Closing)).MustBe(HttpStatusCode.PreconditionRequired);
        Assert.Equal("/problems/schedule-not-seen", (string)problem["type"]!);
        await (await administrator.Send(HttpMethod.Put, Tiny, Closing, $"W/{tag}")).MustBe(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("""{"opens": "2026-11-01T00:00:00", "closes": null}""", "opens")]
    [InlineData("""{"opens": "2026-11-01", "closes": null}""", "opens")]
    [InlineData("""{"closes": null}""", "opens")]
    [InlineData("""{"opens": "2026-11-01T00:00:00Z"}""", "closes")]
    [InlineData("""{"opens": "2026-11-01T00:00:00Z", "closes": "never"}""", "closes")]
    [InlineData("""{"opens": "2026-11-01T00:00:00Z", "closes": "2026-11-01T00:00:00Z"}""", "closes")]
    [InlineData("""{"opens": "2026-11-01T00:00:00Z", "closes": null, "opens": null}""", "opens")]
    [InlineData("""{"opens": 1, "closes": 2, "ends": 3}""", "closes, ends, opens")]
    [InlineData("""{"opens": "2026-11-01T00:00:00Z", "closes": null, "open": "no"}""", "open")]
    [InlineData("[]", "$")]
    public async Task What_is_wrong_with_an_opening_is_told_at_once_and_nothing_changes(string body, string paths)
    {
        await using var host = await FiguresHost.Start();
        var before = await File.ReadAllTextAsync(host.ScheduleFile);

        var problem = await (await host.As(StaffRoles.Administrator).Send(HttpMethod.Put, Tiny, body, "*")).MustBe(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(("/problems/invalid-opening", paths), ((string)problem["type"]!, string.Join(", ", problem["errors"]!.AsObject().Select(it => it.Key))));
        Assert.Equal(before, await File.ReadAllTextAsync(host.ScheduleFile));
        Assert.Empty(await host.Trail());
    }

    [Fact]
    public async Task A_survey_may_be_opened_to_invited_people_alone_and_stays_so_when_it_is_closed_and_opened()
    {
        await using var host = await FiguresHost.Start();
        using var administrator = host.As(StaffRoles.Administrator);

        var changed = await (await administrator.Send(HttpMethod.Put, Tiny, """{"opens": "2026-11-01T00:00:00Z", "closes": null, "open": false}""", "*")).MustBe(HttpStatusCode.OK);

        Assert.False((bool)changed["open"]!);
        Assert.Contains("\"open\": false", await File.ReadAllTextAsync(host.ScheduleFile), StringComparison.Ordinal);
        Assert.EndsWith(", invited only", (await host.Trail())[0].Record.Detail, StringComparison.Ordinal);
        foreach (var action in new[] { "close", "open" })
        {
            Assert.Equal(HttpStatusCode.OK, (await administrator.Fill("/staff/schedule", Tiny.Replace("/api/v1", "/staff", StringComparison.Ordinal), ("action", action), ("tag", await Tag(administrator)))).Status);
            Assert.Contains("\"open\": false", await File.ReadAllTextAsync(host.ScheduleFile), StringComparison.Ordinal);
        }

        await (await administrator.Send(HttpMethod.Put, Tiny, """{"opens": "2026-11-02T00:00:00Z", "closes": null}""", "*")).MustBe(HttpStatusCode.OK);
        Assert.Contains("\"open\": false", await File.ReadAllTextAsync(host.ScheduleFile), StringComparison.Ordinal);
        await (await administrator.Send(HttpMethod.Put, Tiny, """{"opens": "2026-11-01T00:00:00Z", "closes": null, "open": true}""", "*")).MustBe(HttpStatusCode.OK);
        Assert.DoesNotContain("\"open\"", await File.ReadAllTextAsync(host.ScheduleFile), StringComparison.Ordinal);
    }

    private static async Task<string> Tag(HttpClient client)
    {
        using var answer = await client.Get(Requests.Schedule);
        return answer.Headers.ETag!.Tag.Trim('"');
    }

    [Fact]
    public async Task An_unknown_survey_is_404_and_other_roles_change_nothing()
    {
        await using var host = await FiguresHost.Start();

        await (await host.As(StaffRoles.Administrator).Send(HttpMethod.Put, $"{Requests.Schedule}/tiny-1999", Closing, "*")).MustBe(HttpStatusCode.NotFound);
        foreach (var role in StaffRoles.All.Where(role => role != StaffRoles.Administrator))
        {
            await (await host.As(role).Send(HttpMethod.Put, Tiny, Closing, "*")).MustBe(HttpStatusCode.Forbidden);
            Assert.Equal(HttpStatusCode.Forbidden, (await host.As(role).Page("/staff/schedule")).Status);
        }
    }

    [Fact]
    public async Task A_schedule_that_was_edited_wrongly_is_not_overwritten()
    {
        await using var host = await FiguresHost.Start();
        await File.WriteAllTextAsync(host.ScheduleFile, "{");

        var problem = await (await host.As(StaffRoles.Administrator).Send(HttpMethod.Put, Tiny, Closing, "*")).MustBe(HttpStatusCode.Conflict);

        Assert.Equal("/problems/schedule-read-only", (string)problem["type"]!);
        Assert.Equal("{", await File.ReadAllTextAsync(host.ScheduleFile));
    }

    [Fact]
    public async Task A_change_that_cannot_be_written_into_the_trail_does_not_happen()
    {
        await using var host = await FiguresHost.Start();
        var before = await File.ReadAllTextAsync(host.ScheduleFile);
        host.ShutTrail();

        var problem = await (await host.As(StaffRoles.Administrator).Send(HttpMethod.Put, Tiny, Closing, "*")).MustBe(HttpStatusCode.ServiceUnavailable);

        Assert.Equal("/problems/staff-store-away", (string)problem["type"]!);
        Assert.Equal(before, await File.ReadAllTextAsync(host.ScheduleFile));
    }
}
