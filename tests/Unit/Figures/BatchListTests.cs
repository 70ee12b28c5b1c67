using System.Net;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Storage;
using SipasSurvey.UnitTests.Administration;
using static SipasSurvey.UnitTests.Figures.KnownBatches;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>Which batches are listed, for whom and in what order.</summary>
public sealed class BatchListTests
{
    private const string Path = "/api/v1/batches";

    [Fact]
    public async Task Everybody_sees_the_batches_of_their_provinces_and_a_team_with_a_code_only_its_own()
    {
        await using var host = await FiguresHost.Start();
        await Begin(host, A.Guid(1), "10", "T1");
        await Begin(host, A.Guid(2), "10", "T2");
        await Begin(host, A.Guid(3), "01", "T1");
        host.Store.Batches.Facts.Add(new BatchFacts(A.Guid(4), TinyCatalogue.Old, null, null, new EntryCounts(1, 0, 0, 0, 0)));

        Assert.Equal([A.Guid(1), A.Guid(2)], await Ids(await host.As(StaffRoles.Supervisor, "new/15"), Path));
        Assert.Equal([A.Guid(1), A.Guid(2)], await Ids(await host.As(StaffRoles.SurveyTeam, "old/10"), Path));
        Assert.Equal([A.Guid(1)], await Ids(await host.Of("T1", StaffRoles.SurveyTeam, "old/10"), Path));
        Assert.Equal([A.Guid(1), A.Guid(3)], await Ids(await host.Of("T1", StaffRoles.SurveyTeam, "*"), Path));
        Assert.Equal(4, (await Ids(await host.As(StaffRoles.MinistryPublisher, []), Path)).Length);

        // Whoever has a team is limited to it, whatever the role, and t1 is another one.
        Assert.Equal([A.Guid(1)], await Ids(await host.Of("T1", StaffRoles.Supervisor, "old/10"), Path));
        Assert.Equal([A.Guid(1), A.Guid(3)], await Ids(await host.Of("T1", StaffRoles.MinistryAnalyst), Path));
        Assert.Empty(await Ids(await host.Of("t1", StaffRoles.SurveyTeam, "*"), Path));

        var team = await host.Of("T1", StaffRoles.SurveyTeam, "old/10");
        Assert.Equal(A.Guid(1), (Guid)(await team.GetJson($"{Path}/{A.Guid(1)}"))["id"]!);
        foreach (var hidden in new[] { A.Guid(2), A.Guid(3), A.Guid(4), A.Guid(9) })
        {
            Assert.Equal("/problems/unknown-batch", (string)(await (await team.Get($"{Path}/{hidden}")).MustBe(HttpStatusCode.NotFound))["type"]!);
        }

        await (await host.As(StaffRoles.Administrator).Get(Path)).MustBe(HttpStatusCode.Forbidden);
        await (await host.As(StaffRoles.Auditor).Get($"{Path}/{A.Guid(1)}")).MustBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Batches_come_newest_first_page_by_page_even_when_many_began_at_once_and_others_come_meanwhile()
    {
        await using var host = await FiguresHost.Start();
        var expected = new List<Guid>();
        for (var minute = 0; minute < 4; minute++)
        {
            // Three at the same moment each.
            var now = Enumerable.Range(1, 3).Select(i => A.Guid((minute * 10) + i)).Order().ToList();
            foreach (var id in now)
            {
                await Begin(host, id, "10", "");
            }

            expected.InsertRange(0, now);
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var (found, next) = (new List<Guid>(), (string?)$"{Path}?survey=tiny-2024&limit=5");
        while (next is not null)
        {
            var part = await host.Ministry.GetJson(next);
            found.AddRange(part["batches"]!.AsArray().Select(it => (Guid)it!["id"]!));
            next = (string?)part["next"];
            await Begin(host, Guid.NewGuid(), "10", "");
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("?province=10", 2)]
    [InlineData("?team=T1", 2)]
    [InlineData("?team=", 1)]
    [InlineData("?state=incomplete", 2)]
    [InlineData("?state=live", 1)]
    [InlineData("?state=withdrawn", 1)]
    [InlineData("?survey=tiny-2025", 0)]
    [InlineData("?survey=tiny-2024&province=10&team=T1&state=withdrawn", 1)]
    public async Task The_list_is_narrowed(string query, int expected)
    {
        await using var host = await FiguresHost.Start();
        await Begin(host, A.Guid(1), "10", "T1");
        await host.Part<BatchRegistry>().Withdraw(A.Guid(1), new BatchWithdrawal(Closed, "somebody", "wrong file"), isSent: true, default);
        await Begin(host, A.Guid(2), "10", "T2");
        await Begin(host, A.Guid(3), "01", "");
        host.Store.Batches.Facts.Add(Known(A.Guid(4), "01", "T1"));

        Assert.Equal(expected, (await Ids(host.Ministry, Path + query)).Length);
    }

    [Theory]
    [InlineData("?survey=x", "survey", "tiny-2024, tiny-2025")]
    [InlineData("?province=99", "province", "01, 10, 15")]
    [InlineData("?survey=tiny-2025&province=10", "province", "01, 15")]
    [InlineData("?state=open", "state", "incomplete, live, withdrawn")]
    [InlineData("?before=7", "before", "Must be a batch id")]
    [InlineData("?limit=0", "limit", "1 to 500")]
    [InlineData("?limit=501", "limit", "1 to 500")]
    [InlineData("?limit=+5", "limit", "1 to 500")]
    [InlineData("?channel=paper", "channel", "survey, province, team, state, before, limit")]
    [InlineData("?state=live&state=live", "state", "once")]
    public async Task A_bad_query_names_what_is_allowed_and_is_no_read(string query, string parameter, string allowed)
    {
        await using var host = await FiguresHost.Start();

        var problem = await (await host.Get(Path + query)).MustBe(HttpStatusCode.UnprocessableEntity);

        Assert.Contains(allowed, (string)problem["errors"]![parameter]![0]!, StringComparison.Ordinal);
        Assert.Empty(await host.Trail());
    }

    private static async Task<Guid[]> Ids(HttpClient client, string path) =>
        [.. (await client.GetJson(path))["batches"]!.AsArray().Select(it => (Guid)it!["id"]!).Order()];
}
