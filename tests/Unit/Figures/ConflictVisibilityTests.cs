using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.UnitTests.Administration;
using static SipasSurvey.UnitTests.Figures.ConflictingSheets;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>Who sees which conflicts, and what their versions say.</summary>
public sealed class ConflictVisibilityTests
{
    private const string Path = "/api/v1/conflicts?survey=tiny-2024";

    [Fact]
    public async Task What_another_team_entered_is_shown_once_its_batch_is_closed()
    {
        await using var host = await FiguresHost.Start();
        var (mine, others) = (await Batch(host, 1, "10", "T1", close: false), await Batch(host, 2, "10", "T2", close: false));
        Sheet(host, 5, EntryState.Counted, mine, 7, "10", [5, 4, 0]);
        Sheet(host, 5, EntryState.Conflict, others, 9, "10", [1, 4, 0], second: 1);

        Assert.Equal("yes no", await Seen(await host.Of("T1", StaffRoles.SurveyTeam, "old/10")));
        Assert.Equal("no yes", await Seen(await host.Of("T2", StaffRoles.SurveyTeam, "old/10")));
        Assert.Equal("no no", await Seen(await host.As(StaffRoles.SurveyTeam, "old/10")));
        Assert.Equal("no no", await Seen(await host.As(StaffRoles.Supervisor, "old/10")));

        await host.Part<BatchRegistry>().Close(others, default);
        Assert.Equal("yes yes", await Seen(await host.Of("T1", StaffRoles.SurveyTeam, "old/10")));
        Assert.Equal("no yes", await Seen(await host.As(StaffRoles.Supervisor, "old/10")));
    }

    [Fact]
    public async Task Who_reads_figures_sees_where_versions_stand_and_nothing_of_what_they_say()
    {
        await using var host = await FiguresHost.Start();
        var (one, other) = (await Batch(host, 1, "10", "T1"), await Batch(host, 2, "10", "T2"));
        Sheet(host, 5, EntryState.Counted, one, 7, "10", [5, 4, 0], gender: 1, cluster: "AP-1");
        Sheet(host, 5, EntryState.Conflict, other, 9, "10", [1, 4, 0], second: 1);

        foreach (var role in new[] { StaffRoles.MinistryAnalyst, StaffRoles.MinistryPublisher })
        {
            var conflict = (await host.As(role).GetJson(Path))["conflicts"]![0]!;
            var entries = conflict["entries"]!.AsArray();

            Assert.Equal([(one, 7), (other, 9)], entries.Select(it => ((Guid)it!["batch"]!, (int)it["row"]!)));
            Assert.All(entries, it => Assert.Equal((null, null, null, null), (it!["entry"], it["answers"], it["respondent"], it["cluster"])));
            Assert.Empty(conflict["differs"]!.AsArray());
        }
    }

    [Fact]
    public async Task What_came_in_online_is_shown_to_nobody()
    {
        await using var host = await FiguresHost.Start();
        var batch = await Batch(host, 1, "10", "T1");
        Sheet(host, 5, EntryState.Counted, null, 0, "10", [5, 4, 0]);
        Sheet(host, 5, EntryState.Conflict, batch, 9, "10", [1, 4, 0], second: 1);

        Assert.Equal("no yes", await Seen(await host.As(StaffRoles.Supervisor, "old/10")));
        Assert.Equal("no yes", await Seen(await host.Of("T1", StaffRoles.SurveyTeam, "old/10")));
    }

    [Fact]
    public async Task Only_conflicts_of_ones_provinces_and_team_are_there_and_another_provinces_version_keeps_what_it_says()
    {
        await using var host = await FiguresHost.Start();
        var (here, there, team) = (await Batch(host, 1, "10", "T1"), await Batch(host, 2, "01", "T1"), await Batch(host, 3, "10", "T2"));
        Sheet(host, 5, EntryState.Counted, here, 1, "10", [5, 4, 0]);
        Sheet(host, 5, EntryState.Conflict, there, 2, "01", [1, 4, 0], second: 1);
        Sheet(host, 6, EntryState.Counted, there, 3, "01", [5, 4, 0]);
        Sheet(host, 6, EntryState.Conflict, there, 4, "01", [1, 4, 0], second: 1);
        Sheet(host, 7, EntryState.Counted, team, 5, "10", [5, 4, 0]);
        Sheet(host, 7, EntryState.Conflict, team, 6, "10", [1, 4, 0], second: 1);
        // What was withdrawn or rejected is in conflict with nothing.
        Sheet(host, 8, EntryState.Counted, team, 7, "10", [5, 4, 0]);
        Sheet(host, 8, EntryState.Withdrawn, here, 8, "10", [1, 4, 0], second: 1);

        var supervisor = await host.As(StaffRoles.Supervisor, "old/10");
        Assert.Equal([A.Guid(5), A.Guid(7)], await Ids(supervisor, Path));
        var other = (await supervisor.GetJson(Path))["conflicts"]!.AsArray().Single(it => (Guid)it!["id"]! == A.Guid(5))!["entries"]![1]!;
        Assert.Equal((null, null, null, "01"), ((string?)other["entry"], (string?)other["fileName"], (string?)other["team"], (string?)other["province"]));
        Assert.Equal([A.Guid(5)], await Ids(await host.Of("T1", StaffRoles.SurveyTeam, "old/10"), Path));
        Assert.Equal([A.Guid(7)], await Ids(await host.Of("T2", StaffRoles.SurveyTeam, "*"), Path));
        Assert.Equal([A.Guid(5), A.Guid(6), A.Guid(7)], await Ids(host.Ministry, Path));
        Assert.Empty(await Ids(host.Ministry, "/api/v1/conflicts?survey=tiny-2025"));
    }

    // Of each version, whether it is told what it says.
    private static async Task<string> Seen(HttpClient client)
    {
        var entries = (await client.GetJson(Path))["conflicts"]!.AsArray().SelectMany(it => it!["entries"]!.AsArray()).ToList();
        Assert.All(entries, it => Assert.Equal(it!["entry"] is null, it["answers"] is null));
        return string.Join(' ', entries.Select(it => it!["entry"] is null ? "no" : "yes"));
    }
}
