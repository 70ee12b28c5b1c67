using System.Reflection;
using DbUp;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using SipasSurvey.Hosting;
using SipasSurvey.Storage;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// The SQLite file with the accounts, readable by its owner alone. Its schema comes from numbered scripts, as in every store here, so that
/// what a version changes can be read and reviewed; a test holds them to the model of Entity Framework.
/// </summary>
internal static class AccountsFile
{
    private const string Scripts = ".Accounts.Schema.";

    /// <summary>Makes the file when it is missing, and runs the scripts that have not run yet.</summary>
    /// <exception cref="SchemaException">It cannot be made, is no database, or a script failed; the message names the file.</exception>
    public static void Prepare(DataFolder folder)
    {
        try
        {
            PrivateFile.Open(
                folder.AccountsFile, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite }).Dispose();
            using var connection = new SqliteConnection(folder.Accounts);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL;";
            command.ExecuteNonQuery();
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new SchemaException($"The accounts cannot be used: {failure.Message} Choose another folder with --data, or restore {Path.GetFileName(folder.AccountsFile)} from a backup.", failure);
        }

        var result = DeployChanges.To
            .SqliteDatabase(folder.Accounts)
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.Contains(Scripts, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new SchemaException($"{Path.GetFileName(folder.AccountsFile)} could not be brought up to date: {result.Error.Message}", result.Error);
        }
    }
}
