using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;
using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.IntegrationTests.Storage;

public sealed class SqliteEntryStoreTests : EntryStoreTests
{
    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();

    [Fact]
    public async Task Writers_take_turns_in_the_order_in_which_they_came_so_that_figures_wait_for_nobody_behind_them()
    {
        await using var database = await Migrated();
        var served = new List<string>();
        var holding = new TaskCompletionSource();
        string[] line = ["fill 1", "fill 2", "fill 3", "figures", "fill 4", "fill 5"];
        var first = Take("holder", holding.Task);

        var others = line.Select(writer => Take(writer, Task.CompletedTask)).ToArray();
        holding.SetResult();
        await first;
        await Task.WhenAll(others);

        Assert.Equal(["holder", .. line], served);

        Task<int> Take(string writer, Task until) => ((SqliteTestDatabase)database).Database.Write(async (_, _) =>
        {
            await until;
            served.Add(writer);
            return served.Count;
        }, default);
    }

    [Theory]
    [InlineData(SQLitePCL.raw.SQLITE_BUSY, true)]
    [InlineData(SQLitePCL.raw.SQLITE_FULL, true)]
    [InlineData(SQLitePCL.raw.SQLITE_READONLY, true)]
    [InlineData(SQLitePCL.raw.SQLITE_PERM, true)]
    [InlineData(SQLitePCL.raw.SQLITE_CORRUPT, true)]
    [InlineData(SQLitePCL.raw.SQLITE_NOTADB, true)]
    [InlineData(SQLitePCL.raw.SQLITE_NOMEM, true)]
    [InlineData(SQLitePCL.raw.SQLITE_CONSTRAINT, false)]
    [InlineData(SQLitePCL.raw.SQLITE_TOOBIG, false)]
    public async Task Packs_wait_for_what_people_can_mend_and_not_for_a_value_that_can_never_be_stored(int code, bool wait)
    {
        await using var database = NewDatabase();

        Assert.Equal(wait, database.Entries.IsTransient(new SqliteException("", code)));
    }

    [Fact]
    public async Task Where_a_table_is_away_packs_wait_and_are_stored_once_it_is_back()
    {
        await using var database = await Migrated();
        var pack = A.Pack(A.Entry());
        await database.Execute("ALTER TABLE entry RENAME TO entry_away");

        var failure = await Assert.ThrowsAsync<SqliteException>(() => database.Entries.Fill([pack], default));
        await database.Execute("ALTER TABLE entry_away RENAME TO entry");

        Assert.True(database.Entries.IsTransient(failure));
        Assert.Equal(1, (await database.Entries.Fill([pack], default)).Entries);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

    [Fact]
    public async Task Verifying_ends_when_it_is_told_to()
    {
        await using var database = await Migrated();
        await database.Entries.Fill([A.Pack(A.Entry())], default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Entries.Verify(new CancellationToken(canceled: true)));
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }
}

/// <summary>A file of the version before, with responses in it.</summary>
public sealed class SqliteUpgradeTests
{
    [Fact]
    public async Task A_database_of_the_version_before_gets_receipts_for_what_is_in_it_and_verifies()
    {
        await using var database = new SqliteTestDatabase();
        await database.Entries.Migrate(default);
        var (online, sheet) = (Guid.NewGuid(), Guid.NewGuid());
        await database.Entries.Fill([A.Pack(A.Entry(online), A.Entry(online, second: 1), A.Entry(), A.Entry(sheet, batch: Guid.NewGuid(), row: 2))], default);
        await database.Execute("""
            DROP TABLE recent_receipt; DROP TABLE receipt; DROP TABLE suspicious_count; DROP TABLE spent_invitation;
            ALTER TABLE entry DROP COLUMN holds_claim; ALTER TABLE entry DROP COLUMN suspicion;
            DELETE FROM SchemaVersions WHERE ScriptName LIKE '%0004-claims.sql' OR ScriptName LIKE '%0005-recent-receipts.sql';
            """);
        Assert.Contains("older than this program", database.Database.FindObstacle(), StringComparison.Ordinal);

        await database.Entries.Migrate(default);

        Assert.Null(database.Database.FindObstacle());
        Assert.Equal(online, (await database.Figures.FindByReceipt(ResponseId.ReceiptNumber(online), default))!.Id);
        Assert.Null(await database.Figures.FindByReceipt(ResponseId.ReceiptNumber(sheet), default));
        Assert.Empty((await database.Entries.Verify(default)).Differences);
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Claiming(A.Entry(channel: Channel.Invited), 1))], default);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }
}

