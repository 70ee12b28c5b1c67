using System.Xml.Linq;

namespace SipasSurvey.Figures.Dashboard.Charts;

/// <summary>What there was at the end of a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Total">How many until then.</param>
/// <param name="Label">The day as it is shown.</param>
/// <param name="Texts">What else the table says of the day, the total last.</param>
public sealed record GrowthPoint(DateOnly Day, long Total, string Label, IReadOnlyList<string> Texts);

/// <summary>How a number grew day by day, beside what it shall become. Days are as far apart as on the calendar.</summary>
/// <param name="Name">Name in addresses.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Headings of the table: the day, then what <see cref="GrowthPoint.Texts"/> are.</param>
/// <param name="Points">The days on which it grew, in order; at least one.</param>
/// <param name="Goal">What it shall become, with its name; null for none.</param>
/// <param name="Shown">A number as it is shown on the axis.</param>
public sealed record GrowthChart(string Name, string Title, IReadOnlyList<string> Columns, IReadOnlyList<GrowthPoint> Points, (string Label, long Value)? Goal, Func<long, string> Shown) : IChart
{
    private const double Left = 64;
    private const double Right = Svg.Width - 16;
    private const double Top = 30;
    private const double Bottom = 210;
    private const double Height = 244;
    private const int Lines = 4;

    /// <inheritdoc/>
    public ChartTable Table => new(Columns, [.. Points.Select(it => (string[])[it.Label, .. it.Texts])]);

    /// <inheritdoc/>
    public XElement Draw()
    {
        var (first, days) = (Points[0].Day.DayNumber, Math.Max(1, Points[^1].Day.DayNumber - Points[0].Day.DayNumber));
        var step = StepOf(Math.Max(1, Math.Max(Points.Max(it => it.Total), Goal?.Value ?? 0)));
        return Svg.Picture(this, Svg.Width, Height, [.. Grid(), Area(), .. Points.Select(Point), .. GoalLine(), .. Days()]);

        double X(DateOnly day) => Left + ((day.DayNumber - first) * (Right - Left) / days);
        double Y(long value) => Bottom - ((double)value / (step * Lines) * (Bottom - Top));

        IEnumerable<XElement> Grid()
        {
            for (var line = 0; line <= Lines; line++)
            {
                yield return Svg.Element("line", ("x1", Left), ("x2", Right), ("y1", Y(line * step)), ("y2", Y(line * step)), ("class", "grid"));
                yield return Svg.Line(Left - 6, Y(line * step) + 4, Shown(line * step), "note", "end");
            }
        }

        // Flat until the next day on which it grew: nothing is known in between.
        XElement Area()
        {
            var path = FormattableString.Invariant($"M{Left:0.##} {Bottom:0.##}");
            foreach (var (point, next) in Points.Zip(Points.Skip(1).Append(Points[^1])))
            {
                path += FormattableString.Invariant($"L{X(point.Day):0.##} {Y(point.Total):0.##}L{X(next.Day):0.##} {Y(point.Total):0.##}");
            }

            return Svg.Element("path", ("d", path + FormattableString.Invariant($"L{X(Points[^1].Day):0.##} {Bottom:0.##}z")), ("class", "grown"));
        }

        XElement Point(GrowthPoint point) => Svg.Element("circle", ("cx", X(point.Day)), ("cy", Y(point.Total)), ("r", 3.5), ("class", "point series-1"))
            .Titled($"{point.Label}: {point.Texts[^1]}");

        IEnumerable<XElement> GoalLine()
        {
            if (Goal is { } goal)
            {
                yield return Svg.Element("line", ("x1", Left), ("x2", Right), ("y1", Y(goal.Value)), ("y2", Y(goal.Value)), ("class", "mark"));
                yield return Svg.Line(Right, Y(goal.Value) - 6, goal.Label, "note", "end");
            }
        }

        IEnumerable<XElement> Days()
        {
            yield return Svg.Line(Left, Bottom + 22, Points[0].Label, "note");
            if (Points.Count > 1)
            {
                yield return Svg.Line(Right, Bottom + 22, Points[^1].Label, "note", "end");
            }
        }
    }

    // 1, 2, 2.5 or 5 and zeros, so that the lines stand at round numbers and the highest is at least the most.
    private static long StepOf(long most)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (var step in (long[])[power, 2 * power, 5 * power / 2, 5 * power])
            {
                if (step * Lines >= most && step > 0)
                {
                    return step;
                }
            }
        }
    }
}
