using System.ComponentModel;

namespace SipasSurvey.Hosting.Api;

/// <summary>What became of every row of a file. Blank rows and the header are no rows here.</summary>
/// <param name="Id">Batch id. When nothing was published, the file may be sent under it.</param>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code in the survey's geography.</param>
/// <param name="Team">Survey team (tổ khảo sát); null without one.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="Rows">Rows that say something.</param>
/// <param name="Accepted">Rows without a fault.</param>
/// <param name="Rejected">Rows with at least one fault.</param>
/// <param name="Invalid">Accepted rows with too few answers to count (phiếu không hợp lệ).</param>
/// <param name="Illegible">Cells of accepted rows with two boxes ticked, or illegible.</param>
/// <param name="Published">Whether the accepted rows were sent on.</param>
/// <param name="Errors">The first faults, in the order of the file.</param>
/// <param name="ErrorsLeftOut">How many faults there are besides.</param>
/// <param name="InvalidRows">Numbers of the first rows that are not valid forms.</param>
/// <param name="IgnoredColumns">Headings of the columns that were not read.</param>
/// <param name="Suspicions">What looks unlikely.</param>
public sealed record BatchReport(
    [property: Description("Batch id. When nothing was published, the file may be sent under it.")] Guid Id,
    [property: Description("Survey code.")] string Survey,
    [property: Description("Province code in the survey's geography.")] string Province,
    [property: Description("Survey team; null without one.")] string? Team,
    [property: Description("Name of the file, without folders.")] string FileName,
    [property: Description("Rows that say something: accepted and rejected together.")] int Rows,
    [property: Description("Rows without a fault.")] int Accepted,
    [property: Description("Rows with at least one fault. They are not taken.")] int Rejected,
    [property: Description("Accepted rows with too few answers to count (phiếu không hợp lệ).")] int Invalid,
    [property: Description("Cells of accepted rows that say 9: two boxes ticked, or illegible. They are blanks in the figures.")] int Illegible,
    [property: Description("Whether the accepted rows were sent on and are safe. False after a dry run, when no row was accepted, and with allOrNothing when one was rejected.")]
    bool Published,
    [property: Description("The first faults, in the order of the file.")] IReadOnlyList<CellError> Errors,
    [property: Description("How many faults there are besides.")] int ErrorsLeftOut,
    [property: Description("Numbers of the first rows that invalid counts.")] IReadOnlyList<int> InvalidRows,
    [property: Description("Headings of the columns that were not read and are not stored.")] IReadOnlyList<string> IgnoredColumns,
    [property: Description("What looks unlikely. It never keeps a row from being taken.")] IReadOnlyList<SuspiciousFinding> Suspicions);

/// <summary>What is wrong in a cell, and what would be right.</summary>
/// <param name="Row">Number of the row.</param>
/// <param name="Column">Letters of the column.</param>
/// <param name="Heading">What stands above it; null where nothing does.</param>
/// <param name="Value">What was found.</param>
/// <param name="Message">What would be right.</param>
public sealed record CellError(
    [property: Description("Number of the row as a spreadsheet shows it.")] int Row,
    [property: Description("Letters of the column as a spreadsheet shows them.")] string Column,
    [property: Description("What stands above it; null where nothing does.")] string? Heading,
    [property: Description("What was found, shortened. Plain text, never a formula or markup.")] string Value,
    [property: Description("What is wrong and what would be right, in the language of Accept-Language.")] string Message);

/// <summary>Something that looks unlikely and that somebody should look at.</summary>
/// <param name="Kind">What kind, e.g. <c>same-answers</c>.</param>
/// <param name="Message">What was seen.</param>
public sealed record SuspiciousFinding(
    [property: Description("What kind, e.g. same-answers, spread-typist, serial-gaps.")] string Kind,
    [property: Description("What was seen, with the first rows, in the language of Accept-Language.")] string Message);

/// <summary>A change that is safe.</summary>
/// <param name="Id">What was changed: a batch or a response.</param>
public sealed record AcceptedChange([property: Description("What was changed: a batch, or a response.")] Guid Id);

/// <summary>The withdrawal of a batch.</summary>
/// <param name="Reason">Why.</param>
public sealed record Withdrawal([property: Description("Why, in 1 to 500 characters. It is in the audit trail and on the batch's page.")] string Reason);

/// <summary>A sheet as it should have been sent.</summary>
/// <param name="Answers">Item code → level.</param>
/// <param name="Reason">Why.</param>
/// <param name="Respondent">Dimension → category.</param>
/// <param name="Cluster">Village code.</param>
public sealed record CorrectedSheet(
    [property: Description("Item code → level; an item that was not answered, or is illegible, is left out or null.")] IReadOnlyDictionary<string, int?> Answers,
    [property: Description("Why, in 1 to 500 characters. It is in the audit trail.")] string Reason,
    [property: Description("Dimension → category. All optional.")] IReadOnlyDictionary<string, string?>? Respondent = null,
    [property: Description("Village code of the sample.")] string? Cluster = null);

/// <summary>Which version of a sheet counts.</summary>
/// <param name="Entry">The version.</param>
/// <param name="Reason">Why.</param>
public sealed record ConflictDecision(
    [property: Description("The version that shall count, as GET /api/v1/conflicts gives it in entry.")] string Entry,
    [property: Description("Why, in 1 to 500 characters. It is in the audit trail.")] string Reason);
