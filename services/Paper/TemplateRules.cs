using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>What a spreadsheet lets be typed into the cells of the template. The reader decides anew: a pasted cell passes by these rules.</summary>
internal static class TemplateRules
{
    private const int FirstRow = 2;
    private const int LastRow = 1_048_576;

    // More than this is cut off by Excel.
    private const int LongestTitle = 32;
    private const int LongestMessage = 255;

    public static DataValidations Build(SheetLayout layout, IReadOnlyList<(SheetColumn Column, string Area)> lists, bool english)
    {
        var rules = new List<DataValidation>();
        var items = layout.Columns.Index().Where(it => it.Item.Kind == SheetColumnKind.Item).ToList();
        foreach (var (place, column) in layout.Columns.Index())
        {
            if (column.Kind == SheetColumnKind.Item)
            {
                // One rule for all items that stand side by side.
                if (column == items[0].Item)
                {
                    rules.Add(Rule(column, Area(place, items[^1].Index), layout, english, Level(CellName.Of(place, FirstRow), layout.Survey.Questionnaire.Scale)));
                }

                continue;
            }

            rules.Add(Rule(column, Area(place, place), layout, english, lists.FirstOrDefault(it => it.Column == column).Area is { } list
                ? new DataValidation(new Formula1(list)) { Type = DataValidationValues.List }
                : column.Kind == SheetColumnKind.Date
                    ? new DataValidation(new Formula1("36526"), new Formula2("73050")) { Type = DataValidationValues.Date, Operator = DataValidationOperatorValues.Between }
                    : new DataValidation(new Formula1("1"), new Formula2($"{SheetSerial.Longest}"))
                    {
                        Type = DataValidationValues.TextLength,
                        Operator = DataValidationOperatorValues.Between,
                    }));
        }

        return new DataValidations(rules) { Count = (uint)rules.Count };
    }

    // No list: numbers are typed, and a list would only be in the way.
    private static DataValidation Level(string cell, Scale scale)
    {
        var level = $"AND(ISNUMBER({cell}),{cell}=INT({cell}),{cell}>=1,{cell}<={scale.Highest})";
        return new DataValidation(new Formula1(Template.HasIllegible(scale) ? $"OR({level},{cell}={SheetLayout.Illegible})" : level))
        {
            Type = DataValidationValues.Custom,
        };
    }

    private static DataValidation Rule(SheetColumn column, string area, SheetLayout layout, bool english, DataValidation rule)
    {
        var values = TemplateWords.Values(column, layout.Survey.Questionnaire.Scale);
        rule.AllowBlank = true;
        rule.ShowErrorMessage = true;
        rule.ErrorTitle = Cut(english ? TemplateWords.NotAllowed.En : TemplateWords.NotAllowed.Vi, LongestTitle);
        rule.Error = Cut(english ? values.En : values.Vi, LongestMessage);
        rule.SequenceOfReferences = new ListValue<StringValue>([area]);
        return rule;
    }

    private static string Area(int first, int last) => $"{CellName.Of(first, FirstRow)}:{CellName.Of(last, LastRow)}";

    private static string Cut(string text, int longest) => text.Length <= longest ? text : $"{text[..(longest - 1)]}…";
}
