using System.Net;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Administration;

public sealed class CountsTests
{
    private const string Counts = "/api/v1/counts/tiny-2024";

    [Theory]
    [InlineData(StaffRoles.Supervisor)]
    [InlineData(StaffRoles.SurveyTeam)]
    public async Task Somebody_who_works_for_provinces_sees_their_counts_and_no_others_and_no_percentage(string role)
    {
        await using var host = await FiguresHost.Start();
        using var client = await host.As(role, "new/15");

        var list = (await client.GetJson(Counts)).ToJsonString();

        Assert.Equal("""{"survey":"tiny-2024","geography":"old","asOf":"2026-11-23T08:04:05.25Z","provinces":[{"province":"10","name":"L\u00E0o Cai","counted":1},"""
            + """{"province":"15","name":"Y\u00EAn B\u00E1i","counted":1}]}""", list);
        Assert.Equal(["10", "15"], host.Store.Asked!.Units);
        Assert.Equal(["sipas"], host.Store.Asked.Indicators);
        Assert.Equal("""{"survey":"tiny-2024","geography":"new","asOf":"2026-11-23T08:04:05.25Z","provinces":[{"province":"15","name":"L\u00E0o Cai","counted":2}]}""",
            (await client.GetJson($"{Counts}?geography=new")).ToJsonString());
        Assert.Equal("""{"survey":"tiny-2024","geography":"old","asOf":"2026-11-23T08:04:05.25Z","province":"10","name":"L\u00E0o Cai","counted":1}""",
            (await client.GetJson($"{Counts}/10")).ToJsonString());
    }

    [Theory]
    [InlineData("/01")]
    [InlineData("/15")]
    [InlineData("/15?geography=new")]
    public async Task Another_province_is_refused_and_the_refusal_is_in_the_trail(string path)
    {
        await using var host = await FiguresHost.Start();
        using var supervisor = await host.As(StaffRoles.Supervisor, "old/10");

        var problem = await (await supervisor.Get(Counts + path)).MustBe(HttpStatusCode.Forbidden);

        Assert.Equal("/problems/out-of-scope", (string)problem["type"]!);
        Assert.Equal(0, host.Store.Reads);
        var entry = Assert.Single(await host.Trail());
        Assert.Equal((AuditActions.Request, $"GET {Counts}{path}", AuditOutcome.Refused), (entry.Record.Action, entry.Record.Target, entry.Record.Outcome));
    }

    [Fact]
    public async Task Who_may_read_figures_sees_all_counts_and_who_may_not_count_sees_none()
    {
        await using var host = await FiguresHost.Start();

        Assert.Equal(3, (await (await host.As(StaffRoles.MinistryPublisher, [])).GetJson(Counts))["provinces"]!.AsArray().Count);
        await (await host.As(StaffRoles.Administrator).Get(Counts)).MustBe(HttpStatusCode.Forbidden);
        await (await host.As(StaffRoles.Auditor).Get($"{Counts}/10")).MustBe(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Anybody.Get(Counts)).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/counts/tiny-1999", HttpStatusCode.NotFound)]
    [InlineData($"{Counts}/99", HttpStatusCode.NotFound)]
    [InlineData($"{Counts}/nation", HttpStatusCode.NotFound)]
    [InlineData($"{Counts}?geography=x", HttpStatusCode.UnprocessableEntity)]
    [InlineData($"{Counts}?channel=open", HttpStatusCode.UnprocessableEntity)]
    public async Task What_does_not_exist_is_told_and_is_no_read(string path, HttpStatusCode status)
    {
        await using var host = await FiguresHost.Start();

        await (await host.As(StaffRoles.Supervisor).Get(path)).MustBe(status);

        Assert.Empty(await host.Trail());
    }

    [Fact]
    public async Task Before_anything_was_counted_it_is_said_that_there_are_no_counts_yet()
    {
        var store = FiguresHost.Tiny();
        store.Version = null;
        await using var host = await FiguresHost.Start(store);

        var problem = await (await host.As(StaffRoles.Supervisor).Get(Counts)).MustBe(HttpStatusCode.ServiceUnavailable);

        Assert.Equal("/problems/figures-not-computed", (string)problem["type"]!);
    }

    [Fact]
    public async Task Every_read_is_in_the_trail_with_what_it_was_about()
    {
        await using var host = await FiguresHost.Start();
        await host.Get("/api/v1/figures/tiny-2024");
        await host.Get("/api/v1/figures/tiny-2024?geography=new&format=csv");
        await host.Get("/api/v1/figures/tiny-2024/10?channel=official");
        await host.Get("/api/v1/figures/tiny-2024/nation");
        await host.Get("/api/v1/reconciliation/tiny-2024");
        await host.Get(Counts);
        await host.Get("/staff/figures/tiny-2024?rule=score");
        await host.Get("/staff");
        await (await host.As(StaffRoles.SurveyTeam, "old/10")).Get("/staff");
        await host.As(StaffRoles.Administrator).Get("/staff");
        await host.Anybody.Get("/staff");

        Assert.Equal(
        [
            (AuditActions.ReadFigures, "tiny-2024"),
            (AuditActions.ExportFigures, "tiny-2024?geography=new&format=csv"),
            (AuditActions.ReadFigures, "tiny-2024/10?channel=official"),
            (AuditActions.ReadFigures, "tiny-2024/nation"),
            (AuditActions.Reconcile, "tiny-2024"),
            (AuditActions.ReadCounts, "tiny-2024"),
            (AuditActions.ReadFigures, "tiny-2024?rule=score"),
            (AuditActions.Reconcile, "/staff"),
            (AuditActions.ReadCounts, "/staff"),
        ], (await host.Trail()).Reverse().Select(entry => (entry.Record.Action, entry.Record.Target)));
    }

    [Fact]
    public async Task The_start_page_shows_everybody_what_is_theirs()
    {
        await using var host = await FiguresHost.Start();

        var (_, supervisor) = await (await host.As(StaffRoles.Supervisor, "old/10")).Page("/staff");
        Assert.Contains("data-province=\"tiny-2024/10\"", supervisor, StringComparison.Ordinal);
        Assert.DoesNotContain("data-province=\"tiny-2024/01\"", supervisor, StringComparison.Ordinal);
        Assert.DoesNotContain("Đang chờ tính", supervisor, StringComparison.Ordinal);
        Assert.DoesNotContain("/staff/dashboard/", supervisor, StringComparison.Ordinal);
        Assert.DoesNotContain(" %", supervisor, StringComparison.Ordinal);
        var (_, analyst) = await host.As(StaffRoles.MinistryAnalyst).Page("/staff");
        Assert.Contains("Đang chờ tính", analyst, StringComparison.Ordinal);
        Assert.Contains("/staff/dashboard/tiny-2024", analyst, StringComparison.Ordinal);
        Assert.DoesNotContain("/staff/keys", analyst, StringComparison.Ordinal);
        var (_, administrator) = await host.As(StaffRoles.Administrator).Page("/staff");
        Assert.Contains("href=\"/staff/keys\"", administrator, StringComparison.Ordinal);
        Assert.Contains("href=\"/staff/schedule\"", administrator, StringComparison.Ordinal);
        Assert.DoesNotContain("/staff/trail", administrator, StringComparison.Ordinal);
        Assert.DoesNotContain("data-province", administrator, StringComparison.Ordinal);
        var (_, auditor) = await host.As(StaffRoles.Auditor).Page("/staff");
        Assert.Contains("href=\"/staff/trail\"", auditor, StringComparison.Ordinal);
        Assert.DoesNotContain("Đang chờ tính", auditor, StringComparison.Ordinal);
    }
}
