using System.Globalization;
using System.Xml.Linq;

namespace SipasSurvey.Figures.Dashboard.Charts;

/// <summary>A province on a map.</summary>
/// <param name="Code">Province code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Percentage; null without a value.</param>
/// <param name="Text">What stands for it.</param>
/// <param name="Href">Page about it.</param>
public sealed record MapUnit(string Code, string Name, decimal? Value, string Text, string Href);

/// <summary>
/// Provinces coloured by a percentage, in five classes that hold as many provinces each, so that a map tells them apart also where all are near to each other. The colours are one hue from light
/// to dark, which every kind of colour vision tells apart, and so does a print without colours.
/// </summary>
/// <param name="Name">Name in addresses.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Headings of the table: province, value.</param>
/// <param name="Shapes">The shapes.</param>
/// <param name="Units">Every province.</param>
/// <param name="None">What the legend says of provinces without a value.</param>
/// <param name="Number">How a percentage is written.</param>
public sealed record MapChart(string Name, string Title, IReadOnlyList<string> Columns, MapShapes Shapes, IReadOnlyList<MapUnit> Units, string None, Func<decimal?, string> Number) : IChart
{
    private const int Classes = 5;

    // Room for the names of the archipelagos, which are near the right edge, and for the legend below.
    private const double Wider = 40;
    private const double LegendHeight = 34;

    /// <inheritdoc/>
    public ChartTable Table => new(Columns, [.. Units.Select(unit => new[] { unit.Name, unit.Text })]);

    /// <inheritdoc/>
    public XElement Draw()
    {
        var (width, height) = (Shapes.ViewBox[2] + Wider, Shapes.ViewBox[3]);
        var bounds = Bounds();
        var byCode = Units.ToDictionary(unit => unit.Code, StringComparer.Ordinal);
        var legend = Legend(bounds).ToList();
        var map = Svg.Element("g", ("transform", FormattableString.Invariant($"translate({-Shapes.ViewBox[0]:0.##} {-Shapes.ViewBox[1]:0.##})")));
        map.Add(Shapes.Units.Where(shape => byCode.ContainsKey(shape.Code)).Select(shape => Shape(shape, byCode[shape.Code], bounds)));
        map.Add(Shapes.Islands.Where(shape => byCode.ContainsKey(shape.Code)).SelectMany(shape => Islands(shape, byCode[shape.Code], bounds)));
        var picture = Svg.Picture(this, width, height + (legend.Count * LegendHeight) + 8, [map, .. legend.SelectMany(LineOf)]);
        // Its provinces are links, so it is no single picture to those who hear it.
        picture.SetAttributeValue("role", "group");
        return picture;

        // Below the whole map, so that it covers no province whatever the shapes are.
        IEnumerable<XElement> LineOf((string Class, string Words) line, int at)
        {
            var y = height + (LegendHeight * at);
            yield return Svg.Element("rect", ("x", 8), ("y", y + 6), ("width", 28), ("height", 22), ("class", line.Class));
            yield return Svg.Line(46, y + 25, line.Words, "map-note");
        }
    }

    private IEnumerable<(string Class, string Words)> Legend(IReadOnlyList<(decimal From, decimal To)> classes)
    {
        foreach (var (bounds, i) in classes.Select((bounds, i) => (bounds, i)))
        {
            yield return ($"class-{i + 1}", $"{Number(bounds.From)} – {Number(bounds.To)}");
        }

        if (Units.Any(unit => unit.Value is null))
        {
            yield return ("class-none", None);
        }
    }

    /// <summary>The classes, from the lowest: least and greatest value in each. Equal values are never told apart.</summary>
    public IReadOnlyList<(decimal From, decimal To)> Bounds()
    {
        var values = Units.Select(unit => unit.Value).OfType<decimal>().Order().ToList();
        var bounds = new List<(decimal From, decimal To)>();
        for (var i = 0; i < values.Count;)
        {
            var end = Math.Max(i + 1, (int)Math.Ceiling((bounds.Count + 1) * values.Count / (double)Classes));
            while (end < values.Count && values[end] == values[end - 1])
            {
                end++;
            }

            bounds.Add((values[i], values[end - 1]));
            i = end;
        }

        return bounds;
    }

    private static string ClassOf(MapUnit unit, IReadOnlyList<(decimal From, decimal To)> bounds)
    {
        for (var i = 0; i < bounds.Count && unit.Value is not null; i++)
        {
            if (unit.Value <= bounds[i].To)
            {
                return $"class-{(i + 1).ToString(CultureInfo.InvariantCulture)}";
            }
        }

        return "class-none";
    }

    private static XElement Shape(ProvinceShape shape, MapUnit unit, IReadOnlyList<(decimal, decimal)> bounds)
    {
        var link = Svg.Element("a", ("href", unit.Href), ("class", "province"), ("aria-label", $"{unit.Name}: {unit.Text}"));
        link.Add(Svg.Element("path", ("d", shape.Outline), ("class", ClassOf(unit, bounds))).Titled($"{unit.Name}: {unit.Text}"));
        return link;
    }

    private static IEnumerable<XElement> Islands(IslandsShape shape, MapUnit unit, IReadOnlyList<(decimal, decimal)> bounds)
    {
        var group = Svg.Element("g", ("class", ClassOf(unit, bounds)));
        group.Add(shape.Dots.Select(dot => Svg.Element("circle", ("cx", dot[0]), ("cy", dot[1]), ("r", 3))));
        yield return group.Titled($"{shape.Name} ({unit.Name}): {unit.Text}");
        yield return Svg.Element("rect", ("x", shape.Box[0] - 10), ("y", shape.Box[1] - 10), ("width", shape.Box[2] - shape.Box[0] + 20), ("height", shape.Box[3] - shape.Box[1] + 20), ("class", "islands"));
        var name = Svg.Line((shape.Box[0] + shape.Box[2]) / 2, shape.Box[3] + 30, shape.Name, "map-note", "middle");
        // It is Vietnamese on every page.
        name.SetAttributeValue("lang", "vi");
        yield return name;
    }
}
