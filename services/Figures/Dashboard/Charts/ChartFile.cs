using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Dashboard.Charts;

/// <summary>A chart as a file of its own: with its colours, its title, and what the numbers are.</summary>
internal static class ChartFile
{
    /// <summary>Query parameter that asks a page for one of its charts instead.</summary>
    public const string Parameter = "chart";

    private const double LineHeight = 20;
    private const double Margin = 16;
    private const double NoteSize = 14;

    // It has 16, and bold letters are wider.
    private const double TitleSize = 18;

    private static readonly string Colours = Encoding.UTF8.GetString(Asset.Read(typeof(ChartFile).Assembly, "charts.css"));

    /// <summary>The chart that a request asks for; null when it asks for the page.</summary>
    public static string? AskedFor(HttpContext context) => context.Request.Query[Parameter];

    /// <summary>The file, to be saved.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="facts">Rule, channels, provinces, number of responses and moment of what it shows.</param>
    /// <param name="file">Name of the file without its ending.</param>
    public static FileContentHttpResult Of(IChart chart, string facts, string file) =>
        TypedResults.File(Encoding.UTF8.GetBytes(ToSvg(chart, facts)), "image/svg+xml; charset=utf-8", $"{file}-{chart.Name}.svg");

    /// <summary>The picture with title and facts below it.</summary>
    public static string ToSvg(IChart chart, string facts)
    {
        var drawing = chart.Draw();
        var box = ((string)drawing.Attribute("viewBox")!).Split(' ').Select(it => double.Parse(it, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var lines = Wrap(chart.Title, box[2], TitleSize).Select(line => (line, "title")).Concat(Wrap(facts, box[2], NoteSize).Select(line => (line, "note"))).ToList();
        var (width, height) = (box[2] + (2 * Margin), box[3] + (lines.Count * LineHeight) + (3 * Margin));
        foreach (var link in drawing.Descendants(Svg.Namespace + "a").Attributes("href").ToList())
        {
            // It would lead nowhere from a file.
            link.Remove();
        }

        drawing.SetAttributeValue("x", Margin);
        drawing.SetAttributeValue("y", Margin);
        drawing.SetAttributeValue("width", box[2]);
        drawing.SetAttributeValue("height", box[3]);
        var file = Svg.Element("svg", ("viewBox", FormattableString.Invariant($"0 0 {width:0.#} {height:0.#}")), ("width", width), ("height", height), ("class", "chart"));
        file.Add(new XElement(Svg.Namespace + "style", Colours), Svg.Element("rect", ("width", width), ("height", height), ("class", "paper")), drawing);
        file.Add(lines.Select((line, i) => Svg.Line(Margin, box[3] + (2 * Margin) + ((i + 1) * LineHeight) - 4, line.line, line.Item2)));
        return new XDocument(file).ToString(SaveOptions.DisableFormatting);
    }

    private static IEnumerable<string> Wrap(string text, double width, double size)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && Svg.WidthOf($"{line} {word}", size) > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
