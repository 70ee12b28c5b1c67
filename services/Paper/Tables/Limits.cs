namespace SipasSurvey.Paper.Tables;

/// <summary>How much a file may hold. A survey has some 40,000 sheets in the whole country, so these are met by mistakes and attacks alone.</summary>
internal static class Limits
{
    /// <summary>Rows that say something.</summary>
    public const int Rows = 200_000;

    /// <summary>Columns.</summary>
    public const int Columns = 512;

    /// <summary>Characters of a cell: as many as a cell of Excel can hold.</summary>
    public const int CellCharacters = 32_767;

    /// <summary>Characters of a row of CSV, delimiters included.</summary>
    public const int RowCharacters = 1 << 19;

    /// <summary>Rows from the top among which the header has to be.</summary>
    public const int HeaderRows = 20;

    /// <summary>Parts of a workbook. Real ones have some dozens.</summary>
    public const int Parts = 10_000;

    /// <summary>Unpacked bytes of a part that is read at once: table of contents, relations, styles.</summary>
    public const long SmallPart = 16 << 20;

    /// <summary>Unpacked bytes of a sheet or of the shared texts: 200,000 rows of 60 cells take some 400 MB.</summary>
    public const long LargePart = 768L << 20;

    /// <summary>Unpacked bytes of everything that is read of a workbook.</summary>
    public const long AllParts = 1L << 30;

    /// <summary>How often smaller a part may be packed, looked at from <see cref="RatioFrom"/> on. Sheets of numbers reach some 30.</summary>
    public const int Ratio = 100;

    /// <summary>Unpacked bytes from which the ratio is looked at.</summary>
    public const long RatioFrom = 32 << 20;

    /// <summary>Characters of all shared texts that are kept, of which each is cut at <see cref="SharedTextKept"/>.</summary>
    public const int SharedCharacters = 24 << 20;

    /// <summary>Number of shared texts.</summary>
    public const int SharedTexts = 4_000_000;

    /// <summary>Characters that are kept of a shared text. A cell that is read has far fewer, so what is longer is wrong or ignored.</summary>
    public const int SharedTextKept = 300;
}
