using SipasSurvey.Domain;
using SipasSurvey.Storage;
using SipasSurvey.Storage.SqlServer;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>A database of the version before, with responses in it.</summary>
[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerUpgradeTests(SqlServerFixture server) : IClassFixture<SqlServerFixture>
{
    private static readonly SqlServerScripts All = SqlServerScripts.Survey;

    [SkippableFact]
    public async Task A_database_of_the_version_before_gets_receipts_for_what_is_in_it_and_verifies()
    {
        await using var database = server.Database();
        var (online, sheet) = (Guid.NewGuid(), Guid.NewGuid());
        var noon = UnixMicroseconds.From(A.Noon);
        await MakeVersionBefore(database.Database);
        await database.Execute($"""
            INSERT INTO dbo.batch (id, simulated) VALUES ({Hex(Guid.NewGuid().ToByteArray(bigEndian: true))}, 0);
            INSERT INTO dbo.entry (id, ordinal, channel, batch, row, received_at, content, state)
            SELECT {Hex(sheet.ToByteArray(bigEndian: true))}, 0, 0, MAX(b.number), 2, {noon}, {Hex(A.Content().Span)}, 2 FROM dbo.batch b;
            """);
        foreach (var (id, ordinal, state) in new[] { (online, 0, 2), (online, 1, 3), (Guid.NewGuid(), 0, 2) })
        {
            await database.Execute($"""
                INSERT INTO dbo.entry (id, ordinal, channel, batch, row, received_at, content, state)
                VALUES ({Hex(id.ToByteArray(bigEndian: true))}, {ordinal}, 2, NULL, 0, {noon + ordinal}, {Hex(A.Content().Span)}, {state})
                """);
        }

        Assert.Contains("older than this program", await database.Figures.FindObstacle(default), StringComparison.Ordinal);

        await database.Entries.Migrate(default);

        Assert.Null(await database.Figures.FindObstacle(default));
        Assert.Equal(online, (await database.Figures.FindByReceipt(ResponseId.ReceiptNumber(online), default))!.Id);
        Assert.Null(await database.Figures.FindByReceipt(ResponseId.ReceiptNumber(sheet), default));
        // What was written by hand has no tallies, so those differ; its receipts do not.
        Assert.DoesNotContain((await database.Entries.Verify(default)).Differences, it => it.StartsWith("Receipts", StringComparison.Ordinal));
        await database.Entries.Rebuild(default);
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Claiming(A.Entry(channel: Channel.Invited), 1, Suspicions.TooFast))], default);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

    // As the version before made it: the scripts up to then, one after the other.
    private static async Task MakeVersionBefore(SqlServerDatabase database)
    {
        foreach (var name in All.Scripts.Names.TakeWhile(it => !it.EndsWith("0007-claims.sql", StringComparison.Ordinal)))
        {
            await new SqlServerSchema(database, All with { Scripts = new SchemaScripts(All.Scripts.Assembly, name, All.Scripts.Journal) }).Upgrade(default);
        }
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => $"0x{Convert.ToHexString(bytes)}";
}
