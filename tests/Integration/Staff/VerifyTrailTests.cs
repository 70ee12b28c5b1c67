using Microsoft.Data.Sqlite;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>The operator's command <c>verify</c>, as far as it is about the trail.</summary>
public sealed class VerifyTrailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-test-").FullName;

    private string Staff => $"Data Source={Path.Combine(_folder, "staff.db")};Pooling=False";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_a_staff_store_verify_says_nothing_of_it_unless_an_entry_was_noted()
    {
        var (exitCode, output) = await Verify();
        Assert.Equal((0, false), (exitCode, output.Contains("trail", StringComparison.Ordinal)));
        Assert.False(File.Exists(Path.Combine(_folder, "staff.db")));

        (exitCode, output) = await Verify("--trail-head", $"7:{new string('a', 64)}");
        Assert.Equal(1, exitCode);
        Assert.Contains("trail: there is no staff store, and so no entry 7.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_chain_is_counted_and_its_head_can_be_given_to_the_next_verify()
    {
        var last = await Append(3);
        var (exitCode, output) = await Verify();
        var head = $"3:{Convert.ToHexStringLower(last.Hash)}";
        Assert.Equal(0, exitCode);
        Assert.Contains($"trail: 3 entries, the chain is whole; head {head}.", output, StringComparison.Ordinal);

        await Append(1);
        Assert.Equal(0, (await Verify("--trail-head", head)).ExitCode);
    }

    [Fact]
    public async Task An_entry_that_was_changed_and_an_end_that_was_cut_off_end_with_exit_code_1()
    {
        var last = await Append(3);
        await Execute("DROP TRIGGER staff_audit_no_update; DROP TRIGGER staff_audit_no_delete; DELETE FROM staff_audit WHERE sequence = 3;");
        Assert.Equal(0, (await Verify()).ExitCode);
        var (exitCode, output) = await Verify($"--trail-head=3:{Convert.ToHexStringLower(last.Hash)}");
        Assert.Equal(1, exitCode);
        Assert.Contains("trail: Entry 3, which was noted, is missing: the trail ends with entry 2. Its end was cut off.", output, StringComparison.Ordinal);

        await Execute("UPDATE staff_audit SET target = 'sipas-2024/15' WHERE sequence = 2");
        (exitCode, output) = await Verify();
        Assert.Equal(1, exitCode);
        Assert.Contains("trail: Entry 2 was changed after it was written. The chain is whole up to entry 1.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_and_a_head_that_is_none_end_with_exit_code_2_and_a_sentence()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "staff.db"), new string('x', 4096));
        var (exitCode, output) = await Verify();
        Assert.Equal(2, exitCode);
        Assert.Contains("trail: The file of the staff store is damaged, or no SQLite database.", output, StringComparison.Ordinal);

        (exitCode, output) = await Verify("--trail-head", "3:abc");
        Assert.Equal(2, exitCode);
        Assert.Contains("--trail-head: is not like SEQUENCE:HASH", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_makes_the_staff_store_that_is_named()
    {
        Assert.Equal(0, (await Run("migrate")).ExitCode);
        Assert.False(File.Exists(Path.Combine(_folder, "staff.db")));

        Assert.Equal(0, (await Run("migrate", "--ConnectionStrings:Staff", Staff)).ExitCode);
        Assert.Contains("trail: 0 entries, the chain is whole", (await Verify()).Output, StringComparison.Ordinal);
    }

    private async Task<AuditEntry> Append(int entries)
    {
        using var database = StaffDatabase.Of(Staff);
        using var trail = new AuditTrail(database, TimeProvider.System);
        AuditEntry last = null!;
        for (var i = 0; i < entries; i++)
        {
            last = await trail.Append(new("s", "Ánh", StaffRoles.MinistryAnalyst, AuditActions.ReadFigures, "sipas-2024/10", AuditOutcome.Done, "203.0.113.7"), default);
        }

        return last;
    }

    private async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection(Staff);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private Task<(int ExitCode, string Output)> Verify(params string[] options) => Run("verify", options);

    private async Task<(int ExitCode, string Output)> Run(string command, params string[] options)
    {
        var survey = $"Data Source={Path.Combine(_folder, "sipas.db")};Pooling=False";
        using var database = new SqliteDatabase(survey);
        await new SqliteEntryStore(database, A.Catalogue, TimeProvider.System).Migrate(default);
        var programs = new ServicePrograms(_folder);
        using var process = programs.Start("SipasSurvey.Aggregator.dll", [command, .. options], ("ConnectionStrings__Sqlite", survey));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, programs.Output);
    }
}
