using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Figures;
using Sylvan.Data.Csv;

namespace SipasSurvey.UnitTests.Administration;

public sealed class TrailTests
{
    [Fact]
    public async Task The_trail_is_read_in_parts_and_by_what_is_looked_for()
    {
        await using var host = await FiguresHost.Start();
        using var auditor = host.As(StaffRoles.Auditor);
        for (var i = 0; i < 5; i++)
        {
            await host.Get("/api/v1/figures/tiny-2024/10?channel=open");
        }

        await host.As(StaffRoles.Supervisor).Get("/api/v1/figures/tiny-2024");

        var first = await auditor.GetJson($"{Requests.Trail}?action=figures.read&limit=3");
        Assert.Equal([5L, 4L, 3L], first["entries"]!.AsArray().Select(entry => (long)entry!["sequence"]!));
        Assert.Equal(("figures.read", "tiny-2024/10?channel=open", "done", "a ministryAnalyst", "ministryAnalyst", "127.0.0.1"), Fields(first["entries"]![0]!));
        Assert.Equal($"{Requests.Trail}?action=figures.read&before=3&limit=3", (string)first["next"]!);
        var second = await auditor.GetJson((string)first["next"]!);
        Assert.Equal([2L, 1L], second["entries"]!.AsArray().Select(entry => (long)entry!["sequence"]!));
        Assert.Null(second["next"]);
        var refused = await auditor.GetJson($"{Requests.Trail}?outcome=refused&actor=a%20supervisor&from=2026-11-24T00:00:00Z&to=2026-11-25T07:00:00%2B07:00");
        Assert.Equal(("request", "GET /api/v1/figures/tiny-2024", "refused", "a supervisor", "supervisor", "127.0.0.1"), Fields(Assert.Single(refused["entries"]!.AsArray())!));
        Assert.Empty((await auditor.GetJson($"{Requests.Trail}?to=2026-11-24T03:00:00Z"))["entries"]!.AsArray());
        Assert.Equal(4, (await auditor.GetJson($"{Requests.Trail}?action=trail.read"))["entries"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_bad_query_is_422_and_every_fault_is_named()
    {
        await using var host = await FiguresHost.Start();

        var problem = await (await host.As(StaffRoles.Auditor).Get(
            $"{Requests.Trail}?from=yesterday&to=&actor=&action=x&outcome=x&before=0&limit=1001&format=xml&who=me")).MustBe(HttpStatusCode.UnprocessableEntity);
        var csv = await (await host.As(StaffRoles.Auditor).Get($"{Requests.Trail}?format=csv&limit=5")).MustBe(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["action", "actor", "before", "format", "from", "limit", "outcome", "to", "who"], problem["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal("Must be a whole number from 1 to 1000.", (string)problem["errors"]!["limit"]![0]!);
        Assert.Equal(["limit"], csv["errors"]!.AsObject().Select(error => error.Key));
        Assert.Empty(await host.Trail());
    }

    [Fact]
    public async Task Only_auditors_read_the_trail()
    {
        await using var host = await FiguresHost.Start();
        foreach (var role in StaffRoles.All.Where(role => role != StaffRoles.Auditor))
        {
            foreach (var path in new[] { Requests.Trail, $"{Requests.Trail}?format=csv", $"{Requests.Trail}/verification", "/staff/trail", "/staff/trail/verification" })
            {
                Assert.Equal(HttpStatusCode.Forbidden, (await host.As(role).Get(path)).StatusCode);
            }
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Anybody.Get(Requests.Trail)).StatusCode);
    }

    [Fact]
    public async Task From_the_exported_file_alone_anybody_computes_the_chain_anew_and_no_cell_is_a_formula()
    {
        await using var host = await FiguresHost.Start();
        var trail = host.Part<AuditTrail>();
        foreach (var text in new[] { "=1+1", "'=1", "+84 24", "-", "@sum", "tab\there", "two\nlines", "\"quoted\", comma", "Nguyễn Văn A", "＝1", "" })
        {
            await trail.Append(new AuditRecord(text, text, "auditor", AuditActions.ReadTrail, text, AuditOutcome.Done, "::1", text), CancellationToken.None);
        }

        using var answer = await host.As(StaffRoles.Auditor).Get($"{Requests.Trail}?format=csv");
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("trail-20261124-1000.csv", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var rows = Rows(bytes).AsEnumerable().Reverse().ToList();
        Assert.Equal(12, rows.Count);
        var previous = new string('0', 64);
        foreach (var row in rows)
        {
            Assert.All(row, cell => Assert.DoesNotMatch("^[=+@\\-＝＋－＠]", cell));
            var fields = row.Select(cell => cell.StartsWith('\'') ? cell[1..] : cell).ToList();
            Assert.Equal(previous, fields[0]);
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(fields.Take(11).Select(field => $"{field}\n")))));
            Assert.Equal(previous, fields[11]);
        }

        Assert.Equal((AuditActions.ExportTrail, "?format=csv"), (rows[^1][6], rows[^1][7]));
    }

    [Fact]
    public async Task A_whole_chain_and_a_broken_one_are_told_apart()
    {
        await using var host = await FiguresHost.Start();
        using var auditor = host.As(StaffRoles.Auditor);
        await host.Get("/api/v1/figures/tiny-2024");
        await host.Get("/api/v1/reconciliation/tiny-2024");

        var whole = await auditor.GetJson($"{Requests.Trail}/verification");
        Assert.Equal((2L, true), ((long)whole["entries"]!, (bool)whole["whole"]!));
        Assert.Null(whole["fault"]);
        Assert.Equal(Convert.ToHexStringLower((await host.Trail()).Single(entry => entry.Sequence == 2).Hash), (string)whole["head"]!);
        Assert.Contains("Nhật ký nguyên vẹn", (await auditor.Page("/staff/trail/verification")).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await host.Trail()).Count(entry => entry.Record.Action == AuditActions.VerifyTrail));

        // As somebody would who may do everything with the file: what guards it is taken away first.
        Execute(host, $"{string.Concat(Triggers(host).Select(name => $"DROP TRIGGER {name};"))} UPDATE staff_audit SET actor = 'somebody else' WHERE sequence = 2");
        var broken = await auditor.GetJson($"{Requests.Trail}/verification");
        Assert.Equal((1L, false), ((long)broken["entries"]!, (bool)broken["whole"]!));
        Assert.Equal("Entry 2 was changed after it was written.", (string)broken["fault"]!);
        Assert.Contains("Nhật ký đã bị thay đổi", (await auditor.Page("/staff/trail/verification")).Text, StringComparison.Ordinal);
        await (await auditor.Get($"{Requests.Trail}/verification?x=1")).MustBe(HttpStatusCode.UnprocessableEntity);
    }

    private static (string, string, string, string, string, string) Fields(JsonNode entry) => ((string)entry["action"]!, (string)entry["target"]!, (string)entry["outcome"]!,
        (string)entry["actor"]!, (string)entry["role"]!, (string)entry["address"]!);

    private static List<string[]> Rows(byte[] file)
    {
        using var csv = CsvDataReader.Create(new StreamReader(new MemoryStream(file)));
        Assert.Equal(["previous", "sequence", "at", "actorId", "actor", "role", "action", "target", "outcome", "address", "detail", "hash"],
            Enumerable.Range(0, csv.FieldCount).Select(csv.GetName));
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        }

        return rows;
    }

    private static List<string> Triggers(FiguresHost host)
    {
        using var connection = new SqliteConnection($"Data Source={host.StaffFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'staff_audit'";
        using var rows = command.ExecuteReader();
        var names = new List<string>();
        while (rows.Read())
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }

    private static void Execute(FiguresHost host, string statement)
    {
        using var connection = new SqliteConnection($"Data Source={host.StaffFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
