using Microsoft.Net.Http.Headers;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Query;

/// <summary>What is known of one indicator of one category of one unit.</summary>
/// <param name="Province">The province; null for the nation.</param>
/// <param name="Category">The category; null where nothing divides the rows.</param>
/// <param name="Indicator">The indicator.</param>
/// <param name="Figure">What may be seen of it.</param>
internal readonly record struct ValueRow(Province? Province, Category? Category, Indicator Indicator, CellFigure Figure)
{
    /// <summary>Code of the unit.</summary>
    public string Unit => Province?.Code ?? FigureQuery.Nation;

    /// <summary>Vietnamese name of the unit.</summary>
    public string Name => Province?.Name.Vi ?? FigureWords.Nation;
}

/// <summary>The answer to a query: always the same rows in the same order from the same snapshot, whatever form they are sent in.</summary>
/// <param name="query">What is asked.</param>
/// <param name="snapshot">What it is computed from; its figures are those of every page.</param>
internal sealed class ValueTable(ValueQuery query, SurveySnapshot snapshot)
{
    private static readonly (Category Category, ChannelChoice Channel)[] Channels =
    [
        (Of(ChannelChoice.Official, "Kênh chính thức", "Official channels"), ChannelChoice.Official),
        (Of(ChannelChoice.Open, "Kênh mở", "Open channel"), ChannelChoice.Open),
    ];

    /// <summary>What is asked.</summary>
    public ValueQuery Query { get; } = query;

    /// <summary>What it is computed from.</summary>
    public SurveySnapshot Snapshot { get; } = snapshot;

    /// <summary>The rows, one at a time: the nation, then provinces by code; within a unit the categories, those who stated none last; within a category the indicators.</summary>
    public IEnumerable<ValueRow> Rows
    {
        get
        {
            foreach (var unit in Query.Units)
            {
                foreach (var (category, figureOf) in CategoriesOf(unit))
                {
                    foreach (var indicator in Query.Indicators)
                    {
                        yield return new ValueRow(unit, category, indicator, figureOf(indicator));
                    }
                }
            }
        }
    }

    /// <summary>When the figures were computed: those by group of respondents stand still while others move on.</summary>
    public DateTimeOffset AsOf => Query.By?.Dimension is null ? Snapshot.AsOf : Snapshot.Groups.AsOf;

    /// <summary>The entity tag: it covers everything that the bytes depend on, in the form that is asked for.</summary>
    public EntityTagHeaderValue Tag => FiguresTag.Of(writer =>
    {
        writer.Write(Query.Address);
        writer.Write(Query.Manifest);
        writer.Write(Query.By?.Dimension is null ? Snapshot.Version : Snapshot.Groups.Version);
        writer.Write(AsOf.UtcTicks);
        writer.Write(Snapshot.Simulated);
        FiguresTag.Write(writer, Query.Survey);
        writer.Write(Query.Survey.Geography.Name.Vi);
        FiguresTag.Write(writer, Query.Geography);
        writer.Write(Query.By?.Dimension?.Name.Vi ?? "");
        foreach (var category in Query.By?.Dimension?.Categories ?? [])
        {
            writer.Write(category.Code);
            writer.Write(category.Name.Vi);
        }
    });

    /// <summary>Name of the file: survey, geography, channels, division and the time of the figures in Vietnam.</summary>
    public string FileName(string extension)
    {
        string?[] parts =
        [
            Query.Survey.Code, "values", Query.Geography.Code, Query.ChannelCode, Query.By is { } by ? $"by-{by.Code}" : null,
            AsOf.ToOffset(VietnamTime.Offset).ToString("yyyyMMdd-HHmm", System.Globalization.CultureInfo.InvariantCulture),
        ];
        return $"{string.Join('-', parts.Where(part => part is not null))}.{extension}";
    }

    private IEnumerable<(Category? Category, Func<Indicator, CellFigure> FigureOf)> CategoriesOf(Province? unit) => Query.By switch
    {
        null => [(null, PlainOf(unit, Query.Channel!.Value))],
        { Dimension: { } dimension } => Snapshot.Groups.Breakdown(Query.Geography, dimension) is var breakdown && unit is null
            ? Cells(breakdown.Nation)
            : Cells(breakdown.Provinces[IndexOf(unit!)]),
        _ => Channels.Select(it => ((Category?)it.Category, PlainOf(unit, it.Channel))),
    };

    private static IEnumerable<(Category?, Func<Indicator, CellFigure>)> Cells(BreakdownUnit unit) =>
        unit.Cells.Select(cell => ((Category?)(cell.Category ?? ValueDivision.NotStated), (Func<Indicator, CellFigure>)(indicator => cell.Figures[indicator.Index])));

    private Func<Indicator, CellFigure> PlainOf(Province? unit, ChannelChoice channel)
    {
        var figures = Snapshot.Figures(Query.Geography, channel);
        var found = unit is null ? figures.Nation : figures.Provinces[IndexOf(unit)].Figures;
        return indicator => new CellFigure(found.Tally.N(indicator), found.Values[indicator.Index], indicator.Kind != IndicatorKind.Item ? null
            : [.. Enumerable.Range(1, Query.Survey.Questionnaire.Scale.Highest).Select(level => found.Tally.At(indicator.Index, level))]);
    }

    // Figures and breakdowns list every province of the geography, by code.
    private int IndexOf(Province province)
    {
        var provinces = Query.Geography.Provinces;
        for (var i = 0; i < provinces.Count; i++)
        {
            if (provinces[i].Code == province.Code)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"Geography {Query.Geography.Code} has no province {province.Code}.");
    }

    private static Category Of(ChannelChoice channel, string vietnamese, string english) =>
        new(FigureRequest.Channels.First(choice => choice.Value == channel).Key, new LocalizedText(vietnamese, english));
}
