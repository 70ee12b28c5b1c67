using System.Buffers.Binary;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// How many bytes of a SQLite file belong to which table and index, by walking their trees (https://www.sqlite.org/fileformat2.html): the library that comes along has no table that says it.
/// </summary>
internal static class SqlitePages
{
    private const byte InteriorIndex = 2;
    private const byte InteriorTable = 5;
    private const int HeaderOfFile = 100;
    private const int HeaderOfInterior = 12;

    /// <summary>Bytes by table or index; what none of them has, overflow and free pages, stands under <c>other</c>.</summary>
    public static IReadOnlyDictionary<string, long> Read(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        // All of it in the one file.
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        var size = connection.ExecuteScalar<int>("PRAGMA page_size");
        var roots = connection.Query<(string Name, long Root)>("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0").ToList();
        using var file = File.Open(connection.DataSource, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = roots.ToDictionary(it => it.Name, it => Pages(file, size, (uint)it.Root) * size, StringComparer.Ordinal);
        bytes["other"] = file.Length - bytes.Values.Sum();
        return bytes;
    }

    private static long Pages(FileStream file, int size, uint root)
    {
        var (pages, open, page) = (0L, new Stack<uint>([root]), new byte[size]);
        while (open.TryPop(out var number))
        {
            pages++;
            file.Position = (number - 1L) * size;
            file.ReadExactly(page);
            var header = page.AsSpan(number == 1 ? HeaderOfFile : 0);
            if (header[0] is not (InteriorIndex or InteriorTable))
            {
                continue;
            }

            // Each cell begins with its left child; the last child stands in the header.
            open.Push(BinaryPrimitives.ReadUInt32BigEndian(header[8..]));
            for (var cell = 0; cell < BinaryPrimitives.ReadUInt16BigEndian(header[3..]); cell++)
            {
                var at = BinaryPrimitives.ReadUInt16BigEndian(header[(HeaderOfInterior + (2 * cell))..]);
                open.Push(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(at)));
            }
        }

        return pages;
    }
}
