using System.Xml.Linq;

namespace SipasSurvey.Figures.Dashboard.Charts;

/// <summary>A bar.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Value">Its length in percent; null without a value.</param>
/// <param name="Text">The value as it is shown, or why there is none.</param>
/// <param name="Href">Page about it; null for none.</param>
/// <param name="IsMain">Whether it is the one that the page is about.</param>
public sealed record Bar(string Label, decimal? Value, string Text, string? Href = null, bool IsMain = false);

/// <summary>Percentages as bars from 0 to 100, in the order given. They begin at 0, so that a bar of twice the length says twice as much.</summary>
/// <param name="Name">Name in addresses.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Headings of the table: what bars are of, what they say.</param>
/// <param name="Bars">The bars.</param>
/// <param name="Mark">A value to hold all against, with its name; null for none.</param>
public sealed record BarChart(string Name, string Title, IReadOnlyList<string> Columns, IReadOnlyList<Bar> Bars, (string Label, decimal Value)? Mark = null) : IChart
{
    private const double RowHeight = 40;
    private const double BarHeight = 14;
    private const double Top = 22;
    private const double ValueWidth = 58;

    /// <inheritdoc/>
    public ChartTable Table => new(Columns, [.. Bars.Select(bar => new[] { bar.Label, bar.Text })]);

    /// <inheritdoc/>
    public XElement Draw()
    {
        var length = Svg.Width - ValueWidth;
        var height = Top + (Bars.Count * RowHeight) + 6;
        var picture = Svg.Picture(this, Svg.Width, height, [.. Bars.SelectMany(BarAt), .. MarkAt()]);
        if (Bars.Any(bar => bar.Href is not null))
        {
            // What holds links is no single picture to those who hear it.
            picture.SetAttributeValue("role", "group");
        }

        return picture;

        IEnumerable<XElement> BarAt(Bar bar, int row)
        {
            var y = Top + (row * RowHeight);
            var label = Svg.Line(0, y + 12, bar.Label, bar.IsMain ? "label main" : "label");
            yield return bar.Href is null ? label : Link(bar.Href, label);
            yield return Svg.Element("rect", ("x", 0), ("y", y + 18), ("width", length), ("height", BarHeight), ("class", "track"));
            if (bar.Value is { } value)
            {
                yield return Svg.Element("rect", ("x", 0), ("y", y + 18), ("width", (double)value / 100 * length), ("height", BarHeight), ("class", bar.IsMain ? "bar main" : "bar"))
                    .Titled($"{bar.Label}: {bar.Text}");
            }

            yield return Svg.Line(Svg.Width, y + 30, bar.Text, bar.IsMain ? "value main" : "value", "end");
        }

        IEnumerable<XElement> MarkAt()
        {
            if (Mark is { } mark)
            {
                var x = (double)mark.Value / 100 * length;
                // Across the bars alone: a line through all would strike out the longer labels.
                for (var row = 0; row < Bars.Count; row++)
                {
                    var y = Top + (row * RowHeight) + 18;
                    yield return Svg.Element("line", ("x1", x), ("x2", x), ("y1", y - 3), ("y2", y + BarHeight + 3), ("class", "mark"));
                }

                yield return Svg.Line(Math.Clamp(x, Svg.WidthOf(mark.Label) / 2, Svg.Width - (Svg.WidthOf(mark.Label) / 2)), 14, mark.Label, "note", "middle");
            }
        }
    }

    private static XElement Link(string href, XElement content)
    {
        var link = Svg.Element("a", ("href", href));
        link.Add(content);
        return link;
    }
}
