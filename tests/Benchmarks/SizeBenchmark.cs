using System.Globalization;
using Dapper;
using Microsoft.Data.SqlClient;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// Bytes that a response takes in the database, by table and index. What is there without any response, names and figures, is shown apart: there is as much of it whatever the number of responses.
/// </summary>
internal static class SizeBenchmark
{
    private const double Aim = 200;
    private const double Shown = 0.5;

    private static readonly int[] Sizes = [10_000, 1_000_000, 10_000_000];

    public static async Task Run(int most)
    {
        var ratios = new List<string>();
        foreach (var make in BenchmarkDatabase.Kinds())
        {
            foreach (var size in Sizes.Where(size => size <= most))
            {
                var database = make();
                var name = database.Name;
                await using var store = await FilledStore.Make(size, database);
                if ((database.SqlServer is { } server ? await OfServer(server) : SqlitePages.Read(store.ConnectionString)) is not { } bytes)
                {
                    break;
                }

                var each = (double)bytes.Values.Sum() / size;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {size} responses, {bytes.Values.Sum() / 1048576.0:0.0} MB, {each:0.0} bytes each"));
                foreach (var (table, its) in bytes.OrderByDescending(it => it.Value).Where(it => it.Value >= size * Shown))
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {table,-28} {its / 1048576.0,8:0.0} MB {(double)its / size,8:0.0}"));
                }

                ratios.Add(IntakeBenchmark.Ratio($"size_{name}_{size}_of_200_bytes", each / Aim));
            }
        }

        Machine.Print();
        ratios.ForEach(Console.WriteLine);
    }

    // Null where the server does not say.
    private static async Task<IReadOnlyDictionary<string, long>?> OfServer(string connectionString)
    {
        const string Find = """
            SELECT CONCAT(t.name, '.', COALESCE(i.name, 'heap')) AS Name, SUM(a.total_pages) * 8192 AS Bytes
            FROM sys.tables t JOIN sys.indexes i ON i.object_id = t.object_id
            JOIN sys.partitions p ON p.object_id = i.object_id AND p.index_id = i.index_id
            JOIN sys.allocation_units a ON a.container_id = CASE a.type WHEN 2 THEN p.partition_id ELSE p.hobt_id END
            GROUP BY t.name, i.name
            """;
        await using var connection = new SqlConnection(connectionString);
        try
        {
            return (await connection.QueryAsync<(string Name, long Bytes)>(Find)).ToDictionary(it => it.Name, it => it.Bytes, StringComparer.Ordinal);
        }
        catch (SqlException failure) when (failure.Message.Contains("sys.", StringComparison.Ordinal))
        {
            Console.WriteLine($"sqlserver: left out, as this server is another one that speaks its language, and does not say how large tables are: {failure.Message}");
            return null;
        }
    }
}
