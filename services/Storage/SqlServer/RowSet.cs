using System.Data;
using Dapper;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Rows that a statement takes as one parameter of a table type (Scripts/0003-types.sql), or that are copied into a table.</summary>
internal sealed class RowSet
{
    // Beyond about this number, a parameter is slower than several, and not every server of the protocol takes more.
    private const int MostInOneParameter = 2_000;

    /// <param name="type">Name of the table type, or of the table.</param>
    /// <param name="columns">Its columns, in its order.</param>
    public RowSet(string type, params ReadOnlySpan<(string Name, Type Type)> columns)
    {
        Type = type;
        foreach (var (name, columnType) in columns)
        {
            Table.Columns.Add(name, columnType);
        }
    }

    /// <summary>Name of the table type, or of the table. Its columns are taken in its order, whatever they are called here.</summary>
    public string Type { get; }

    /// <summary>The rows.</summary>
    public DataTable Table { get; } = new();

    /// <summary>How many there are.</summary>
    public int Count => Table.Rows.Count;

    public void Add(params object?[] values) => Table.Rows.Add(values);

    /// <summary>The rows as parameters, none of them too large; no parameter when there are no rows.</summary>
    public IEnumerable<SqlMapper.ICustomQueryParameter> Chunks()
    {
        if (Count is > 0 and <= MostInOneParameter)
        {
            yield return Table.AsTableValuedParameter(Type);
            yield break;
        }

        foreach (var rows in Table.Rows.Cast<DataRow>().Chunk(MostInOneParameter))
        {
            var chunk = Table.Clone();
            foreach (var row in rows)
            {
                chunk.ImportRow(row);
            }

            yield return chunk.AsTableValuedParameter(Type);
        }
    }
}
