using Dapper;
using Microsoft.Data.SqlClient;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>One transaction on one connection. Only a <see cref="Statement"/> gets through here.</summary>
internal sealed class SqlServerSession(SqlConnection connection, SqlTransaction transaction, CancellationToken cancellationToken)
{
    // Reading all entries takes as long as there are entries.
    private const int NoTimeout = 0;

    // A statement that takes 5,000 locks takes the whole table instead, and other fills would wait until the commit.
    private const int RowsOfACopy = 2_000;

    public Task<int> Execute(Statement statement, object? parameters = null) => connection.ExecuteAsync(Command(statement, parameters));

    /// <summary>Executes a statement that takes as long as there are entries.</summary>
    public Task ExecuteForAll(Statement statement) =>
        connection.ExecuteAsync(new CommandDefinition(statement.Text, transaction: transaction, commandTimeout: NoTimeout, cancellationToken: cancellationToken));

    /// <summary>Executes the statement for the rows, which it takes as <c>@Rows</c>; not at all when there are none.</summary>
    public async Task Execute(Statement statement, RowSet rows, object? parameters = null)
    {
        foreach (var chunk in rows.Chunks())
        {
            await Execute(statement, With(chunk, parameters));
        }
    }

    public async Task<List<T>> Query<T>(Statement statement, object? parameters = null) =>
        (await connection.QueryAsync<T>(Command(statement, parameters))).AsList();

    /// <summary>What the statement finds for the rows, which it takes as <c>@Rows</c>.</summary>
    public async Task<List<T>> Query<T>(Statement statement, RowSet rows, object? parameters = null)
    {
        var found = new List<T>();
        foreach (var chunk in rows.Chunks())
        {
            found.AddRange(await Query<T>(statement, With(chunk, parameters)));
        }

        return found;
    }

    /// <summary>The first value, or nothing when there is no row.</summary>
    public Task<T?> Value<T>(Statement statement, object? parameters = null) => connection.ExecuteScalarAsync<T>(Command(statement, parameters));

    /// <summary>Rows one by one as they come; no other statement can run meanwhile.</summary>
    public IAsyncEnumerable<T> Stream<T>(Statement statement, object? parameters = null) =>
        connection.QueryUnbufferedAsync<T>(statement.Text, parameters, transaction: transaction, commandTimeout: NoTimeout);

    /// <summary>Writes many rows into a table, whose columns have the same names.</summary>
    public async Task Copy(RowSet rows, string table)
    {
        // Keys and references are checked as for any other row.
        using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.CheckConstraints, transaction)
        {
            DestinationTableName = table,
            BatchSize = RowsOfACopy,
        };
        foreach (System.Data.DataColumn column in rows.Table.Columns)
        {
            copy.ColumnMappings.Add(column.ColumnName, column.ColumnName);
        }

        await copy.WriteToServerAsync(rows.Table, cancellationToken);
    }

    private static DynamicParameters With(SqlMapper.ICustomQueryParameter rows, object? parameters)
    {
        var all = new DynamicParameters(parameters);
        all.Add("Rows", rows);
        return all;
    }

    private CommandDefinition Command(Statement statement, object? parameters) =>
        new(statement.Text, parameters, transaction, cancellationToken: cancellationToken);
}
