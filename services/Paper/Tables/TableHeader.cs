namespace SipasSurvey.Paper.Tables;

/// <summary>Reads a row as headings.</summary>
internal static class TableHeader
{
    /// <summary>The texts of the row's cells.</summary>
    /// <exception cref="SheetFileException">A cell is too large.</exception>
    public static IReadOnlyList<string> Of(ITable table)
    {
        var headings = new string[table.Width];
        for (var column = 0; column < headings.Length; column++)
        {
            var text = table.TextOf(column);
            headings[column] = text.Length > Limits.CellCharacters
                ? throw FileFaults.CellTooLarge(CellName.Of(column, table.Row))
                : text.Trim().ToString();
        }

        return headings;
    }
}

/// <summary>A header that is looked for.</summary>
/// <param name="Score">How many headings it recognizes in a row; 0 when the row is no header.</param>
/// <param name="None">What to say when no row is one.</param>
internal sealed record WantedHeader(Func<IReadOnlyList<string>, int> Score, Func<SheetFileException> None);
