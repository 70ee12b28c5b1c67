using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads and writes the rows of <c>figure</c>.</summary>
internal sealed class FigureTable(SqliteConnection connection, SqliteTransaction? transaction)
{
    private static readonly string[] Columns =
    [
        "survey", "geography", "channel", "indicator", "unit", "n", "satisfied", "score", "rank", "n1", "n2", "n3", "n4", "n5",
        "mean_satisfied", "mean_score", "mean_provinces",
    ];

    public async Task Write(SurveyFigures figures)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT OR REPLACE INTO figure ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select(c => $"@{c}"))})";
        var values = Columns.Select(column => command.Parameters.Add(new SqliteParameter($"@{column}", null))).ToArray();
        foreach (var row in FigureRows.Of(figures))
        {
            object?[] now =
            [
                figures.Survey.Code, figures.Geography.Code, FigureRows.CodeOf(figures.Channel), row.Indicator, row.Unit, row.N, row.Satisfied, row.Score, row.Rank,
                row.Levels?[0], row.Levels?[1], row.Levels?[2], row.Levels?[3], row.Levels?[4],
                row.Mean?.Satisfied, row.Mean?.Score, row.Mean?.Provinces,
            ];
            for (var i = 0; i < now.Length; i++)
            {
                values[i].Value = now[i] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Rows in the order of the primary key.</summary>
    public async Task<IEnumerable<FigureRow>> Read(FigureQuery query)
    {
        var sql = $"""
            SELECT unit AS Unit, indicator AS Indicator, n AS N, satisfied AS Satisfied, score AS Score, rank AS Rank,
                n1 AS N1, n2 AS N2, n3 AS N3, n4 AS N4, n5 AS N5,
                mean_satisfied AS MeanSatisfied, mean_score AS MeanScore, mean_provinces AS MeanProvinces
            FROM figure
            WHERE survey = @Survey AND geography = @Geography AND channel = @Channel
                {(query.Indicators is null ? "" : "AND indicator IN @Indicators")} {(query.Unit is null ? "" : "AND unit = @Unit")}
                {(query.Units is null ? "" : "AND unit IN @Units")}
            """;
        var records = await connection.QueryAsync<FigureRecord>(sql,
            new { query.Survey, query.Geography, Channel = FigureRows.CodeOf(query.Channel), query.Indicators, query.Unit, query.Units }, transaction);
        return records.Select(record => record.ToRow());
    }
}
