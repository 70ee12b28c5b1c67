using System.Text;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Bytes made wrong without knowing what they mean.</summary>
internal static class FuzzBytes
{
    private static readonly byte[][] Pieces =
    [
        [0], [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0x80], [0xE1, 0xBA], [0x0D, 0x0A], [0x1A], [0x22], [0x2C], [0x3B], [0x09],
        [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0],
    ];

    /// <summary>One to four changes.</summary>
    public static byte[] Mutate(byte[] bytes, FuzzDice dice)
    {
        for (var left = dice.Below(4); left >= 0; left--)
        {
            bytes = Once(bytes, dice);
        }

        return bytes;
    }

    private static byte[] Once(byte[] bytes, FuzzDice dice)
    {
        var at = dice.Below(bytes.Length + 1);
        var to = Math.Min(bytes.Length, at + 1 + dice.Below(dice.One(2, 8, 64, 512)));
        switch (dice.Below(9))
        {
            case 0 when at < bytes.Length:
                var flipped = bytes.ToArray();
                flipped[at] ^= (byte)(1 << dice.Below(8));
                return flipped;
            case 1:
                return [.. bytes[..at], .. bytes[to..]];
            case 2:
                return [.. bytes[..to], .. bytes[at..]];
            case 3:
                return bytes[..at];
            case 4:
                return bytes[at..];
            case 5:
                return [.. bytes[..at], .. dice.Bytes(dice.One(1, 4, 64)), .. bytes[to..]];
            case 6:
                // Swapped pieces.
                return [.. bytes[..(at / 2)], .. bytes[at..to], .. bytes[(at / 2)..at], .. bytes[to..]];
            case 7 when dice.Chance(0.1):
                return [.. bytes, .. Encoding.ASCII.GetBytes(new string(dice.One(' ', '0', '[', '"', 'a', '\n'), dice.One(1_000, 65_536 - Math.Min(bytes.Length, 65_000), 65_537, 70_000)))];
            default:
                return [.. bytes[..at], .. dice.One(Pieces), .. bytes[at..]];
        }
    }
}
