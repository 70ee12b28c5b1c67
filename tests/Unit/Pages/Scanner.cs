using System.Globalization;
using System.Text.RegularExpressions;
using ZXing;
using ZXing.Common;

namespace SipasSurvey.UnitTests.Pages;

/// <summary>Reads the QR codes of a printed page.</summary>
internal static partial class Scanner
{
    /// <summary>What they say, in their order.</summary>
    public static IEnumerable<string> Read(string page) => Codes().Matches(page).Select(it => Decode(it.Value) ?? "");

    /// <summary>What a scanner reads of the image, painted with four dots a module.</summary>
    private static string? Decode(string svg)
    {
        const int Scale = 4;
        var size = int.Parse(Size().Match(svg).Groups[1].Value, CultureInfo.InvariantCulture) * Scale;
        var pixels = new byte[size * size];
        Array.Fill(pixels, byte.MaxValue);
        foreach (var run in Runs().Matches(svg).Select(it => it.Groups.Values.Skip(1).Select(group => int.Parse(group.Value, CultureInfo.InvariantCulture) * Scale).ToArray()))
        {
            for (var y = run[1]; y < run[1] + Scale; y++)
            {
                pixels.AsSpan((y * size) + run[0], run[2]).Clear();
            }
        }

        var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(pixels, size, size, RGBLuminanceSource.BitmapFormat.Gray8)));
        return new MultiFormatReader().decode(bitmap)?.Text;
    }

    [GeneratedRegex("<svg class=\"qr\".*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Codes();

    [GeneratedRegex("viewBox=\"0 0 (\\d+) ")]
    private static partial Regex Size();

    [GeneratedRegex("M(\\d+) (\\d+)h(\\d+)v")]
    private static partial Regex Runs();
}
