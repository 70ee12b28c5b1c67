using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Reads and writes the rows of <c>figure</c>.</summary>
internal sealed class FigureTable(SqlServerSession session)
{
    private const string Select = """
        SELECT f.unit AS Unit, f.indicator AS Indicator, f.n AS N, f.satisfied AS Satisfied, f.score AS Score, f.rank AS Rank,
            f.n1 AS N1, f.n2 AS N2, f.n3 AS N3, f.n4 AS N4, f.n5 AS N5,
            f.mean_satisfied AS MeanSatisfied, f.mean_score AS MeanScore, f.mean_provinces AS MeanProvinces
        FROM dbo.figure f
        """;

    private const string Choice = "WHERE f.survey = @Survey AND f.geography = @Geography AND f.channel = @Channel";

    private static readonly Statement FindAll = new("@Survey NVARCHAR(32), @Geography NVARCHAR(32), @Channel NVARCHAR(32)", $"{Select}\n{Choice}");

    private static readonly Statement FindOfUnit = new(
        "@Survey NVARCHAR(32), @Geography NVARCHAR(32), @Channel NVARCHAR(32), @Unit NVARCHAR(32)", $"{Select}\n{Choice} AND f.unit = @Unit");

    // The codes in one text rather than in rows, whose type would be one right more for an account that only reads.
    private static readonly Statement FindOfIndicators = new(
        "@Survey NVARCHAR(32), @Geography NVARCHAR(32), @Channel NVARCHAR(32), @Unit NVARCHAR(32), @Indicators NVARCHAR(MAX)", $"""
        {Select}
        JOIN STRING_SPLIT(@Indicators, N',') i ON i.value = f.indicator
        {Choice} AND (f.unit = @Unit OR @Unit IS NULL)
        """);

    private static readonly Statement FindOfUnits = new(
        "@Survey NVARCHAR(32), @Geography NVARCHAR(32), @Channel NVARCHAR(32), @Unit NVARCHAR(32), @Units NVARCHAR(MAX), @Indicators NVARCHAR(MAX)", $"""
        {Select}
        JOIN STRING_SPLIT(@Units, N',') u ON u.value = f.unit
        {Choice} AND (f.unit = @Unit OR @Unit IS NULL)
            AND (@Indicators IS NULL OR EXISTS (SELECT 1 FROM STRING_SPLIT(@Indicators, N',') i WHERE i.value = f.indicator))
        """);

    private static readonly Statement WriteRows = new("@Survey NVARCHAR(32), @Rows dbo.figure_rows READONLY", """
        UPDATE f SET n = r.n, satisfied = r.satisfied, score = r.score, rank = r.rank, n1 = r.n1, n2 = r.n2, n3 = r.n3, n4 = r.n4, n5 = r.n5,
            mean_satisfied = r.mean_satisfied, mean_score = r.mean_score, mean_provinces = r.mean_provinces
        FROM dbo.figure f JOIN @Rows r
            ON r.geography = f.geography AND r.channel = f.channel AND r.indicator = f.indicator AND r.unit = f.unit
        WHERE f.survey = @Survey;

        INSERT INTO dbo.figure (survey, geography, channel, indicator, unit, n, satisfied, score, rank, n1, n2, n3, n4, n5,
            mean_satisfied, mean_score, mean_provinces)
        SELECT @Survey, r.geography, r.channel, r.indicator, r.unit, r.n, r.satisfied, r.score, r.rank, r.n1, r.n2, r.n3, r.n4, r.n5,
            r.mean_satisfied, r.mean_score, r.mean_provinces
        FROM @Rows r
        WHERE NOT EXISTS (
            SELECT 1 FROM dbo.figure f
            WHERE f.survey = @Survey AND f.geography = r.geography AND f.channel = r.channel AND f.indicator = r.indicator AND f.unit = r.unit)
        ORDER BY r.geography, r.channel, r.indicator, r.unit;
        """);

    private static readonly Statement RemoveRows = new("@Survey NVARCHAR(32), @Rows dbo.figure_rows READONLY", """
        DELETE f
        FROM dbo.figure f JOIN @Rows r
            ON r.geography = f.geography AND r.channel = f.channel AND r.indicator = f.indicator AND r.unit = f.unit
        WHERE f.survey = @Survey
        """);

    private static readonly Statement Stamp = new("@Survey NVARCHAR(32), @Version BIGINT, @Now BIGINT", """
        UPDATE dbo.figure_version SET figures = @Version, as_of = @Now WHERE survey = @Survey;

        INSERT INTO dbo.figure_version (survey, figures, as_of)
        SELECT @Survey, @Version, @Now WHERE NOT EXISTS (SELECT 1 FROM dbo.figure_version v WHERE v.survey = @Survey);
        """);

    /// <summary>Running figures of a choice, in no order.</summary>
    public async Task<IReadOnlyList<FigureRow>> Read(FigureQuery query)
    {
        var indicators = query.Indicators is null ? null : string.Join(',', query.Indicators);
        var units = query.Units is null ? null : string.Join(',', query.Units);
        var choice = new { query.Survey, query.Geography, Channel = FigureRows.CodeOf(query.Channel), query.Unit, Units = units, Indicators = indicators };
        var records = await session.Query<FigureRecord>(units is not null ? FindOfUnits : indicators is not null ? FindOfIndicators : query.Unit is not null ? FindOfUnit : FindAll, choice);
        return [.. records.Select(record => record.ToRow())];
    }

    /// <summary>
    /// Makes the stored figures of a survey those given, and says which version of the tallies they are of. Most rows stay as they are from
    /// one time to the next, so only those that differ are sent. The caller holds the lock of the survey's figures.
    /// </summary>
    public async Task Write(Survey survey, IReadOnlyList<SurveyFigures> figures, long version, DateTimeOffset now)
    {
        var changed = new List<(Geography, ChannelChoice, FigureRow)>();
        var vanished = new List<(Geography, ChannelChoice, FigureRow)>();
        foreach (var each in figures)
        {
            var stored = (await Read(new FigureQuery(survey.Code, each.Geography.Code, each.Channel))).ToDictionary(row => (row.Unit, row.Indicator));
            foreach (var row in FigureRows.Of(each))
            {
                if (!stored.Remove((row.Unit, row.Indicator), out var before) || !FigureRows.AreSame(row, before))
                {
                    changed.Add((each.Geography, each.Channel, row));
                }
            }

            vanished.AddRange(stored.Values.Select(row => (each.Geography, each.Channel, row)));
        }

        await session.Execute(WriteRows, TableTypes.Figures(changed), new { Survey = survey.Code });
        await session.Execute(RemoveRows, TableTypes.Figures(vanished), new { Survey = survey.Code });
        await session.Execute(Stamp, new { Survey = survey.Code, Version = version, Now = UnixMicroseconds.From(now) });
    }
}
