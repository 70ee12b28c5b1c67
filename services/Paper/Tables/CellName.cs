using System.Globalization;

namespace SipasSurvey.Paper.Tables;

/// <summary>Names of cells as spreadsheets show them: <c>AB12</c>.</summary>
internal static class CellName
{
    private const int Letters = 26;

    // The last column of a spreadsheet is XFD.
    private const int MostColumns = 16_384;

    /// <summary>Letters of a column.</summary>
    /// <param name="column">Its place, from 0.</param>
    public static string Column(int column)
    {
        Span<char> letters = stackalloc char[8];
        var at = letters.Length;
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / Letters)
        {
            letters[--at] = (char)('A' + ((rest - 1) % Letters));
        }

        return new string(letters[at..]);
    }

    /// <summary>Name of a cell.</summary>
    public static string Of(int column, int row) => string.Create(CultureInfo.InvariantCulture, $"{Column(column)}{row}");

    /// <summary>Reads a name; a part that is missing is 0 (row) or -1 (column).</summary>
    /// <returns>False when it is no name of a cell, column or row.</returns>
    public static bool TryParse(ReadOnlySpan<char> name, out int column, out int row)
    {
        (column, row) = (-1, 0);
        var at = 0;
        for (; at < name.Length && char.IsAsciiLetterUpper((char)(name[at] & ~0x20)) && column < MostColumns; at++)
        {
            column = ((column + 1) * Letters) + ((name[at] & ~0x20) - 'A');
        }

        return column < MostColumns && at <= name.Length
            && (at == name.Length ? at > 0 : int.TryParse(name[at..], NumberStyles.None, CultureInfo.InvariantCulture, out row));
    }

    /// <summary>Reads an area: <c>B5:C7</c> or a single cell.</summary>
    public static bool TryParseArea(ReadOnlySpan<char> name, out CellArea area)
    {
        area = default;
        var colon = name.IndexOf(':');
        if (!TryParse(colon < 0 ? name : name[..colon], out var left, out var top)
            || !TryParse(colon < 0 ? name : name[(colon + 1)..], out var right, out var bottom))
        {
            return false;
        }

        area = new CellArea(Math.Min(top, bottom), Math.Max(top, bottom), Math.Min(left, right), Math.Max(left, right));
        return true;
    }
}
