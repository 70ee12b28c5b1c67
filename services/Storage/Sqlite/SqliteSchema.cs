using System.Diagnostics;
using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Brings the schema of a SQLite file up to date, and says whether it is.</summary>
/// <param name="connectionString">Of the file.</param>
/// <param name="path">Path of the file.</param>
/// <param name="scripts">What makes the schema.</param>
internal sealed class SqliteSchema(string connectionString, string path, SchemaScripts scripts)
{
    // How the systems say that another process has the lock file open: EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION of Windows.
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    private static readonly TimeSpan LongestMigration = TimeSpan.FromSeconds(60);

    /// <summary>Runs the scripts that have not run yet, each as a whole or not at all. Processes that start together take turns by a lock file.</summary>
    /// <exception cref="SchemaException">The file cannot be made, is no database, or a script failed; the message names the file.</exception>
    public async Task Migrate(CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurn(cancellationToken);
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL;");
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw new SchemaException($"{path} is no SQLite database. Name another file in Data Source, or restore it from a backup.", failure);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == SQLitePCL.raw.SQLITE_CORRUPT)
        {
            throw new SchemaException($"{path} is damaged. Restore it from a backup.", failure);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM)
        {
            throw new SchemaException($"{path} may not be written by this user. Permit it, or name another file in Data Source.", failure);
        }

        using var open = new SqliteConnection(connectionString);
        open.Open();
        SqliteFunctions.AddReceipts(open);
        using var shared = new SharedConnection(open);
        var result = Upgrade(shared).PerformUpgrade();
        if (!result.Successful)
        {
            throw new SchemaException($"The database {Path.GetFileName(path)} could not be brought up to date: {result.Error.Message}", result.Error);
        }
    }

    /// <summary>Whether all scripts have run. Reads only, so it never waits for a writer.</summary>
    public bool Fits(SqliteConnection connection)
    {
        const string Journal = "SELECT COUNT(*) FROM sqlite_master WHERE name = @Journal";
        return connection.ExecuteScalar<long>(Journal, new { scripts.Journal }) > 0
            && !scripts.Names.Except(connection.Query<string>($"SELECT ScriptName FROM {scripts.Journal}"), StringComparer.Ordinal).Any();
    }

    private UpgradeEngine Upgrade(SharedConnection connection) => DeployChanges.To
        .SqliteDatabase(connection)
        .WithScriptsEmbeddedInAssembly(scripts.Assembly, scripts.Names.Contains)
        .WithTransactionPerScript()
        .JournalToSqliteTable(scripts.Journal)
        .LogTo(new NoOpUpgradeLog())
        .Build();

    private async Task<FileStream> TakeTurn(CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream($"{path}.migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException held) when (IsHeld(held) && waited.Elapsed < LongestMigration)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new SchemaException($"The database {path} cannot be made or changed: {ReasonOf(failure)}", failure);
            }
        }
    }

    private string ReasonOf(Exception failure) => failure switch
    {
        DirectoryNotFoundException => $"the folder {Path.GetDirectoryName(Path.GetFullPath(path))} does not exist. Make it, or name another file in Data Source.",
        UnauthorizedAccessException => "this user may not write in its folder. Permit it, or name another file in Data Source.",
        _ when IsHeld(failure) => $"another process has been doing that for {LongestMigration.TotalSeconds:0} s. Start again once it is done.",
        _ => failure.Message,
    };

    // The same exception as for a full disk or a name that is too long; those pass by no waiting.
    private static bool IsHeld(Exception failure) =>
        failure is IOException { HResult: var code } && code is WouldBlock or WouldBlockOnMac or SharingViolation;
}
