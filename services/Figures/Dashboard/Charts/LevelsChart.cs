using System.Xml.Linq;

namespace SipasSurvey.Figures.Dashboard.Charts;

/// <summary>How the answers to something are spread over the levels.</summary>
/// <param name="Label">What was answered.</param>
/// <param name="Counts">Answers by level from the lowest; null where they are hidden or there are none.</param>
/// <param name="Texts">What the table says by level, and last of all together.</param>
/// <param name="Instead">What the bar says where there are no counts.</param>
public sealed record LevelsRow(string Label, IReadOnlyList<long>? Counts, IReadOnlyList<string> Texts, string Instead);

/// <summary>Answers by level as bars of the same length, each divided by the shares of the levels.</summary>
/// <param name="Name">Name in addresses.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Heading">Heading of what was answered.</param>
/// <param name="Levels">Names of the levels, from the lowest.</param>
/// <param name="Total">Heading of all together.</param>
/// <param name="Rows">What was answered.</param>
public sealed record LevelsChart(string Name, string Title, string Heading, IReadOnlyList<string> Levels, string Total, IReadOnlyList<LevelsRow> Rows) : IChart
{
    private const double RowHeight = 42;
    private const double BarHeight = 18;
    private const double KeyHeight = 20;

    // Narrower, a share has no room for its number.
    private const double LeastForNumber = 0.07;

    /// <inheritdoc/>
    public ChartTable Table => new([Heading, .. Levels, Total], [.. Rows.Select(row => (string[])[row.Label, .. row.Texts])]);

    /// <inheritdoc/>
    public XElement Draw()
    {
        var top = (Levels.Count * KeyHeight) + 8;
        return Svg.Picture(this, Svg.Width, top + (Rows.Count * RowHeight), [.. Levels.SelectMany(KeyOf), .. Rows.SelectMany(RowAt)]);

        IEnumerable<XElement> RowAt(LevelsRow row, int at)
        {
            var y = top + (at * RowHeight);
            yield return Svg.Line(0, y + 12, row.Label, "label");
            if (row.Counts is not { } counts || counts.Sum() is not (> 0 and var sum))
            {
                yield return Svg.Line(0, y + 31, row.Instead, "note");
                yield break;
            }

            var x = 0.0;
            for (var level = 0; level < counts.Count; level++)
            {
                var share = (double)counts[level] / sum;
                if (share > 0)
                {
                    yield return Svg.Element("rect", ("x", x), ("y", y + 18), ("width", share * Svg.Width), ("height", BarHeight), ("class", $"level-{level + 1}"))
                        .Titled($"{Levels[level]}: {row.Texts[level]}");
                }

                if (share >= LeastForNumber)
                {
                    yield return Svg.Line(x + (share * Svg.Width / 2), y + 32, $"{Math.Round(share * 100)}", $"on-level-{level + 1}", "middle");
                }

                x += share * Svg.Width;
            }
        }
    }

    private static IEnumerable<XElement> KeyOf(string level, int at)
    {
        yield return Svg.Element("rect", ("x", 0), ("y", (at * KeyHeight) + 2), ("width", 14), ("height", 14), ("class", $"level-{at + 1}"));
        yield return Svg.Line(22, (at * KeyHeight) + 14, level, "note");
    }
}
