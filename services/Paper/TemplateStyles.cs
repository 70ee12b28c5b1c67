using DocumentFormat.OpenXml.Spreadsheet;

namespace SipasSurvey.Paper;

/// <summary>How cells of the template look.</summary>
internal static class TemplateStyles
{
    /// <summary>Anything.</summary>
    public const uint General = 0;

    /// <summary>A heading: bold, filled, wrapped.</summary>
    public const uint Header = 1;

    /// <summary>Text, also where it looks like a number.</summary>
    public const uint Text = 2;

    /// <summary>A day.</summary>
    public const uint Day = 3;

    /// <summary>The example row: grey and in italics.</summary>
    public const uint Example = 4;

    /// <summary>A day in the example row.</summary>
    public const uint ExampleDay = 5;

    /// <summary>A title.</summary>
    public const uint Title = 6;

    /// <summary>Text in several lines.</summary>
    public const uint Wrapped = 7;

    private const uint TextFormat = 49;
    private const uint DayFormat = 164;
    private const string Font = "Arial";

    public static Stylesheet Build() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "dd/mm/yyyy" }) { Count = 1 },
        new Fonts(
            MakeFont(11),
            MakeFont(11, new Bold()),
            MakeFont(11, new Italic(), "FF666666"),
            MakeFont(14, new Bold()))
        { Count = 4 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFDDE6F2" }) { PatternType = PatternValues.Solid }))
        { Count = 3 },
        new Borders(
            new Border(),
            new Border(Thin<LeftBorder>(), Thin<RightBorder>(), Thin<TopBorder>(), Thin<BottomBorder>(), new DiagonalBorder()))
        { Count = 2 },
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
        new CellFormats(
            Format(0, 0, 0, 0),
            Format(0, 1, 2, 1, wraps: true),
            Format(TextFormat, 0, 0, 0),
            Format(DayFormat, 0, 0, 0),
            Format(0, 2, 0, 0),
            Format(DayFormat, 2, 0, 0),
            Format(0, 3, 0, 0),
            Format(0, 0, 0, 1, wraps: true))
        { Count = 8 },
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });

    private static CellFormat Format(uint number, uint font, uint fill, uint border, bool wraps = false) => new()
    {
        NumberFormatId = number,
        FontId = font,
        FillId = fill,
        BorderId = border,
        FormatId = 0,
        ApplyNumberFormat = number > 0,
        ApplyFont = font > 0,
        ApplyFill = fill > 0,
        ApplyBorder = border > 0,
        ApplyAlignment = wraps,
        Alignment = wraps ? new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top } : null,
    };

    private static Font MakeFont(double size, DocumentFormat.OpenXml.OpenXmlElement? look = null, string? color = null)
    {
        var font = new Font();
        if (look is not null)
        {
            font.Append(look);
        }

        font.Append(new FontSize { Val = size });
        if (color is not null)
        {
            font.Append(new Color { Rgb = color });
        }

        font.Append(new FontName { Val = Font });
        return font;
    }

    private static T Thin<T>()
        where T : BorderPropertiesType, new() => new() { Style = BorderStyleValues.Thin, Color = new Color { Rgb = "FF9AA5B1" } };
}
