using System.Globalization;
using System.Xml.Linq;

namespace SipasSurvey.Figures.Dashboard.Charts;

/// <summary>Elements of SVG. Numbers in attributes are written as machines read them, whatever the language of the page.</summary>
internal static class Svg
{
    public static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <summary>Width of all charts but the map, in units of their own, of which letters have 14; a narrow phone shows three quarters of them for a pixel.</summary>
    public const int Width = 480;

    // No font is measured on the server: of the fonts that pages name, this is how wide a letter is on average, of its height.
    private const double LetterWidth = 0.54;

    /// <summary>An element with attributes and content, e.g. <c>Element("rect", ("x", 1))</c>.</summary>
    public static XElement Element(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        var element = new XElement(Namespace + name);
        foreach (var (attribute, value) in attributes)
        {
            element.SetAttributeValue(attribute, value is null ? null : Text(value));
        }

        return element;
    }

    /// <summary>The whole picture. Its name is its title, for readers that cannot see it.</summary>
    public static XElement Picture(IChart chart, double width, double height, params IEnumerable<XElement?> content)
    {
        var picture = Element("svg", ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width:0.#} {height:0.#}")), ("role", "img"), ("class", "chart"), ("aria-label", chart.Title));
        picture.Add(content);
        return picture;
    }

    /// <summary>A line of text; its place is its base line.</summary>
    public static XElement Line(double x, double y, string text, string? of = null, string? anchor = null)
    {
        var line = Element("text", ("x", x), ("y", y), ("class", of), ("text-anchor", anchor));
        line.Add(text);
        return line;
    }

    /// <summary>About how wide a text is.</summary>
    public static double WidthOf(string text, double size = 14) => text.Length * size * LetterWidth;

    /// <summary>With what a pointer that rests on it shows.</summary>
    public static XElement Titled(this XElement element, string title)
    {
        element.AddFirst(new XElement(Namespace + "title", title));
        return element;
    }

    private static string Text(object value) => value switch
    {
        double number => Math.Round(number, 2).ToString(CultureInfo.InvariantCulture),
        decimal number => Math.Round(number, 2).ToString(CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
