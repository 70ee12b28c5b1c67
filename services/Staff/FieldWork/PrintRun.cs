using SipasSurvey.Domain;
using SipasSurvey.Paper;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>A run of printed questionnaires (lượt in phiếu): sheets of one province, or of one village there, with serials that no other run has.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Survey">Survey code.</param>
/// <param name="Geography">Code of the geography that the province is of.</param>
/// <param name="Province">Province code.</param>
/// <param name="Cluster">Village code (thôn/tổ dân phố); empty when it is for no certain village.</param>
/// <param name="First">Number of the first sheet, from 1.</param>
/// <param name="Count">How many sheets.</param>
/// <param name="MadeBy">Name of who made it.</param>
/// <param name="MadeAt">When.</param>
public sealed record PrintRun(
    Guid Id, string Survey, string Geography, string Province, string Cluster, int First, int Count, string MadeBy, DateTimeOffset MadeAt)
{
    /// <summary>Number of the last sheet.</summary>
    public int Last => First + Count - 1;

    /// <summary>The serials of its sheets, in order.</summary>
    public IEnumerable<SheetSerial> Serials() => Enumerable.Range(First, Count).Select(SheetSerial.Printed);
}

/// <summary>What is to be printed.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Province">Code of a province of the survey's geography.</param>
/// <param name="Cluster">Village code; empty for no certain village.</param>
/// <param name="Count">How many sheets, 1 to <see cref="PrintRuns.MostSheets"/>.</param>
public sealed record PrintOrder(Survey Survey, string Province, string Cluster, int Count);

/// <summary>What became of an order to print.</summary>
public enum PrintOutcome
{
    /// <summary>There is a run.</summary>
    Made,

    /// <summary>The one who ordered does not work for the province.</summary>
    OutOfScope,

    /// <summary>The province has not as many serials left.</summary>
    UsedUp,
}
