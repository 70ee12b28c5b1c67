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

    /// <summary>Writes the rows of one geography and choice of channels.</summary>
    public void Write(SurveyFigures figures)
    {
        using var write = new RowStatement(connection,
            $"INSERT OR REPLACE INTO figure ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"?{i + 1}"))})");
        write.Bind(1, figures.Survey.Code).Bind(2, figures.Geography.Code).Bind(3, FigureRows.CodeOf(figures.Channel));
        foreach (var row in FigureRows.Of(figures))
        {
            write.Bind(4, row.Indicator).Bind(5, row.Unit).Bind(6, row.N).Bind(7, row.Satisfied).Bind(8, row.Score).Bind(9, row.Rank)
                .Bind(10, row.Levels?[0]).Bind(11, row.Levels?[1]).Bind(12, row.Levels?[2]).Bind(13, row.Levels?[3]).Bind(14, row.Levels?[4])
                .Bind(15, row.Mean?.Satisfied).Bind(16, row.Mean?.Score).Bind(17, row.Mean?.Provinces).Execute();
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
