using SipasSurvey.Domain;

namespace SipasSurvey.Paper;

/// <summary>What became of the rows of a file. Blank rows and the header are no rows here.</summary>
/// <param name="Rows">Rows that say something: <paramref name="Accepted"/> and <paramref name="Rejected"/> together.</param>
/// <param name="Accepted">Rows without a fault, handed over.</param>
/// <param name="Rejected">Rows with at least one fault.</param>
/// <param name="Invalid">Accepted rows that answer fewer items than a valid form has to (phiếu không hợp lệ).</param>
/// <param name="Illegible">Cells of accepted rows that say 9: two boxes ticked, or illegible. They are blanks in the content.</param>
/// <param name="Faults">The first faults, in the order of the file.</param>
/// <param name="FaultsLeftOut">How many further faults there were.</param>
/// <param name="IgnoredColumns">Headings of the columns that were not read: questions 1 to 8 and 10, opinions and the like.</param>
/// <param name="Suspicions">What looks unlikely. It never keeps a row from being taken.</param>
/// <param name="InvalidRows">Numbers of the first rows that <paramref name="Invalid"/> counts.</param>
/// <param name="Origin">Where in the file the table was found.</param>
public sealed record SheetReport(
    int Rows,
    int Accepted,
    int Rejected,
    int Invalid,
    int Illegible,
    IReadOnlyList<CellFault> Faults,
    int FaultsLeftOut,
    IReadOnlyList<string> IgnoredColumns,
    IReadOnlyList<Suspicion> Suspicions,
    IReadOnlyList<int> InvalidRows,
    TableOrigin Origin);

/// <summary>What is wrong in a cell, and what would be right.</summary>
/// <param name="Row">Number of the row as a spreadsheet shows it.</param>
/// <param name="Column">Letters of the column as a spreadsheet shows them.</param>
/// <param name="Heading">What stands above it, shortened; null where nothing does.</param>
/// <param name="Value">What was found, shortened, without control characters. Plain text: never to be taken for a formula or markup.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record CellFault(int Row, string Column, string? Heading, string Value, LocalizedText Message);

/// <summary>Something in a file that looks unlikely and that somebody should look at.</summary>
/// <param name="Kind"><c>same-level</c>, <c>same-answers</c>, <c>spread-interviewer</c>, <c>spread-typist</c>, <c>serial-gaps</c>, <c>hidden-rows</c> or
/// <c>hidden-columns</c>.</param>
/// <param name="Message">What was seen, with the first rows.</param>
public sealed record Suspicion(string Kind, LocalizedText Message);

/// <summary>Where the table of a file is.</summary>
/// <param name="Delimiter">What separates the cells of a CSV file; null for XLSX.</param>
/// <param name="Encoding">Name of the encoding of a CSV file (<c>utf-8</c>, <c>utf-16</c>, <c>utf-16BE</c>); null for XLSX.</param>
/// <param name="Sheet">Name of the sheet of an XLSX file; null for CSV.</param>
/// <param name="SheetPart">The part of an XLSX file that holds the sheet, e.g. <c>xl/worksheets/sheet1.xml</c>; null for CSV.</param>
/// <param name="HeaderRow">Number of the row with the headings.</param>
/// <param name="Headings">The headings as they stand there, the first column first.</param>
public sealed record TableOrigin(char? Delimiter, string? Encoding, string? Sheet, string? SheetPart, int HeaderRow, IReadOnlyList<string> Headings);
