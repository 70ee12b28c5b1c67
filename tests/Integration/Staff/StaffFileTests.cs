using System.Text;
using Microsoft.Data.Sqlite;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>The file of the staff store: who may read it, what is in it, and what happens while it cannot be used.</summary>
public sealed class StaffFileTests : IDisposable
{
    private static readonly AuditRecord Read = new("s", "Ánh", StaffRoles.Auditor, AuditActions.ReadTrail, "", AuditOutcome.Done, "203.0.113.7");

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-test-").FullName;

    private string File => Path.Combine(_folder, "staff.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Neither_a_key_nor_the_name_of_a_session_is_anywhere_in_the_file()
    {
        await using var store = new SqliteStaffStore();
        var (_, secret) = await store.Keys.Make(new KeyOrder("Báo cáo", StaffRoles.SurveyTeam, ProvinceScope.All, null, A.Noon.AddDays(1)), "x", default);
        await store.Keys.Find(secret, default);
        var session = await store.Sessions.StoreAsync(new(new StaffMember("s", "Ánh", StaffRoles.Auditor, ProvinceScope.All, null, StaffWay.Session)
            .ToPrincipal("x"), "x"));

        var bytes = await System.IO.File.ReadAllBytesAsync(store.File);

        Assert.True(bytes.AsSpan().IndexOf("Báo cáo"u8) >= 0);
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret[AccessKeyStore.Prefix.Length..])));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(session)));
    }

    [Fact]
    public async Task Only_its_owner_may_read_the_file_and_its_journal()
    {
        using var database = StaffDatabase.Of($"Data Source={File}");
        await using var connection = await database.Open(default);
        using var trail = new AuditTrail(database, TimeProvider.System);
        await trail.Append(Read, default);

        Assert.Equal(["staff.db", "staff.db-shm", "staff.db-wal"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal([OwnerOnly, OwnerOnly, OwnerOnly], Directory.GetFiles(_folder).Select(System.IO.File.GetUnixFileMode));
        }
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_told_and_once_it_is_there_all_is_well()
    {
        var folder = Path.Combine(_folder, "later");
        using var database = StaffDatabase.Of($"Data Source={Path.Combine(folder, "staff.db")}");
        using var trail = new AuditTrail(database, TimeProvider.System);

        var obstacle = await database.FindObstacle(default);
        Assert.StartsWith("The file of the staff store cannot be made: its folder does not exist", obstacle, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder, obstacle, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StaffStoreException>(() => trail.Append(Read, default));

        Directory.CreateDirectory(folder);
        await trail.Append(Read, default);
        Assert.Null(await database.FindObstacle(default));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_and_left_as_it_is_until_another_is_in_its_place()
    {
        var garbage = new string('x', 4096);
        await System.IO.File.WriteAllTextAsync(File, garbage);
        using var database = StaffDatabase.Of($"Data Source={File}");

        Assert.StartsWith("The file of the staff store is damaged, or no SQLite database.", await database.FindObstacle(default), StringComparison.Ordinal);
        Assert.Equal(garbage, await System.IO.File.ReadAllTextAsync(File));

        System.IO.File.Delete(File);
        Assert.Null(await database.FindObstacle(default));
    }

    [Fact]
    public async Task A_file_that_was_moved_away_is_not_begun_anew_and_works_again_when_it_is_back()
    {
        using var database = StaffDatabase.Of($"Data Source={File}");
        using var trail = new AuditTrail(database, TimeProvider.System);
        await trail.Append(Read, default);

        System.IO.File.Move(File, $"{File}.away");
        Assert.Contains("it was moved away", (await Assert.ThrowsAsync<StaffStoreException>(() => trail.Append(Read, default))).Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));

        System.IO.File.Move($"{File}.away", File);
        Assert.Equal(2, (await trail.Append(Read, default)).Sequence);
    }

    [Fact]
    public async Task A_process_that_stopped_in_the_middle_of_making_it_leaves_nothing_half()
    {
        // As far as it comes before the script of the tables: an empty file.
        await System.IO.File.WriteAllBytesAsync(File, []);
        using var database = StaffDatabase.Of($"Data Source={File}");
        Assert.Null(await database.FindObstacle(default));

        // A script that fails at its end, because its last table is there, makes none of the others.
        var other = Path.Combine(_folder, "other.db");
        await Execute(other, "CREATE TABLE staff_audit (x INTEGER)");
        using var broken = StaffDatabase.Of($"Data Source={other}");
        Assert.NotNull(await broken.FindObstacle(default));
        await Execute(other, "DROP TABLE staff_audit");
        Assert.Null(await broken.FindObstacle(default));
    }

    [Fact]
    public async Task Whoever_puts_one_entry_over_another_is_refused_too()
    {
        await using var store = new SqliteStaffStore();
        await store.Trail.Append(Read, default);

        var refusal = await Assert.ThrowsAsync<SqliteException>(() => store.Execute("""
            INSERT OR REPLACE INTO staff_audit SELECT sequence, at, actor_id, 'x', role, action, target, outcome, address, detail, previous, hash FROM staff_audit
            """));

        Assert.Contains("The audit trail is only added to.", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task Execute(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
