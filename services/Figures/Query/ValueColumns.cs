using SipasSurvey.Domain;
using SipasSurvey.Figures.Export;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Query;

/// <summary>What the cells of a column are.</summary>
internal enum ValueKind
{
    /// <summary>A text or nothing.</summary>
    Text,

    /// <summary>A whole number or nothing.</summary>
    Count,

    /// <summary>A percentage at full precision or nothing.</summary>
    Percentage,

    /// <summary>True or false.</summary>
    Flag,
}

/// <summary>A column of the flat table.</summary>
/// <param name="Code">Its name for programs.</param>
/// <param name="Caption">Its name for people.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="Of">The cell of a row: a text, long, double, bool or null, as its kind says.</param>
internal sealed record ValueColumn(string Code, string Caption, ValueKind Kind, Func<ValueRow, object?> Of)
{
    /// <summary>The columns of the answer to a query, the same in every table of rows and columns.</summary>
    public static IReadOnlyList<ValueColumn> AllOf(ValueTable table)
    {
        var (query, scale, asOf, simulated) = (table.Query, table.Query.Survey.Questionnaire.Scale, ExportTable.AsOf(table.AsOf), table.Snapshot.Simulated);
        return
        [
            Text("survey", "Cuộc khảo sát", _ => query.Survey.Code),
            Text("geography", "Địa giới", _ => query.Geography.Code),
            Text("channel", "Kênh", row => query.ChannelCode ?? row.Category?.Code),
            Text("as_of", "Số liệu đến (UTC)", _ => asOf),
            new("simulated", FigureWords.Simulated, ValueKind.Flag, _ => simulated),
            Text("unit", "Mã đơn vị", row => row.Unit),
            Text("name", "Tên", row => row.Name),
            Text("by", "Chia theo", _ => query.By?.Code),
            Text("category", "Mã nhóm", row => row.Category?.Code),
            Text("category_name", "Nhóm", row => row.Category?.Name.Vi),
            Text("indicator", "Mã chỉ số", row => row.Indicator.Code),
            Text("indicator_name", "Chỉ số", row => row.Indicator.Name.Vi),
            new("n", "Số lượt trả lời", ValueKind.Count, row => row.Figure.N),
            .. RulesOf(query).Select(rule => new ValueColumn(CodeOf(rule), FigureWords.NameOf(rule, scale), ValueKind.Percentage, row => FigureRows.Nearest(row.Figure.Value.Under(rule)))),
            .. Enumerable.Range(1, scale.Highest).Select(level => new ValueColumn($"level_{level}", $"Mức {level}", ValueKind.Count,
                row => row.Figure.Levels is { } levels ? levels[level - 1] : null)),
            new("hidden", "Ẩn", ValueKind.Flag, row => row.Figure.IsHidden),
        ];
    }

    /// <summary>The rules whose percentages a query wants.</summary>
    public static IEnumerable<IndexRule> RulesOf(ValueQuery query) => Enum.GetValues<IndexRule>().Where(rule => query.Rule is null || rule == query.Rule);

    /// <summary>How a rule is called in queries and columns.</summary>
    public static string CodeOf(IndexRule rule) => ValueParameters.Rules.First(choice => choice.Value == rule).Key;

    // The names may come from a file that somebody edited.
    private static ValueColumn Text(string code, string caption, Func<ValueRow, string?> of) =>
        new(code, caption, ValueKind.Text, row => of(row) is { } text ? ExportTable.Plain(text) : null);
}
