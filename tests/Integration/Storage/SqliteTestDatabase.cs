using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;
using SipasSurvey.Storage;
using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>A SQLite file of its own, as a test has it.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-test-").FullName;
    public SqliteTestDatabase()
    {
        ConnectionString = $"Data Source={Path.Combine(_folder, "sipas.db")}";
        Database = new SqliteDatabase(ConnectionString);
        Entries = new SqliteEntryStore(Database, A.Catalogue, TimeProvider.System, A.Invitations.Claims);
        WithoutSecret = new SqliteEntryStore(Database, A.Catalogue, TimeProvider.System);
        WithOtherSecret = new SqliteEntryStore(Database, A.Catalogue, TimeProvider.System, Invitations.Of(InvitationSecret.Parse(A.OtherSecret)!).Claims);
        Figures = new SqliteFigureStore(Database, A.Catalogue);
        Batches = new SqliteBatchStore(Database);
    }

    public string ConnectionString { get; }

    public SqliteDatabase Database { get; }

    public override IEntryStore Entries { get; }

    public override IEntryStore WithoutSecret { get; }

    public override IEntryStore WithOtherSecret { get; }

    public override IFigureStore Figures { get; }

    public override IBatchStore Batches { get; }

    public override string ThreeZeros => "zeroblob(3)";

    public override async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.ExecuteAsync(sql);
    }

    public override Task ForgetReceipts() => Execute("DELETE FROM receipt; DELETE FROM recent_receipt;");

    public override Task Clear() => Execute("""
        DELETE FROM entry; DELETE FROM batch_to_judge; DELETE FROM batch; DELETE FROM decision; DELETE FROM pack; DELETE FROM producer; DELETE FROM producer_count;
        DELETE FROM entry_count; DELETE FROM spent_invitation; DELETE FROM suspicious_count; DELETE FROM receipt; DELETE FROM recent_receipt; DELETE FROM tally; DELETE FROM figure; DELETE FROM survey_version;
        """);

    public override ValueTask DisposeAsync()
    {
        Database.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
