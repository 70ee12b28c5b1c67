using System.Globalization;
using System.Text;

namespace SipasSurvey.Paper.Tables;

/// <summary>How a workbook shows the numbers of cells: as they are, as a date, or with leading zeros.</summary>
internal sealed class NumberFormats
{
    // Numbers that Excel can show to the last digit.
    private const double Exact = 1e15;

    private readonly List<NumberFormat> _byStyle = [];
    private readonly bool _from1904;

    private NumberFormats(bool from1904) => _from1904 = from1904;

    /// <summary>Reads them; numbers are shown as they are when there is no part.</summary>
    /// <param name="package">The workbook.</param>
    /// <param name="part">Its part with the styles.</param>
    /// <param name="from1904">Whether its days count from 1904 on.</param>
    public static NumberFormats Of(XlsxPackage package, string? part, bool from1904)
    {
        var formats = new NumberFormats(from1904);
        var custom = new Dictionary<int, NumberFormat>();
        var inCells = false;
        foreach (var element in part is null ? [] : package.Elements(part))
        {
            if (element.LocalName == "numFmt" && Number(element, "numFmtId") is { } id)
            {
                custom[id] = NumberFormat.Parse(element.GetAttribute("formatCode") ?? "");
            }
            else if (element.LocalName is "cellXfs" or "cellStyleXfs" or "cellStyles" or "dxfs")
            {
                inCells = element.LocalName == "cellXfs";
            }
            else if (inCells && element.LocalName == "xf")
            {
                var number = Number(element, "numFmtId") ?? 0;
                formats._byStyle.Add(custom.TryGetValue(number, out var format) ? format : NumberFormat.BuiltIn(number));
            }
        }

        return formats;
    }

    /// <summary>What a cell shows that holds a number.</summary>
    /// <param name="number">The number as it stands in the file.</param>
    /// <param name="style">The cell's style.</param>
    /// <param name="kind">Number or date; text when it is no number.</param>
    public string Show(ReadOnlySpan<char> number, int style, out CellKind kind)
    {
        var format = style >= 0 && style < _byStyle.Count ? _byStyle[style] : default;
        kind = format.IsDate ? CellKind.Date : CellKind.Number;
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            kind = CellKind.Text;
            return number.ToString();
        }

        if (format.IsDate)
        {
            return Day(value) ?? value.ToString("G15", CultureInfo.InvariantCulture);
        }

        var isWhole = value == Math.Truncate(value) && Math.Abs(value) < Exact;
        var shown = value.ToString(isWhole ? "0" : "G15", CultureInfo.InvariantCulture);
        return isWhole && value >= 0 && format.Digits > 0 ? $"{format.Before}{shown.PadLeft(format.Digits, '0')}{format.After}" : shown;
    }

    /// <summary>Whether cells of a style show whole numbers as they stand in the file.</summary>
    public bool IsPlain(int style) => style < 0 || style >= _byStyle.Count || _byStyle[style] is { IsDate: false, Digits: 0 };

    private string? Day(double value)
    {
        const int Days1904 = 1462;
        var days = Math.Floor(value) + (_from1904 ? Days1904 : 0);
        return days is >= 1 and < 2_958_466 ? DateTime.FromOADate(days).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : null;
    }

    private static int? Number(System.Xml.XmlReader element, string attribute) =>
        int.TryParse(element.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>One way to show numbers. The default shows them as they are.</summary>
/// <param name="IsDate">As a date or time.</param>
/// <param name="Digits">Least number of digits; 0 when leading zeros are not asked for.</param>
/// <param name="Before">What stands before the digits.</param>
/// <param name="After">What stands behind the digits.</param>
internal readonly record struct NumberFormat(bool IsDate, int Digits, string? Before, string? After)
{
    /// <summary>A format that has no code of its own in the file.</summary>
    /// <remarks>Dates and times have fixed numbers, in Asian editions of Excel more than elsewhere.</remarks>
    public static NumberFormat BuiltIn(int number) =>
        new() { IsDate = number is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) };

    /// <summary>Reads a format's code, e.g. <c>dd/mm/yyyy</c>, <c>00000</c> or <c>"T-"0000</c>. Only its section for positive numbers matters.</summary>
    public static NumberFormat Parse(string code)
    {
        var (before, after, digits, isPlain) = (new StringBuilder(), new StringBuilder(), 0, true);
        for (var at = 0; at < code.Length && code[at] != ';'; at++)
        {
            switch (code[at])
            {
                case '"':
                    var end = code.IndexOf('"', at + 1);
                    end = end < 0 ? code.Length : end;
                    (digits == 0 ? before : after).Append(code, at + 1, end - at - 1);
                    at = end;
                    break;
                case '\\' when at + 1 < code.Length:
                    (digits == 0 ? before : after).Append(code[++at]);
                    break;
                case '_' or '*':
                    at++;
                    break;
                case '[':
                    // A colour, a language, a condition; or hours, minutes, seconds that go beyond a day.
                    if (at + 1 < code.Length && code[at + 1] is 'h' or 'H' or 'm' or 'M' or 's' or 'S' && code.IndexOf(']', at) - at <= 3)
                    {
                        return new NumberFormat { IsDate = true };
                    }

                    at = code.IndexOf(']', at) is var close and >= 0 ? close : code.Length;
                    break;
                case 'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H' or 's' or 'S':
                    return new NumberFormat { IsDate = true };
                case '0' when after.Length == 0:
                    digits++;
                    break;
                case '-' or ' ' or '/' or '(' or ')' or ':':
                    (digits == 0 ? before : after).Append(code[at]);
                    break;
                default:
                    isPlain = false;
                    break;
            }
        }

        // One digit and nothing else is how numbers are shown anyway.
        return isPlain && digits > 0 && digits + before.Length + after.Length > 1
            ? new NumberFormat(IsDate: false, digits, before.ToString(), after.ToString())
            : default;
    }
}
