using System.Data;
using System.Diagnostics;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// The least that storing the same responses can take: their rows, with nothing read, judged or counted, into an empty table of the same shape, in transactions as large as Aggregator's,
/// in the order in which they came.
/// </summary>
internal static class BulkInsert
{
    private const int RowsOfTransaction = 10_000;

    // As Aggregator copies.
    private const int RowsOfCopy = 2_000;

    private static readonly string[] Columns = ["id", "ordinal", "channel", "batch", "row", "received_at", "content", "state", "rejection", "holds_claim", "suspicion"];

    private static readonly string Select = $"SELECT {string.Join(", ", Columns)} FROM entry";

    /// <summary>Rows a second into <paramref name="empty"/>, of those that <paramref name="filled"/> has.</summary>
    public static async Task<double> Run(BenchmarkDatabase filled, BenchmarkDatabase empty)
    {
        await empty.Store.Entries.Migrate(default);
        using var rows = await Read(filled);
        var chunks = InOrder(rows);
        var time = Stopwatch.StartNew();
        if (empty.SqlServer is { } server)
        {
            await IntoServer(server, chunks);
        }
        else
        {
            IntoFile(empty.ConnectionString, chunks);
        }

        return rows.Rows.Count / time.Elapsed.TotalSeconds;
    }

    private static async Task<DataTable> Read(BenchmarkDatabase filled)
    {
        using IDbConnection connection = filled.SqlServer is { } server ? new SqlConnection(server) : new SqliteConnection(filled.ConnectionString);
        using var reader = await connection.ExecuteReaderAsync(Select, commandTimeout: 0);
        var rows = new DataTable();
        rows.Load(reader);
        return rows;
    }

    // By time into transactions, and there in the order of the key, as in a fill.
    private static List<DataRow[]> InOrder(DataTable rows) =>
    [
        .. rows.Rows.Cast<DataRow>().OrderBy(row => Convert.ToInt64(row["received_at"], null)).Chunk(RowsOfTransaction)
            .Select(chunk => chunk.OrderBy(row => new Guid((byte[])row["id"], bigEndian: true)).ToArray()),
    ];

    private static void IntoFile(string connectionString, List<DataRow[]> chunks)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        // As the aggregator's own.
        connection.Execute($"""
            PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = {WriteAheadLog.MostPages(connection.DataSource)};
            PRAGMA foreign_keys = ON;
            """);
        foreach (var chunk in chunks)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using (var insert = new RowStatement(connection, $"INSERT INTO entry ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"?{i + 1}"))})"))
            {
                foreach (var row in chunk)
                {
                    Insert(insert, row);
                }
            }

            transaction.Commit();
        }
    }

    private static void Insert(RowStatement insert, DataRow row)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            _ = row[i] switch
            {
                byte[] bytes => insert.Bind(i + 1, bytes.AsSpan()),
                string text => insert.Bind(i + 1, text),
                DBNull => insert.BindNull(i + 1),
                var number => insert.Bind(i + 1, Convert.ToInt64(number, null)),
            };
        }

        insert.Execute();
    }

    private static async Task IntoServer(string connectionString, List<DataRow[]> chunks)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        foreach (var chunk in chunks)
        {
            await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync();
            using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.CheckConstraints, transaction) { DestinationTableName = "dbo.entry", BatchSize = RowsOfCopy };
            foreach (var column in Columns)
            {
                copy.ColumnMappings.Add(column, column);
            }

            await copy.WriteToServerAsync(chunk);
            await transaction.CommitAsync();
        }
    }
}
