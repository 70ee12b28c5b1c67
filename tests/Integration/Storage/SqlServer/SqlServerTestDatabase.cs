using Dapper;
using Microsoft.Data.SqlClient;
using SipasSurvey.Domain;
using SipasSurvey.Storage;
using SipasSurvey.Storage.SqlServer;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>A database of the server, as a test has it.</summary>
internal sealed class SqlServerTestDatabase : TestDatabase
{
    private readonly string _connectionString;

    public SqlServerTestDatabase(string connectionString)
    {
        _connectionString = connectionString;
        Database = new SqlServerDatabase(connectionString);
        Entries = new SqlServerEntryStore(Database, A.Catalogue, TimeProvider.System, A.Invitations.Claims);
        WithoutSecret = new SqlServerEntryStore(Database, A.Catalogue, TimeProvider.System);
        WithOtherSecret = new SqlServerEntryStore(Database, A.Catalogue, TimeProvider.System, Invitations.Of(InvitationSecret.Parse(A.OtherSecret)!).Claims);
        Figures = new SqlServerFigureStore(Database, A.Catalogue);
        Batches = new SqlServerBatchStore(Database);
    }

    public SqlServerDatabase Database { get; }

    public override IEntryStore Entries { get; }

    public override IEntryStore WithoutSecret { get; }

    public override IEntryStore WithOtherSecret { get; }

    public override IFigureStore Figures { get; }

    public override IBatchStore Batches { get; }

    public override string ThreeZeros => "0x000000";

    public override async Task Execute(string sql)
    {
        await using var connection = new SqlConnection(_connectionString);
        await connection.ExecuteAsync(sql);
    }

    // Rows of figures without a version are none, and the next figures overwrite them, which is faster than removing them.
    public override Task ForgetReceipts() => Execute("DELETE FROM receipt");

    public override Task Clear() => Execute("""
        DELETE FROM entry; DELETE FROM batch_to_judge; DELETE FROM batch; DELETE FROM decision; DELETE FROM pack; DELETE FROM producer; DELETE FROM producer_count;
        DELETE FROM entry_count; DELETE FROM spent_invitation; DELETE FROM suspicious_count; DELETE FROM receipt; DELETE FROM tally; DELETE FROM survey_version; DELETE FROM figure_version;
        """);

    // Left empty for the next test of the class.
    public override async ValueTask DisposeAsync()
    {
        if (await Figures.FindObstacle(default) is null)
        {
            // Whatever the test did: no transaction leaves one behind.
            await using (var connection = new SqlConnection(_connectionString))
            {
                Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM staged_id"));
            }

            await Clear();
        }
    }
}