public sealed class SqliteReceiptTests
{
    [Fact]
    public async Task Receipts_are_found_before_and_after_a_part_of_them_moves_on()
    {
        await using var database = new SqliteTestDatabase();
        await database.Entries.Migrate(default);
        var (early, late) = (Guid.NewGuid(), Guid.NewGuid());
        await database.Entries.Fill([A.Pack(A.Entry(early))], default);
        Assert.Equal((0, 1), await Rows());

        // More than are kept apart, so that neighbours among them move on with the next.
        await Fill(201);
        await database.Execute("INSERT INTO recent_receipt SELECT receipt, id FROM receipt; DELETE FROM receipt");
        await Fill(1);
        var (moved, recent) = await Rows();
        const int All = 1 + (202 * Pack.MostEntries);
        Assert.InRange(moved, 1, All - 100_000);
        Assert.Equal(All, moved + recent);

        // All moved on; one that has its receipt is sent again, and another one comes.
        await database.Execute("INSERT INTO receipt SELECT receipt, id FROM recent_receipt; DELETE FROM recent_receipt");
        await database.Entries.Fill([A.Pack(A.Entry(early, second: 1), A.Entry(late))], default);
        Assert.Equal((moved + recent, 2), await Rows());
        Assert.Equal(early, (await database.Figures.FindByReceipt(ResponseId.ReceiptNumber(early), default))!.Id);
        Assert.Equal(late, (await database.Figures.FindByReceipt(ResponseId.ReceiptNumber(late), default))!.Id);
        Assert.Empty((await database.Entries.Verify(default)).Differences);

        Task Fill(int packs) =>
            database.Entries.Fill([.. Enumerable.Range(0, packs).Select(_ => A.Pack([.. Enumerable.Range(0, Pack.MostEntries).Select(_ => A.Entry())]))], default);

        async Task<(long Moved, long Recent)> Rows()
        {
            await using var connection = new SqliteConnection(database.ConnectionString);
            return await connection.QuerySingleAsync<(long, long)>("SELECT (SELECT COUNT(*) FROM receipt), (SELECT COUNT(*) FROM recent_receipt)");
        }
    }
}

public sealed class SqliteFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_that_is_missing_is_named_at_once()
    {
        var folder = Path.Combine(_folder, "nowhere");

        var fault = await Fails($"Data Source={Path.Combine(folder, "x.db")}");

        Assert.Equal($"The database {Path.Combine(folder, "x.db")} cannot be made or changed: the folder {folder} does not exist. "
            + "Make it, or name another file in Data Source.", fault.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        var file = Path.Combine(_folder, "notes.txt");
        await File.WriteAllTextAsync(file, new string('x', 4096));

        Assert.StartsWith($"{file} is no SQLite database.", (await Fails($"Data Source={file};Pooling=False")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_making_the_database_is_waited_for()
    {
        var file = Path.Combine(_folder, "x.db");
        using var database = new SqliteDatabase($"Data Source={file};Pooling=False");
        Task waiting;
        await using (new FileStream($"{file}.migrating", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            waiting = database.Migrate(default);
            Assert.False(waiting.IsCompleted);
        }

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Null(database.FindObstacle());
    }

    [Theory]
    [InlineData("Foo=1", "foo")]
    [InlineData("Data Source=", "names no file")]
    [InlineData("Pooling=True", "names no file")]
    [InlineData("Data Source=x.db;Pooling=perhaps", "perhaps")]
    public void What_is_no_connection_string_says_what_would_be_right(string connectionString, string part)
    {
        var fault = Assert.ThrowsAny<ArgumentException>(() => new SqliteDatabase(connectionString));

        Assert.Contains(part, fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("It must be like Data Source=DIR/sipas.db.", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<SchemaException> Fails(string connectionString)
    {
        using var database = new SqliteDatabase(connectionString);
        return await Assert.ThrowsAsync<SchemaException>(() => database.Migrate(default).WaitAsync(TimeSpan.FromSeconds(20)));
    }
}

public sealed class SqliteCountingTests : CountingTests
{
    private protected override int Histories => 300;

    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}

public sealed class SqliteClaimTests : ClaimTests
{
    private protected override int Histories => 100;

    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}

public sealed class SqliteClaimUpkeepTests : ClaimUpkeepTests
{
    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}

public sealed class SqliteCountedEntryTests : CountedEntryTests
{
    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}

public sealed class SqliteStoredFiguresTests : StoredFiguresTests
{
    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}

public sealed class SqliteStoredTalliesTests : StoredTalliesTests
{
    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}
