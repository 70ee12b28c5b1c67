namespace SipasSurvey.Paper.Tables;

/// <summary>The rows of a file from the top, one at a time. What a row says is good until the next one is read.</summary>
internal interface ITable : IDisposable
{
    /// <summary>Number of the row as a spreadsheet shows it, from 1.</summary>
    int Row { get; }

    /// <summary>Cells of the row: the place of its last one that is not blank, and one more.</summary>
    int Width { get; }

    /// <summary>Whether the row is hidden or filtered out in the spreadsheet.</summary>
    bool IsHidden { get; }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="SheetFileException">The file cannot be read on.</exception>
    bool Read();

    /// <summary>What kind of cell it is; text where there is none.</summary>
    CellKind KindOf(int column);

    /// <summary>What the cell shows, a formula with its equals sign; empty where there is none.</summary>
    ReadOnlySpan<char> TextOf(int column);

    /// <summary>Areas of merged cells; known once all rows were read.</summary>
    IReadOnlyList<CellArea> Merged { get; }

    /// <summary>Columns that are hidden in the spreadsheet.</summary>
    IReadOnlyList<CellArea> HiddenColumns { get; }
}

/// <summary>What kind of value a cell holds.</summary>
internal enum CellKind : byte
{
    Text,
    Number,
    Date,
    Boolean,
    Error,
    Formula,
}

/// <summary>An area of cells; rows from 1, columns from 0, both ends included.</summary>
internal readonly record struct CellArea(int Top, int Bottom, int Left, int Right);
