using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>Builds the template as a workbook of three sheets: the one to type into, a guide, and the hidden lists that its drop-downs show.</summary>
internal sealed class TemplateWorkbook
{
    private const uint HeaderRow = 1;
    private const uint ExampleRow = 2;
    private const double HeaderHeight = 90;

    private readonly SheetLayout _layout;
    private readonly bool _english;
    private readonly List<(SheetColumn Column, string Area)> _lists = [];

    private TemplateWorkbook(SheetLayout layout, bool english) => (_layout, _english) = (layout, english);

    /// <summary>The file.</summary>
    public static byte[] Of(SheetLayout layout, bool english)
    {
        using var buffer = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(buffer, SpreadsheetDocumentType.Workbook))
        {
            new TemplateWorkbook(layout, english).Build(document.AddWorkbookPart());
        }

        return buffer.ToArray();
    }

    private void Build(WorkbookPart workbook)
    {
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = TemplateStyles.Build();
        var lists = Lists();
        workbook.Workbook = new Workbook(new BookViews(new WorkbookView { ActiveTab = 0 }), new Sheets());
        Add(workbook, TemplateWords.Sheets, SheetStateValues.Visible, Main());
        Add(workbook, TemplateWords.Guide, SheetStateValues.Visible, TemplateGuide.Build(_layout, _english));
        Add(workbook, TemplateWords.Lists, SheetStateValues.Hidden, lists);
    }

    private void Add(WorkbookPart workbook, LocalizedText name, SheetStateValues state, Worksheet content)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = content;
        var sheets = workbook.Workbook!.GetFirstChild<Sheets>()!;
        sheets.Append(new Sheet { Name = Say(name), SheetId = (uint)sheets.ChildElements.Count + 1, Id = workbook.GetIdOfPart(part), State = state });
    }

    private Worksheet Main()
    {
        var header = new Row { RowIndex = HeaderRow, Height = HeaderHeight, CustomHeight = true };
        var example = new Row { RowIndex = ExampleRow };
        var columns = new Columns();
        foreach (var (place, column) in _layout.Columns.Index())
        {
            var format = FormatOf(column.Kind);
            columns.Append(new Column
            {
                Min = (uint)place + 1,
                Max = (uint)place + 1,
                Width = WidthOf(column.Kind),
                CustomWidth = true,
                Style = format,
            });
            header.Append(Text(HeadingOf(column), CellName.Of(place, (int)HeaderRow), TemplateStyles.Header));
            example.Append(ExampleCell(column, CellName.Of(place, (int)ExampleRow)));
        }

        return new Worksheet(
            new SheetViews(new SheetView(
                new Pane { HorizontalSplit = 1, VerticalSplit = 1, TopLeftCell = "B2", ActivePane = PaneValues.BottomRight, State = PaneStateValues.Frozen },
                new Selection { Pane = PaneValues.BottomRight, ActiveCell = "B2", SequenceOfReferences = new ListValue<StringValue>(["B2"]) })
            {
                TabSelected = true,
                WorkbookViewId = 0,
            }),
            new SheetFormatProperties { DefaultRowHeight = 15 },
            columns, new SheetData(header, example), TemplateRules.Build(_layout, _lists, _english));
    }

    private Cell ExampleCell(SheetColumn column, string name)
    {
        var text = Template.Example(_layout, column, _english);
        return column.Kind switch
        {
            SheetColumnKind.Item => new Cell { CellReference = name, StyleIndex = TemplateStyles.Example, CellValue = text.Length == 0 ? null : new CellValue(text) },
            SheetColumnKind.Date => new Cell
            {
                CellReference = name,
                StyleIndex = TemplateStyles.ExampleDay,
                CellValue = new CellValue(Template.ExampleDay(_layout.Survey).ToDateTime(TimeOnly.MinValue).ToOADate()),
            },
            _ => Text(text, name, TemplateStyles.Example),
        };
    }

    // Words first, then the numbers that are printed before the boxes: both are right, so a rule must let both pass.
    private Worksheet Lists()
    {
        var choices = _layout.Columns.Where(it => it.Choices.Count > 0).ToList();
        var rows = Enumerable.Range(1, 1 + (choices.Max(it => it.Choices.Count) * 2)).Select(row => new Row { RowIndex = (uint)row }).ToList();
        foreach (var (place, column) in choices.Index())
        {
            rows[0].Append(Text(HeadingOf(column), CellName.Of(place, 1), TemplateStyles.Header));
            for (var choice = 0; choice < column.Choices.Count; choice++)
            {
                rows[choice + 1].Append(Text(Template.NameOf(column.Choices[choice], _english), CellName.Of(place, choice + 2), TemplateStyles.General));
                var row = column.Choices.Count + choice + 1;
                rows[row].Append(new Cell { CellReference = CellName.Of(place, row + 1), CellValue = new CellValue(choice + 1) });
            }

            var letters = CellName.Column(place);
            _lists.Add((column, $"'{Say(TemplateWords.Lists)}'!${letters}$2:${letters}${(column.Choices.Count * 2) + 1}"));
        }

        return new Worksheet(new SheetData(rows));
    }

    internal static Cell Text(string text, string name, uint style) => new()
    {
        CellReference = name,
        StyleIndex = style,
        DataType = CellValues.InlineString,
        InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }),
    };

    private static uint FormatOf(SheetColumnKind kind) => kind switch
    {
        SheetColumnKind.Item or SheetColumnKind.Respondent or SheetColumnKind.Mode => TemplateStyles.General,
        SheetColumnKind.Date => TemplateStyles.Day,
        // As text, so that a spreadsheet keeps leading zeros and long numbers.
        _ => TemplateStyles.Text,
    };

    private static double WidthOf(SheetColumnKind kind) => kind switch
    {
        SheetColumnKind.Serial => 17,
        SheetColumnKind.Item => 13,
        SheetColumnKind.Respondent or SheetColumnKind.Mode => 24,
        _ => 15,
    };

    private string Say(LocalizedText text) => _english ? text.En : text.Vi;

    private string HeadingOf(SheetColumn column) => Template.HeadingOf(column, _english);
}
