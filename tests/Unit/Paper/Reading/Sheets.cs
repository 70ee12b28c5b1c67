using System.Text;
using SipasSurvey.Domain;
using SipasSurvey.Paper;

namespace SipasSurvey.UnitTests.Paper.Reading;

/// <summary>Files of paper sheets for tests, and what reading them gives.</summary>
internal static class Sheets
{
    public static readonly SheetOrder Order = new(A.Survey2026, "15", "T1", Clusters: null);

    public static readonly string[] Items = [.. A.Questionnaire.Items.Select(it => it.Code)];

    /// <summary>serial, the items, the respondent, cluster and the four optional columns.</summary>
    public static readonly string[] Header = [.. SheetLayout.Of(A.Survey2026).Columns.Select(it => it.Code)];

    /// <summary>The columns that have to be there.</summary>
    public static readonly string[] Least = ["serial", .. Items];

    /// <summary>A row for <see cref="Header"/>.</summary>
    public static string[] Row(string serial, string answer = "4") =>
        [serial, .. Items.Select(_ => answer), "1", "2", "3", "4", "5", "T-01", "DT1", "NP1", "25/10/2026", "1"];

    /// <summary>A row for <see cref="Least"/>.</summary>
    public static string[] LeastRow(string serial, string answer = "4") => [serial, .. Items.Select(_ => answer)];

    /// <summary>A row in which one column says something else.</summary>
    public static string[] With(this string[] row, string column, string value)
    {
        string[] changed = [.. row];
        changed[Array.IndexOf(Header, column)] = value;
        return changed;
    }

    public static string Csv(char delimiter, params IEnumerable<string[]> rows) =>
        string.Concat(rows.Select(row => string.Join(delimiter, row.Select(it => Quoted(it, delimiter))) + "\r\n"));

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A CSV file with the full header.</summary>
    public static byte[] File(params IEnumerable<string[]> rows) => Bytes(Csv(',', [Header, .. rows]));

    public static async Task<(SheetReport Report, List<SheetRow> Rows)> Read(byte[] file, SheetOrder? order = null, string name = "phieu.csv", int most = 1_000)
    {
        var path = Path.GetTempFileName();
        try
        {
            await System.IO.File.WriteAllBytesAsync(path, file);
            var rows = new List<SheetRow>();
            var report = await SheetFile.Read(path, name, order ?? Order, row =>
            {
                rows.Add(row);
                return ValueTask.CompletedTask;
            }, most, CancellationToken.None);
            Assert.Equal(report.Accepted, rows.Count);
            Assert.Equal(report.Rows, report.Accepted + report.Rejected);
            return (report, rows);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    /// <summary>Why a file is refused as a whole.</summary>
    public static async Task<SheetFileException> Refusal(byte[] file, string name = "phieu.csv") =>
        await Assert.ThrowsAsync<SheetFileException>(() => Read(file, name: name));

    public static Content Content(this SheetRow row)
    {
        Assert.True(Domain.Content.TryRead(row.Content, out var content));
        return content;
    }

    private static string Quoted(string cell, char delimiter) =>
        cell.AsSpan().ContainsAny(delimiter, '"', '\n') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
