using Microsoft.Data.Sqlite;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Administration;

/// <summary>Reads the memory of the process, in which tests therefore have to be alone.</summary>
[Collection(Alone.Name)]
public sealed class TrailMemoryTests
{
    [Fact]
    public async Task A_hundred_thousand_entries_are_exported_without_being_held_in_memory()
    {
        await using var host = await FiguresHost.Start();
        await Fill(host, 100_000);
        using var auditor = host.As(StaffRoles.Auditor);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long lines = 0, most = 0;

        using var answer = await auditor.GetAsync(new Uri($"{Requests.Trail}?format=csv", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is not null)
        {
            if (++lines % 20_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(100_002, lines);

        // The file has 50 MB; what is kept while it is sent does not depend on its length.
        Assert.InRange(most, long.MinValue, 32 * 1024 * 1024);
    }

    // Past the trail itself, which takes a turn and a write to the disk for each entry; the rows are of the same size.
    private static async Task Fill(FiguresHost host, int entries)
    {
        await host.Part<AuditTrail>().Append(new AuditRecord("1", "a", "", AuditActions.SignIn, "", AuditOutcome.Done, "::1"), CancellationToken.None);
        await using var connection = new SqliteConnection($"Data Source={host.StaffFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {entries})
            INSERT INTO staff_audit (sequence, at, actor_id, actor, role, action, target, outcome, address, detail, previous, hash)
            SELECT i, i, 'key:0123456789ab', 'A name of somebody', 'ministryAnalyst', 'figures.read', printf('%0150d', i), 'done', '192.0.2.1', printf('%0150d', i), zeroblob(32), zeroblob(32)
            FROM n
            """;
        await command.ExecuteNonQueryAsync();
    }
}
