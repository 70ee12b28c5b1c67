using DocumentFormat.OpenXml.Spreadsheet;
using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>The sheet of the template that explains how sheets are typed, and every column.</summary>
internal static class TemplateGuide
{
    private static readonly double[] Widths = [8, 42, 14, 52, 70];

    // Rules take a line of the guide's whole width.
    private const double RuleHeight = 32;

    public static Worksheet Build(SheetLayout layout, bool english)
    {
        var data = new SheetData();
        var merged = new List<MergeCell>();
        uint row = 1;
        data.Append(new Row(TemplateWorkbook.Text(Say(TemplateWords.Title(layout.Survey)), "A1", TemplateStyles.Title)) { RowIndex = row++ });
        foreach (var rule in TemplateWords.Rules(layout.Survey))
        {
            data.Append(new Row(TemplateWorkbook.Text(Say(rule), $"A{row}", TemplateStyles.Wrapped)) { RowIndex = row, Height = RuleHeight, CustomHeight = true });
            merged.Add(new MergeCell { Reference = $"A{row}:{CellName.Column(Widths.Length - 1)}{row}" });
            row++;
        }

        row++;
        Append(TemplateStyles.Header, TemplateWords.Column, TemplateWords.Heading, TemplateWords.Needed, TemplateWords.Allowed, TemplateWords.About);
        foreach (var (place, column) in layout.Columns.Index())
        {
            var letters = CellName.Column(place);
            Append(TemplateStyles.Wrapped, new LocalizedText(letters, letters), column.Heading, column.IsRequired ? TemplateWords.Yes : TemplateWords.No,
                TemplateWords.Values(column, layout.Survey.Questionnaire.Scale), TemplateWords.Note(column, layout.Survey.Questionnaire));
        }

        var columns = Widths.Select((width, place) => new Column { Min = (uint)place + 1, Max = (uint)place + 1, Width = width, CustomWidth = true });
        return new Worksheet(new Columns(columns), data, new MergeCells(merged) { Count = (uint)merged.Count });

        void Append(uint style, params LocalizedText[] cells)
        {
            data.Append(new Row(cells.Select((text, place) => TemplateWorkbook.Text(Say(text), CellName.Of(place, (int)row), style))) { RowIndex = row });
            row++;
        }

        string Say(LocalizedText text) => english ? text.En : text.Vi;
    }
}
