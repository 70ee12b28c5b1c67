using System.Data;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.Data.SqlClient;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>One database on a SQL Server: opens connections and runs transactions.</summary>
public sealed class SqlServerDatabase
{
    // Fills that meet are rare, and one of them always gets through; so many times in a row, it is no race.
    private const int MostAttempts = 20;

    private const int ConnectTimeoutSeconds = 5;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    // Opening a connection is safe to repeat, and the only thing that SqlClient repeats by itself: a statement may have been executed
    // when its answer is lost.
    private static readonly SqlRetryLogicBaseProvider OpenAgain = SqlConfigurableRetryFactory.CreateExponentialRetryProvider(new SqlRetryLogicOption
    {
        NumberOfTries = 3,
        DeltaTime = TimeSpan.FromMilliseconds(200),
        MaxTimeInterval = TimeSpan.FromSeconds(2),
        // A server that is busy or just moving. Not SqlClient's own list, which has "cannot open database" (4060): that is an answer.
        TransientErrors = [233, 997, 10928, 10929, 40197, 40501, 40613, 49918, 49919, 49920],
    });

    private readonly string _connectionString;

    /// <summary>A database on a server; nothing is opened yet.</summary>
    /// <exception cref="ArgumentException">The connection string is none, or names no database.</exception>
    public SqlServerDatabase(string connectionString)
    {
        var builder = new SqlConnectionStringBuilder(connectionString);
        if (builder.InitialCatalog.Length == 0)
        {
            throw new ArgumentException("The connection string names no database; add 'Database=Sipas'.");
        }

        if (!builder.ShouldSerialize("Connect Timeout"))
        {
            builder.ConnectTimeout = ConnectTimeoutSeconds;
        }

        // Otherwise a server that is back, or a database that was just made, is still refused for a while after a failure.
        builder.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
        // Reading and writing within one transaction needs no second result at a time.
        builder.MultipleActiveResultSets = false;
        builder.ApplicationName = builder.ShouldSerialize("Application Name") ? builder.ApplicationName : "SIPAS Survey";
        (_connectionString, Name) = (builder.ToString(), builder.InitialCatalog);
    }

    /// <summary>Name of the database.</summary>
    public string Name { get; }

    /// <summary>The connection string, for tools that open connections of their own.</summary>
    internal string ConnectionString => _connectionString;

    /// <summary>
    /// Runs a transaction that writes, and commits it. When it meets another writer, it is rolled back and repeated as a whole. Reads see what
    /// is committed when their statement begins (READ COMMITTED SNAPSHOT).
    /// </summary>
    internal async Task<T> Write<T>(Func<SqlServerSession, Task<T>> work, CancellationToken cancellationToken, string? commitStep = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Run(IsolationLevel.ReadCommitted, work, commitStep, cancellationToken);
            }
            catch (Exception failure) when (SqlServerErrors.IsRace(failure) && attempt < MostAttempts)
            {
                if (commitStep is not null)
                {
                    FillMetrics.Repeat();
                }

                await Task.Delay(LongestPause * Random.Shared.NextDouble(), cancellationToken);
            }
        }
    }

    /// <summary>Runs a transaction that reads one snapshot: all its statements see what was committed when the first began.</summary>
    internal Task<T> Read<T>(Func<SqlServerSession, Task<T>> work, CancellationToken cancellationToken) =>
        Run(IsolationLevel.Snapshot, work, commitStep: null, cancellationToken);

    /// <summary>Rows one by one as they come, all of one snapshot.</summary>
    internal async IAsyncEnumerable<T> Stream<T>(Statement statement, object parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken);
        await foreach (var row in new SqlServerSession(connection, transaction, cancellationToken).Stream<T>(statement, parameters).WithCancellation(cancellationToken))
        {
            yield return row;
        }
    }

    /// <summary>An open connection; dispose of it.</summary>
    internal Task<SqlConnection> Open(CancellationToken cancellationToken) => Open(_connectionString, cancellationToken);

    /// <summary>
    /// An open connection to this database, or another one of its server, that really ends when it is disposed of, and with it the locks of its
    /// session. One that goes back to the pool keeps them until it is used again.
    /// </summary>
    internal Task<SqlConnection> OpenAlone(CancellationToken cancellationToken, string? database = null) => Open(
        new SqlConnectionStringBuilder(_connectionString) { InitialCatalog = database ?? Name, Pooling = false }.ToString(), cancellationToken);

    private static async Task<SqlConnection> Open(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(connectionString) { RetryLogicProvider = OpenAgain };
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync();
            // After several attempts they come as one; what counts is why the last one failed.
            ExceptionDispatchInfo.Throw(failure is AggregateException { InnerExceptions: [.., SqlException last] } ? last : failure);
            throw;
        }
    }

    private async Task<T> Run<T>(
        IsolationLevel isolation, Func<SqlServerSession, Task<T>> work, string? commitStep, CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(isolation, cancellationToken);
        var result = await work(new SqlServerSession(connection, transaction, cancellationToken));
        await (commitStep is null
            ? transaction.CommitAsync(cancellationToken)
            : FillMetrics.Measure(commitStep, () => transaction.CommitAsync(cancellationToken)));
        return result;
    }
}
