using SipasSurvey.Domain;
using SipasSurvey.Figures.Export;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Query;

/// <summary>
/// Values as an Excel workbook: the flat table; where nothing divides the rows also the same as a matrix of units by indicators (phụ lục), with the number of
/// answers beside every percentage; and what the numbers are.
/// </summary>
internal static class ValueXlsx
{
    public static Task Write(ValueTable table, FileOutlet outlet, CancellationToken cancellationToken)
    {
        List<XlsxSheet> sheets = [Flat(table)];
        if (table.Query.By is null)
        {
            sheets.Add(Matrix(table));
        }

        sheets.Add(ExportNotes.Sheet(ValueNotes.Of(table)));
        return XlsxBook.Write(outlet, sheets, cancellationToken);
    }

    private static XlsxSheet Flat(ValueTable table)
    {
        var columns = ValueColumn.AllOf(table);
        return new XlsxSheet("Số liệu",
            [.. columns.Select(column => new XlsxColumn($"{column.Caption} [{column.Code}]", column.Code.EndsWith("name", StringComparison.Ordinal) ? XlsxColumn.Wide : XlsxColumn.Narrow))],
            table.Rows.Select(row => columns.Select(column => column.Of(row))));
    }

    // One line of it holds a unit, so its width does not grow with the rows.
    private static XlsxSheet Matrix(ValueTable table)
    {
        var (scale, rules) = (table.Query.Survey.Questionnaire.Scale, ValueColumn.RulesOf(table.Query).ToList());
        XlsxColumn[] columns =
        [
            new("Mã đơn vị [unit]", XlsxColumn.Narrow), new("Tên [name]", XlsxColumn.Wide),
            .. table.Query.Indicators.SelectMany(indicator => new[] { Heading(indicator, "Số lượt trả lời", "n") }
                .Concat(rules.Select(rule => Heading(indicator, FigureWords.NameOf(rule, scale), ValueColumn.CodeOf(rule))))),
        ];
        return new XlsxSheet("Phụ lục", columns, table.Rows.Chunk(table.Query.Indicators.Count).Select(unit => new object?[] { unit[0].Unit, ExportTable.Plain(unit[0].Name) }
            .Concat(unit.SelectMany(row => new object?[] { row.Figure.N }.Concat(rules.Select(rule => (object?)FigureRows.Nearest(row.Figure.Value.Under(rule))))))), FrozenColumns: 2);

        static XlsxColumn Heading(Indicator indicator, string what, string code) =>
            new($"{ExportTable.Plain(indicator.Name.Vi)} – {what} [{indicator.Code}_{code}]", XlsxColumn.Narrow + 6);
    }
}
