using System.Globalization;
using SipasSurvey.Domain;

namespace SipasSurvey.Paper;

/// <summary>
/// The empty file into which a survey team types sheets: a heading for each column, and one example row, which the reader refuses when it was left in.
/// </summary>
public static class Template
{
    /// <summary>Media type of the workbook.</summary>
    public const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Media type of the CSV file.</summary>
    public const string CsvType = "text/csv";

    // One item of the example is blank and one illegible, to show both.
    private const int BlankItem = 2;
    private const int IllegibleItem = 3;

    private const string ExampleCluster = "01.02.03";
    private const string ExampleInterviewer = "DTV01";
    private const string ExampleTypist = "NP01";
    private const int MonthOfSurvey = 10;
    private const int DayOfExample = 15;

    /// <summary>Name of the file.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="extension"><c>xlsx</c> or <c>csv</c>.</param>
    public static string FileName(Survey survey, string extension) => $"{survey.Code}-phieu.{extension}";

    /// <summary>The file as an Excel workbook, with drop-down lists, rules for each column and a sheet that explains them.</summary>
    /// <param name="layout">The columns.</param>
    /// <param name="english">Whether headings and words are English and not Vietnamese.</param>
    public static byte[] Workbook(SheetLayout layout, bool english) => TemplateWorkbook.Of(layout, english);

    /// <summary>The file as CSV: UTF-8 with a byte order mark, commas, CRLF.</summary>
    /// <param name="layout">The columns.</param>
    /// <param name="english">Whether headings and words are English and not Vietnamese.</param>
    public static byte[] Csv(SheetLayout layout, bool english)
    {
        using var buffer = new MemoryStream();
        using (var writer = new StreamWriter(buffer, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            WriteRow(writer, layout.Columns.Select(it => HeadingOf(it, english)));
            WriteRow(writer, layout.Columns.Select(it => Example(layout, it, english)));
        }

        return buffer.ToArray();
    }

    internal static string HeadingOf(SheetColumn column, bool english) => english ? column.Heading.En : column.Heading.Vi;

    internal static string NameOf(Category choice, bool english) => english ? choice.Name.En : choice.Name.Vi;

    /// <summary>What stands in a column of the example row.</summary>
    internal static string Example(SheetLayout layout, SheetColumn column, bool english) => column.Kind switch
    {
        SheetColumnKind.Serial => SheetLayout.ExampleSerial,
        SheetColumnKind.Item => ExampleLevel(layout.Survey.Questionnaire.Scale, column.Place),
        SheetColumnKind.Respondent or SheetColumnKind.Mode => NameOf(column.Choices[0], english),
        SheetColumnKind.Cluster => ExampleCluster,
        SheetColumnKind.Interviewer => ExampleInterviewer,
        SheetColumnKind.Typist => ExampleTypist,
        SheetColumnKind.Date => ExampleDay(layout.Survey).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    /// <summary>The day in the example row.</summary>
    internal static DateOnly ExampleDay(Survey survey) => new(survey.Year, MonthOfSurvey, DayOfExample);

    /// <summary>Whether a scale leaves the number free that says that a box is illegible.</summary>
    internal static bool HasIllegible(Scale scale) => scale.Highest < SheetLayout.Illegible;

    private static string ExampleLevel(Scale scale, int place) => place switch
    {
        BlankItem => "",
        IllegibleItem when HasIllegible(scale) => SheetLayout.Illegible.ToString(CultureInfo.InvariantCulture),
        _ => (scale.Highest - (place % scale.Highest)).ToString(CultureInfo.InvariantCulture),
    };

    // No heading and no word begins with a sign that a spreadsheet takes for a formula: they are codes and names of ours.
    private static void WriteRow(StreamWriter writer, IEnumerable<string> cells) => writer.Write(
        string.Join(',', cells.Select(it => it.AsSpan().ContainsAny(",\"\r\n") ? $"\"{it.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : it)) + "\r\n");
}
