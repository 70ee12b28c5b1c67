using System.Xml.Linq;

namespace SipasSurvey.Figures.Dashboard.Charts;

/// <summary>A line of a trend.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Values">Percentages by moment; null where there is none, and there the line is broken.</param>
/// <param name="Texts">The same as shown.</param>
public sealed record TrendLine(string Label, IReadOnlyList<decimal?> Values, IReadOnlyList<string> Texts);

/// <summary>Percentages over surveys. Its axis does not begin at 0, as it is the change that matters; so it says where it begins.</summary>
/// <param name="Name">Name in addresses.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Heading">Heading of what lines are of.</param>
/// <param name="Moments">Names of the surveys in their order.</param>
/// <param name="Lines">At most five lines, told apart by colour, by the form of their points, and by their names.</param>
public sealed record TrendChart(string Name, string Title, string Heading, IReadOnlyList<string> Moments, IReadOnlyList<TrendLine> Lines) : IChart
{
    private const double Height = 260;
    private const double Left = 40;
    private const double Right = Svg.Width - 20;
    private const double Top = 14;
    private const double Bottom = 200;
    private const int Step = 5;

    private static readonly string[] Shapes = ["M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", "M-5 -5h10v10h-10z", "M0 -6l6 11h-12z", "M0 -6l6 6l-6 6l-6 -6z", "M0 6l6 -11h-12z"];

    /// <inheritdoc/>
    public ChartTable Table => new([Heading, .. Moments], [.. Lines.Select(line => (string[])[line.Label, .. line.Texts])]);

    /// <inheritdoc/>
    public XElement Draw()
    {
        var known = Lines.SelectMany(line => line.Values).OfType<decimal>().ToList();
        var (low, high) = known.Count == 0 ? (0, 100) : (Math.Max(0, ((int)known.Min() / Step * Step) - Step), Math.Min(100, ((int)known.Max() / Step * Step) + Step));
        return Svg.Picture(this, Svg.Width, Height + (20 * Lines.Count), [.. Grid(), .. Lines.SelectMany(LineAt)]);

        double X(int moment) => Moments.Count == 1 ? (Left + Right) / 2 : Left + 20 + (moment * (Right - Left - 40) / (Moments.Count - 1));
        double Y(decimal value) => Bottom - ((double)(value - low) / (high - low) * (Bottom - Top));

        IEnumerable<XElement> Grid()
        {
            for (var value = low; value <= high; value += high - low > 30 ? 2 * Step : Step)
            {
                yield return Svg.Element("line", ("x1", Left), ("x2", Right), ("y1", Y(value)), ("y2", Y(value)), ("class", "grid"));
                yield return Svg.Line(Left - 6, Y(value) + 4, $"{value}", "note", "end");
            }

            for (var moment = 0; moment < Moments.Count; moment++)
            {
                yield return Svg.Line(X(moment), Bottom + 22, Moments[moment], "note", "middle");
            }
        }

        IEnumerable<XElement> LineAt(TrendLine line, int number)
        {
            var points = line.Values.Select((value, moment) => (X: X(moment), Y: value is { } it ? Y(it) : (double?)null)).ToList();
            foreach (var (from, to) in points.Zip(points.Skip(1)).Where(pair => pair.First.Y is not null && pair.Second.Y is not null))
            {
                yield return Svg.Element("line", ("x1", from.X), ("y1", from.Y), ("x2", to.X), ("y2", to.Y), ("class", $"line series-{number + 1}"));
            }

            foreach (var (point, moment) in points.Select((point, moment) => (point, moment)).Where(it => it.point.Y is not null))
            {
                yield return Point(point.X, point.Y!.Value, number).Titled($"{line.Label}, {Moments[moment]}: {line.Texts[moment]}");
            }

            yield return Point(Left + 6, Height + (20 * number) - 5, number);
            yield return Svg.Line(Left + 20, Height + (20 * number), line.Label, "note");
        }
    }

    private static XElement Point(double x, double y, int number) =>
        Svg.Element("path", ("d", Shapes[number % Shapes.Length]), ("transform", FormattableString.Invariant($"translate({x:0.##} {y:0.##})")), ("class", $"point series-{number + 1}"));
}
