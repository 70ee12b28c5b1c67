using System.Globalization;
using System.Text;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Tables of sheets and of plans, cell by cell, right or wrong; as CSV.</summary>
internal static class FuzzTables
{
    // A little more than the largest file that is taken, in characters: whatever is longer is refused in the same way and costs gigabytes here.
    private const int Longest = 68 << 20;

    /// <summary>A table of some sheets.</summary>
    public static List<string[]> Sheets(FuzzDice dice)
    {
        var respondent = A.Questionnaire.Respondent.Take(dice.Below(3)).ToList();
        List<string[]> rows = [["serial", .. A.Questionnaire.Items.Select(it => it.Code), .. respondent.Select(it => it.Code), "cluster"]];
        for (var row = dice.Below(6); row >= 0; row--)
        {
            rows.Add([string.Create(CultureInfo.InvariantCulture, $"F{dice.Below(1_000_000)}"), .. A.Questionnaire.Items.Select(_ => dice.One("1", "2", "3", "4", "5", "5", "")),
                .. respondent.Select(it => dice.One(it.Categories).Code), dice.One("", FuzzPlaces.Village)]);
        }

        return rows;
    }

    /// <summary>A plan of some villages.</summary>
    public static List<string[]> Plan(FuzzDice dice) =>
    [
        ["Tỉnh", "Xã", "Mã thôn", "Thôn/Tổ dân phố", "Kế hoạch", "Phát ra"],
        .. Enumerable.Range(1, 1 + dice.Below(6)).Select(it => new[] { A.LaoCai, "Xã Đồng Tuyển", it == 1 ? FuzzPlaces.Village : $"10.{it + 1:00}", $"Thôn {it}", "10", "10" }),
    ];

    /// <summary>One to three cells, columns or rows made wrong; rarely the whole.</summary>
    public static void Mutate(List<string[]> rows, FuzzDice dice)
    {
        for (var left = dice.Below(3); left >= 0 && rows.Count > 0; left--)
        {
            var row = dice.Below(rows.Count);
            var column = dice.Below(Math.Max(1, rows[row].Length));
            switch (dice.Below(20))
            {
                case 0:
                    rows[row] = rows[row][..column];
                    break;
                case 1:
                    rows[row] = [.. rows[row], .. rows[row]];
                    break;
                case 2:
                    rows.Insert(row, rows[dice.Below(rows.Count)]);
                    break;
                case 3:
                    rows.RemoveAt(row);
                    break;
                case 4 when dice.Chance(0.1):
                    var text = FuzzTexts.Any(dice);
                    rows[row] = [.. Enumerable.Repeat(text, Math.Min(dice.One(300, 20_000, 100_000), Longest / (text.Length + 1)))];
                    break;
                case 5 when dice.Chance(0.1):
                    rows.AddRange(Enumerable.Repeat(rows[row], Math.Min(dice.One(100, 2_000), Longest / (rows[row].Sum(it => it.Length + 1) + 1))));
                    break;
                case 6 when rows[row].Length > 1:
                    // A heading twice.
                    rows[0] = [.. rows[0].Select((it, place) => place == column ? rows[0][0] : it)];
                    break;
                case 7 when rows[0].Length > column:
                    rows[0] = [.. rows[0].Select((it, place) => place == column ? FuzzTexts.Near(dice, it) : it)];
                    break;
                case var _ when rows[row].Length > column:
                    rows[row] = [.. rows[row].Select((it, place) => place == column ? dice.Chance(0.5) ? dice.One("6", "0", "9", "5.0", " 5", "5\u00A0", "=5", "01/05/2024", "TRUE", "5e0", "x") : FuzzTexts.Near(dice, it) : it)];
                    break;
            }
        }
    }

    /// <summary>As CSV: mostly as it should be, sometimes with other separators, quotes, line ends and encodings.</summary>
    public static byte[] Csv(List<string[]> rows, FuzzDice dice)
    {
        var (separator, end, isQuoted) = (dice.Chance(0.85) ? "," : dice.One(";", "\t", "|", ",,"), dice.Chance(0.85) ? "\n" : dice.One("\r\n", "\r", "\n\n", "\0"), dice.Chance(0.5));
        var text = FuzzTexts.Join(rows.Select(row => FuzzTexts.Join(row.Select(Cell), separator) + end));
        var encoding = dice.Chance(0.85) ? Encoding.UTF8 : dice.One(Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1, Encoding.UTF32);
        byte[] bytes = [.. dice.Chance(0.3) ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        return dice.Chance(0.2) ? FuzzBytes.Mutate(bytes, dice) : bytes;

        string Cell(string text) => dice.Chance(0.002) ? $"\"{text}"
            : isQuoted || text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
