using System.Text.Json.Serialization;

namespace SipasSurvey.Figures.Batches;

/// <summary>A sheet that says different things (trùng số, khác nội dung).</summary>
/// <param name="Id">
/// Response id. For a paper sheet it is a hash of survey, province, team and serial; the serial itself is not stored, the rows say where it stands.
/// </param>
/// <param name="Entries">Its versions, the counted one first.</param>
/// <param name="Differs">
/// Codes of items and respondent dimensions, <c>cluster</c> and <c>province</c>, in which the versions that are shown with answers differ.
/// </param>
/// <param name="Decision">The decision that is followed; null while the conflict is open.</param>
public sealed record ConflictView(Guid Id, IReadOnlyList<VersionView> Entries, IReadOnlyList<string> Differs, DecisionView? Decision);

/// <summary>A decision which version counts.</summary>
/// <param name="Entry">The content that was chosen, in base64url; null when the one who asks may not see what it says.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="By">Who decided.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record DecisionView(string? Entry, DateTime At, string By, string Reason);

/// <summary>One version of a sheet. Equal versions are one, with their number and the place of the earliest.</summary>
/// <param name="Entry">Its content in base64url, by which a decision names it; null when the one who asks may not see what it says.</param>
/// <param name="Times">How often it was sent.</param>
/// <param name="Batch">Batch id; null online.</param>
/// <param name="FileName">Name of the batch's file; null online, and where the batch is of another province.</param>
/// <param name="Team">Survey team of the batch; null without one, and where the batch is of another province.</param>
/// <param name="Row">Row in the batch's file; 0 online.</param>
/// <param name="ReceivedAt">When it arrived, in UTC.</param>
/// <param name="State">counted, or conflict.</param>
/// <param name="Answers">Levels by item, unanswered ones left out; null when the one who asks may not see what it says.</param>
/// <param name="Respondent">Categories by dimension, those not given left out; null when the one who asks may not see what it says.</param>
/// <param name="Cluster">Village code; null without one, and when the one who asks may not see what it says.</param>
/// <param name="Province">Two-digit code in the survey's geography.</param>
public sealed record VersionView(
    string? Entry, int Times, Guid? Batch, string? FileName, string? Team, int Row, DateTime ReceivedAt,
    [property: JsonConverter(typeof(CamelCaseEnum<VersionState>))] VersionState State,
    IReadOnlyDictionary<string, int>? Answers, IReadOnlyDictionary<string, string>? Respondent, string? Cluster, string Province);

/// <summary>State of a version of a sheet.</summary>
public enum VersionState
{
    /// <summary>Đã tính: it is in the figures.</summary>
    Counted,

    /// <summary>Trùng số, khác nội dung: it is kept, and counts when it is decided so.</summary>
    Conflict,
}
