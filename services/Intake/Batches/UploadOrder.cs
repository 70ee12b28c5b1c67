using System.Text.RegularExpressions;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Intake.Batches;

/// <summary>How a file is to be taken.</summary>
/// <param name="DryRun">Only check.</param>
/// <param name="AllOrNothing">Send nothing on if any row is refused.</param>
/// <param name="AcceptConflicts">Take the batch also when it shares serials with others.</param>
/// <param name="AsFile">Answer with the file itself, its bad cells marked.</param>
internal sealed record UploadChoices(bool DryRun, bool AllOrNothing, bool AcceptConflicts, bool AsFile);

/// <summary>What a file of sheets is sent as, in fields that kept all rules.</summary>
/// <param name="Id">Batch id.</param>
/// <param name="Survey">Its survey.</param>
/// <param name="Province">Province code.</param>
/// <param name="Team">Survey team; empty without one.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="Choices">How to take it.</param>
internal sealed partial record UploadOrder(Guid Id, Survey Survey, string Province, string Team, string FileName, UploadChoices Choices)
{
    public const string SurveyField = "survey";
    public const string ProvinceField = "province";
    public const string TeamField = "team";
    public const string IdField = "id";

    // A provider may call a team what it likes, within what can be stored and told apart from a serial.
    private const int LongestOwnTeam = 64;

    /// <summary>The fields beside the file.</summary>
    public static readonly string[] Fields = [SurveyField, ProvinceField, TeamField, IdField];

    /// <summary>Reads an order from the fields of a form; what is wrong is added to <paramref name="faults"/>, and then there is no order.</summary>
    /// <param name="form">The form.</param>
    /// <param name="choices">How to take the file.</param>
    /// <param name="catalogue">Surveys and provinces.</param>
    /// <param name="ownTeam">Team of the one who sends, for a form that names none; null without one.</param>
    /// <param name="now">What time it is.</param>
    /// <param name="faults">Field → what would be right.</param>
    public static UploadOrder? Read(
        UploadForm form, UploadChoices choices, Catalogue catalogue, string? ownTeam, DateTimeOffset now, SortedDictionary<string, string[]> faults)
    {
        foreach (var (field, messages) in form.Faults)
        {
            faults.TryAdd(field, messages);
        }

        var survey = form[SurveyField] is { } code ? catalogue.FindSurvey(code) : null;
        if (survey is null)
        {
            faults.TryAdd(SurveyField, [$"must be one of: {string.Join(", ", catalogue.Surveys.Select(it => it.Code))}."]);
        }

        var province = form[ProvinceField];
        if (province is null || !(survey is null ? catalogue.Geographies : [survey.Geography]).Any(it => it.Find(province) is not null))
        {
            faults.TryAdd(ProvinceField, [survey is null
                ? "must be the two-digit code of a province."
                : $"must be one of the codes of {survey.Geography.Code}: {string.Join(", ", survey.Geography.Provinces.Select(it => it.Code))}."]);
        }

        var team = form[TeamField] is { Length: > 0 } given ? given : ownTeam ?? "";
        if (team.Length > 0 && !TeamCode().IsMatch(team) && (team != ownTeam || team.Length > LongestOwnTeam || team.Contains('|', StringComparison.Ordinal)))
        {
            faults.TryAdd(TeamField, ["must have 1 to 32 letters A-Z, a-z, digits, dots, hyphens or underscores; or be left out."]);
        }

        var id = Guid.Empty;
        if (form[IdField] is { Length: > 0 } text && !(ResponseId.TryParse(text, out id) && ResponseId.MaySend(id)))
        {
            faults.TryAdd(IdField, ["must be a UUID of version 4 or 7 (RFC 9562) in its 36-character form; or be left out, and one is made."]);
        }

        if (form.FileName is not { Length: > 0 })
        {
            faults.TryAdd(UploadForm.FileField, ["must be a CSV or XLSX file, with its name."]);
        }

        return faults.Count > 0 ? null : new UploadOrder(id == Guid.Empty ? Guid.CreateVersion7(now) : id, survey!, province!, team, form.FileName!, choices);
    }

    /// <summary>Why somebody may not send this, or null.</summary>
    public UploadRefusal? RefusalOf(StaffMember member) =>
        Choices.AcceptConflicts && !StaffPolicies.Roles[StaffPolicies.AcceptConflicts].Contains(member.Role) ? UploadRefusal.ConflictsNotYours
        : !member.Provinces.Covers(Survey.Geography, Province) ? UploadRefusal.OutOfScope
        : !member.MayTouch(Team) ? UploadRefusal.OtherTeam
        : null;

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TeamCode();
}

/// <summary>Why somebody may not send a file.</summary>
internal enum UploadRefusal
{
    /// <summary>Only a supervisor accepts conflicts beforehand.</summary>
    ConflictsNotYours,

    /// <summary>The province is not theirs.</summary>
    OutOfScope,

    /// <summary>The team is not theirs.</summary>
    OtherTeam,
}
