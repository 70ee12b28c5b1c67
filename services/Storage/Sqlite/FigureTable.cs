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

    public static string CodeOf(ChannelChoice channel) => channel.ToString().ToLowerInvariant();

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
                figures.Survey.Code, figures.Geography.Code, CodeOf(figures.Channel), row.Indicator, row.Unit, row.N, row.Satisfied, row.Score, row.Rank,
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
            """;
        var records = await connection.QueryAsync<Record>(sql,
            new { query.Survey, query.Geography, Channel = CodeOf(query.Channel), query.Indicators, query.Unit }, transaction);
        return records.Select(record => record.ToRow());
    }

    // Properties rather than a constructor: see EntryRecord.
    private sealed class Record
    {
        public string Unit { get; init; } = "";
        public string Indicator { get; init; } = "";
        public long N { get; init; }
        public double? Satisfied { get; init; }
        public double? Score { get; init; }
        public int? Rank { get; init; }
        public long? N1 { get; init; }
        public long N2 { get; init; }
        public long N3 { get; init; }
        public long N4 { get; init; }
        public long N5 { get; init; }
        public double? MeanSatisfied { get; init; }
        public double? MeanScore { get; init; }
        public int? MeanProvinces { get; init; }

        public FigureRow ToRow() => new(Unit, Indicator, N, Satisfied, Score, Rank,
            N1 is { } n1 ? [n1, N2, N3, N4, N5] : null,
            MeanProvinces is { } provinces ? new MeanOfProvinces(MeanSatisfied, MeanScore, provinces) : null);
    }
}
