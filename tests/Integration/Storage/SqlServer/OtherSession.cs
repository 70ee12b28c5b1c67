using Dapper;
using Microsoft.Data.SqlClient;
using SipasSurvey.Storage.SqlServer;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>A transaction of somebody else on the same database, which stands in the way of fills until it is rolled back.</summary>
internal sealed class OtherSession : IAsyncDisposable
{
    private readonly SqlConnection _connection;
    private readonly SqlTransaction _transaction;

    private OtherSession(SqlConnection connection, SqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public static async Task<OtherSession> Begin(string connectionString)
    {
        var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        return new OtherSession(connection, (SqlTransaction)await connection.BeginTransactionAsync());
    }

    public Task Execute(string sql, object parameters) => _connection.ExecuteAsync(sql, parameters, _transaction);

    /// <summary>Takes a lock of the application alone, however long that takes.</summary>
    /// <exception cref="LockLostException">The server chose this transaction as the victim of a deadlock.</exception>
    public async Task TakeLock(string resource)
    {
        var result = await _connection.ExecuteScalarAsync<int>(
            "DECLARE @r INT; EXEC @r = sp_getapplock @Resource = @resource, @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 60000; SELECT @r;",
            new { resource }, _transaction, commandTimeout: 90);
        Assert.True(result is >= 0 or -3, $"sp_getapplock answered {result}.");
        if (result == -3)
        {
            throw new LockLostException();
        }
    }

    public Task Rollback() => _transaction.RollbackAsync();

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
