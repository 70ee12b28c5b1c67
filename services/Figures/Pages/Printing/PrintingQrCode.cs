using System.Globalization;
using System.Text;
using QRCoder;
using SipasSurvey.Paper;

namespace SipasSurvey.Figures.Pages.Printing;

/// <summary>The QR code of a printed sheet, by which a scanner or a telephone tells which it is.</summary>
internal static class PrintingQrCode
{
    /// <summary>What it says.</summary>
    public static string Text(string survey, string province, SheetSerial serial) => $"SIPAS/{survey}/{province}/{serial.Text}";

    /// <summary>As an SVG image: lines keep sharp at any size, and nothing is loaded for it. Level M mends 15 % of damage, a fold or a thumbprint.</summary>
    public static string Svg(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (!rows[y][x])
                {
                    continue;
                }

                var start = x;
                while (x + 1 < rows[y].Count && rows[y][x + 1])
                {
                    x++;
                }

                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start + 1}v1h-{x - start + 1}z");
            }
        }

        return $"""<svg class="qr" viewBox="0 0 {rows.Count} {rows.Count}" shape-rendering="crispEdges" aria-hidden="true" focusable="false"><path d="{path}"/></svg>""";
    }
}
