using System.Buffers.Text;
using System.Net;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Administration;
using static SipasSurvey.UnitTests.Figures.ConflictingSheets;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>Sheets with two versions: what is said of them, which are listed, and what was decided.</summary>
public sealed class ConflictRoutesTests
{
    private const string Path = "/api/v1/conflicts?survey=tiny-2024";

    [Fact]
    public async Task Both_versions_are_shown_with_what_differs_to_the_byte()
    {
        await using var host = await FiguresHost.Start();
        var (one, other) = (await Batch(host, 1, "10", "T1"), await Batch(host, 2, "10", "T2"));
        Sheet(host, 5, EntryState.Counted, one, 7, "10", [5, 4, 0], gender: 1);
        Sheet(host, 5, EntryState.Conflict, other, 9, "10", [5, 1, 3], cluster: "AP-1", second: 1);
        Sheet(host, 5, EntryState.Conflict, other, 11, "10", [5, 1, 3], cluster: "AP-1", second: 2);
        var (counted, conflict) = (host.Store.Batches.Entries[0].Entry.Content, host.Store.Batches.Entries[1].Entry.Content);

        var text = (await (await host.As(StaffRoles.Supervisor, "old/10")).GetJson(Path)).ToJsonString();

        Assert.Equal($$"""
            {"survey":"tiny-2024","conflicts":[{"id":"{{A.Guid(5)}}","entries":[
            {"entry":"{{Base64Url.EncodeToString(counted.Span)}}","times":1,"batch":"{{one}}","fileName":"1.csv","team":"T1","row":7,
            "receivedAt":"2026-11-24T05:00:00Z","state":"counted","answers":{"P01":5,"P02":4},"respondent":{"gender":"male"},"cluster":null,"province":"10"},
            {"entry":"{{Base64Url.EncodeToString(conflict.Span)}}","times":2,"batch":"{{other}}","fileName":"2.csv","team":"T2","row":9,
            "receivedAt":"2026-11-24T05:00:01Z","state":"conflict","answers":{"P01":5,"P02":1,"S01":3},"respondent":{},"cluster":"AP-1","province":"10"}
            ],"differs":["P02","S01","gender","cluster"],"decision":null}],"next":null}
            """.ReplaceLineEndings(""), text);
    }

    [Fact]
    public async Task What_was_decided_is_listed_when_asked_for_with_who_when_and_why_and_a_decision_that_cannot_be_followed_decides_nothing()
    {
        await using var host = await FiguresHost.Start();
        var (one, other) = (await Batch(host, 1, "10", "T1"), await Batch(host, 2, "10", "T2"));
        foreach (var id in new[] { 5, 6 })
        {
            Sheet(host, id, EntryState.Counted, one, 7, "10", [5, 4, 0]);
            Sheet(host, id, EntryState.Conflict, other, 9, "10", [5, 1, 3], second: 1);
        }

        var counted = host.Store.Batches.Entries[0].Entry.Content;
        host.Store.Batches.Decisions.Add(new Decision(A.Guid(5), counted, UnixMicroseconds.From(Noon), "Lan", "Đã xem phiếu."));
        ReadOnlyMemory<byte> unknown = new byte[] { 1 };
        host.Store.Batches.Decisions.Add(new Decision(A.Guid(5), unknown, UnixMicroseconds.From(Noon.AddHours(1)), "Lan", "Nhầm."));
        host.Store.Batches.Decisions.Add(new Decision(A.Guid(6), unknown, UnixMicroseconds.From(Noon), "Lan", "Nhầm."));
        var supervisor = await host.As(StaffRoles.Supervisor, "old/10");

        Assert.Equal([A.Guid(6)], await Ids(supervisor, Path));
        var all = (await supervisor.GetJson($"{Path}&decided=true"))["conflicts"]!.AsArray();
        Assert.Equal([A.Guid(5), A.Guid(6)], all.Select(it => (Guid)it!["id"]!));
        Assert.Equal((Base64Url.EncodeToString(counted.Span), "2026-11-24T05:00:00Z", "Lan", "Đã xem phiếu."), (
            (string?)all[0]!["decision"]!["entry"], (string?)all[0]!["decision"]!["at"], (string?)all[0]!["decision"]!["by"], (string?)all[0]!["decision"]!["reason"]));
        Assert.Null(all[1]!["decision"]);
        Assert.Null((await host.Ministry.GetJson($"{Path}&decided=true"))["conflicts"]![0]!["decision"]!["entry"]);
    }

    [Fact]
    public async Task They_come_page_by_page_until_the_last_that_one_may_see()
    {
        await using var host = await FiguresHost.Start();
        var (here, there) = (await Batch(host, 1, "10", "T1"), await Batch(host, 2, "01", "T1"));
        for (var i = 0; i < 1_200; i++)
        {
            Sheet(host, 100 + i, EntryState.Counted, i % 100 == 0 ? here : there, i, i % 100 == 0 ? "10" : "01", [5, 4, 0]);
            Sheet(host, 100 + i, EntryState.Conflict, i % 100 == 0 ? here : there, i, i % 100 == 0 ? "10" : "01", [1, 4, 0], second: 1);
        }

        var supervisor = await host.As(StaffRoles.Supervisor, "old/10");
        var (found, next, parts) = (new List<Guid>(), (string?)$"{Path}&limit=5", 0);
        for (; next is not null; parts++)
        {
            found.AddRange(await Ids(supervisor, next));
            next = (string?)(await supervisor.GetJson(next))["next"];
        }

        Assert.Equal(3, parts);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => A.Guid(100 + (100 * i))).Order(), found);
    }

    [Theory]
    [InlineData("", "survey", "Is missing; allowed: tiny-2024, tiny-2025")]
    [InlineData("?survey=x", "survey", "tiny-2024, tiny-2025")]
    [InlineData("?survey=tiny-2024&after=x", "after", "Must be a response id")]
    [InlineData("?survey=tiny-2024&limit=101", "limit", "1 to 100")]
    [InlineData("?survey=tiny-2024&province=10", "province", "survey, after, limit, decided")]
    [InlineData("?survey=tiny-2024&decided=false", "decided", "allowed: true")]
    public async Task A_bad_query_names_what_is_allowed_and_is_no_read(string query, string parameter, string allowed)
    {
        await using var host = await FiguresHost.Start();

        var problem = await (await host.Get($"/api/v1/conflicts{query}")).MustBe(HttpStatusCode.UnprocessableEntity);

        Assert.Contains(allowed, (string)problem["errors"]![parameter]![0]!, StringComparison.Ordinal);
        Assert.Empty(await host.Trail());
    }

    [Fact]
    public async Task Every_read_is_in_the_trail_and_what_cannot_be_written_there_is_not_told()
    {
        await using var host = await FiguresHost.Start();
        var batch = await Batch(host, 1, "10", "T1");
        Sheet(host, 5, EntryState.Counted, batch, 1, "10", [5, 4, 0]);
        Sheet(host, 5, EntryState.Conflict, batch, 2, "10", [1, 4, 0], second: 1);
        var supervisor = await host.As(StaffRoles.Supervisor, "old/10");

        await supervisor.GetJson(Path);
        Assert.Equal((AuditActions.ReadConflicts, "?survey=tiny-2024"), (await host.Trail()).Select(it => (it.Record.Action, it.Record.Target)).Single());

        host.ShutTrail();
        await (await supervisor.Get(Path)).MustBe(HttpStatusCode.ServiceUnavailable);
    }
}
