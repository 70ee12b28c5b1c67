using System.Globalization;
using System.Text;

namespace SipasSurvey.Figures.Query;

/// <summary>
/// Values as CSV (RFC 4180): UTF-8, CRLF, codes as header. With a byte order mark Excel reads Vietnamese; programs do better without. Written here, as the
/// package that writes the other tables wants a reader over them all.
/// </summary>
internal static class ValueCsv
{
    public static async Task Write(ValueTable table, FileOutlet outlet, bool withMark, CancellationToken cancellationToken)
    {
        var columns = ValueColumn.AllOf(table);
        await using var text = new StreamWriter(outlet, new UTF8Encoding(withMark), leaveOpen: true) { NewLine = "\r\n" };
        text.WriteLine(string.Join(',', columns.Select(column => column.Code)));
        var rows = 0;
        foreach (var row in table.Rows)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                if (i > 0)
                {
                    text.Write(',');
                }

                text.Write(Field(columns[i].Of(row)));
            }

            text.WriteLine();
            if (++rows % ValueFile.RowsAtOnce == 0)
            {
                await outlet.PassOn(cancellationToken);
            }
        }
    }

    private static string Field(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        string text => text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
