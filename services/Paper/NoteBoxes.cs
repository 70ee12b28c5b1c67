using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SipasSurvey.Paper;

/// <summary>The boxes in which Excel shows the notes of a sheet, in a drawing of a language older than the rest of the file (VML). Cells by row from 1 and column from 0.</summary>
internal static partial class NoteBoxes
{
    private const int FirstShape = 1025;
    private const int ShapesOfBlock = 1024;

    private const string Type = "_x0000_t202";
    private const string TypeElement =
        $"""<v:shapetype id="{Type}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>""";

    private const string End = "</xml>";

    /// <summary>The drawing with other boxes.</summary>
    /// <param name="drawing">What was there before; null for a drawing of its own. As text: what Excel writes there is not always well-formed.</param>
    /// <param name="without">Cells whose boxes go.</param>
    /// <param name="with">Cells that get one.</param>
    public static string Put(string? drawing, IReadOnlySet<(int Row, int Column)> without, IReadOnlyCollection<(int Row, int Column)> with)
    {
        drawing = drawing?.Contains(End, StringComparison.Ordinal) == true
            ? Shape().Replace(drawing, shape => without.Contains(CellOf(shape.Value)) ? "" : shape.Value)
            : "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"
                + $"<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{Blocks(with.Count)}\"/></o:shapelayout>{End}";
        var boxes = new StringBuilder();
        if (!drawing.Contains($"id=\"{Type}\"", StringComparison.Ordinal))
        {
            boxes.Append(TypeElement);
        }

        var next = Math.Max(FirstShape, ShapeId().Matches(drawing).Select(it => int.Parse(it.Groups[1].Value, CultureInfo.InvariantCulture) + 1).DefaultIfEmpty().Max());
        foreach (var (row, column) in with)
        {
            boxes.Append(Box(next++, row, column));
        }

        return drawing.Insert(drawing.LastIndexOf(End, StringComparison.Ordinal), boxes.ToString());
    }

    private static (int Row, int Column) CellOf(string shape) => RowOf().Match(shape) is { Success: true } row && ColumnOf().Match(shape) is { Success: true } column
        && int.TryParse(row.Groups[1].Value, out var fromZero) && int.TryParse(column.Groups[1].Value, out var place)
            ? (fromZero + 1, place)
            : default;

    private static string Blocks(int boxes) => string.Join(',', Enumerable.Range(1, ((FirstShape + boxes) / ShapesOfBlock) + 1));

    // Beside its cell, three columns wide and six rows high; hidden until somebody points at the cell.
    private static string Box(int id, int row, int column) => string.Create(CultureInfo.InvariantCulture,
        $"""<v:shape id="_x0000_s{id}" type="#{Type}" style="position:absolute;width:220pt;height:90pt;z-index:{id};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{column + 1}, 15, {row - 1}, 2, {column + 4}, 15, {row + 5}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>""");

    [GeneratedRegex(@"<v:shape\s.*?</v:shape>", RegexOptions.Singleline)]
    private static partial Regex Shape();

    [GeneratedRegex(@"<x:Row>\s*(\d{1,9})\s*</x:Row>")]
    private static partial Regex RowOf();

    [GeneratedRegex(@"<x:Column>\s*(\d{1,9})\s*</x:Column>")]
    private static partial Regex ColumnOf();

    [GeneratedRegex(@"""_x0000_s(\d{1,8})""")]
    private static partial Regex ShapeId();
}
