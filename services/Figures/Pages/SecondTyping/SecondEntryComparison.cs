using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Batches;
using SipasSurvey.Figures.Pages.FieldWork;
using SipasSurvey.Pages;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages.SecondTyping;

/// <summary>What came of comparing a sheet that was typed a second time.</summary>
/// <param name="Serial">Its serial.</param>
/// <param name="Compared">Number of cells that were compared.</param>
/// <param name="Differing">Those in which the two differ, in the order of the form.</param>
public sealed record SecondEntryResult(string Serial, int Compared, IReadOnlyList<SecondEntryDifference> Differing);

/// <summary>A cell in which the two differ.</summary>
/// <param name="Column">Code of the column.</param>
/// <param name="Heading">What people call it.</param>
/// <param name="First">What was typed first, empty for a blank; null for who may not see it.</param>
/// <param name="Second">What was typed now; null likewise.</param>
public sealed record SecondEntryDifference(string Column, string Heading, string? First, string? Second);

/// <summary>Why a sheet was not compared.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Errors">What would be right, by field; <see cref="SecondEntryDraft.SerialField"/> for the sheet as a whole.</param>
public sealed record SecondEntryRefusal(int Status, IReadOnlyDictionary<string, LocalizedText> Errors);

/// <summary>Compares a sheet that was typed a second time with what is counted, and keeps in which columns they differ.</summary>
internal sealed class SecondEntryComparison(
    Catalogue catalogue, IBatchStore store, BatchList batches, SecondEntries entries, TimeProvider clock)
{
    /// <summary>Compares and records, or says why not; then nothing was recorded but a refusal.</summary>
    public async Task<(SecondEntryResult? Result, SecondEntryRefusal? Refusal)> Compare(HttpContext context, SecondEntryDraft draft, CancellationToken cancellationToken)
    {
        var member = context.Staff()!;
        var sheet = SecondEntrySheet.Read(catalogue, draft with { Team = draft.Team.Trim().Length == 0 ? member.OnlyTeam ?? "" : draft.Team }, out var errors);
        if (sheet is null)
        {
            return (null, new SecondEntryRefusal(StatusCodes.Status422UnprocessableEntity, errors));
        }

        if (!member.Provinces.Covers(sheet.Survey.Geography, sheet.Province))
        {
            return await Refuse(context, sheet, SecondEntryDraft.ProvinceField, SecondEntryWords.OtherProvince);
        }

        var stored = await store.FindEntries([sheet.Id], cancellationToken);
        if (stored.FirstOrDefault(it => it.State == EntryState.Counted)?.Entry is not { Batch: { } batch } counted || !Content.TryRead(counted.Content.Span, out var first))
        {
            return (null, stored.Count == 0
                ? new SecondEntryRefusal(StatusCodes.Status404NotFound, Only(SecondEntryDraft.SerialField, SecondEntryWords.NotSent))
                : new SecondEntryRefusal(StatusCodes.Status409Conflict, Only(SecondEntryDraft.SerialField, SecondEntryWords.NotCounted)));
        }

        var scope = BatchScope.Of(context);
        if (await batches.Find(scope, batch, cancellationToken) is not { } sent)
        {
            return await Refuse(context, sheet, SecondEntryDraft.SerialField, SecondEntryWords.OtherTeam);
        }

        var differing = Differences(sheet, first, PageLanguage.IsEnglish(context));
        var entry = new SecondEntry(sheet.Survey.Code, sheet.Province, sent.Team ?? "", sheet.Id, sheet.Typist,
            FieldWorkCells.Columns(sheet.Survey.Questionnaire).Count, [.. differing.Select(it => it.Column)], clock.GetUtcNow());
        await context.Record(AuditActions.CompareSheet, $"{entry.Survey}/{entry.Province}", $"{sheet.Id}: {entry.Differing.Count} of {entry.Compared} cells differ.");
        await entries.Add(entry, cancellationToken);

        // As of any sheet: the team that entered it sees what it says, and others of the province once its batch is closed.
        return (new SecondEntryResult(sheet.Serial.Text, entry.Compared, scope.SeesAnswers(sheet.Survey.Geography, sheet.Province, sent) ? differing : [.. differing.Select(it => it with { First = null, Second = null })]), null);
    }

    private static List<SecondEntryDifference> Differences(SecondEntrySheet sheet, Content first, bool english)
    {
        var questionnaire = sheet.Survey.Questionnaire;
        return
        [
            .. FieldWorkCells.Of(questionnaire, first).Zip(FieldWorkCells.Of(questionnaire, sheet.Typed)).Where(it => it.First.Value != it.Second.Value)
                .Select(it => new SecondEntryDifference(it.First.Column, it.First.Heading.In(english), it.First.Value, it.Second.Value)),
        ];
    }

    private static async Task<(SecondEntryResult?, SecondEntryRefusal?)> Refuse(HttpContext context, SecondEntrySheet sheet, string field, LocalizedText why)
    {
        await context.RecordRefusal($"{context.Request.Method} {context.Request.Path} {sheet.Survey.Code}/{sheet.Province}", why.En);
        return (null, new SecondEntryRefusal(StatusCodes.Status403Forbidden, Only(field, why)));
    }

    private static Dictionary<string, LocalizedText> Only(string field, LocalizedText why) => new() { [field] = why };
}

/// <summary>A sheet that was typed a second time, after what was sent was found to be right.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Province">Province code in its geography.</param>
/// <param name="Serial">The serial.</param>
/// <param name="Id">Response id.</param>
/// <param name="Typist">Code of who typed it; empty without one.</param>
/// <param name="Typed">What was typed.</param>
internal sealed record SecondEntrySheet(Survey Survey, string Province, SheetSerial Serial, Guid Id, string Typist, Content Typed)
{
    /// <summary>Reads what was sent, or says what is wrong with each field.</summary>
    public static SecondEntrySheet? Read(Catalogue catalogue, SecondEntryDraft draft, out IReadOnlyDictionary<string, LocalizedText> errors)
    {
        var wrong = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        errors = wrong;
        if (catalogue.FindSurvey(draft.Survey) is not { } survey)
        {
            wrong[SecondEntryDraft.SurveyField] = SecondEntryWords.SurveysAre(catalogue);
            return null;
        }

        if (survey.Geography.Find(draft.Province) is null)
        {
            wrong[SecondEntryDraft.ProvinceField] = SecondEntryWords.UnknownProvince;
        }

        // A team's code has the same letters as that of a village.
        var team = draft.Team.Trim();
        if (!SheetSerial.TryParse(draft.Serial, out var serial, out var fault))
        {
            wrong[SecondEntryDraft.SerialField] = fault;
        }
        else if (team.Length == 0 ? !serial.IsPrinted : !ClusterCode.IsValid(team))
        {
            wrong[SecondEntryDraft.TeamField] = SecondEntryWords.TeamRequired;
        }

        var typist = draft.Typist.Trim();
        if (typist.Length > 0 && !ClusterCode.IsValid(typist))
        {
            wrong[SecondEntryDraft.TypistField] = SecondEntryWords.TypistCode;
        }

        var typed = FieldWorkCells.Read(survey, draft.Province, draft.Cells, out var faults);
        foreach (var (column, right) in faults)
        {
            wrong[$"{SecondEntryDraft.CellsField}.{column}"] = right;
        }

        if (wrong.Count == 0 && typed!.Answered == 0)
        {
            // Whoever typed nothing compares nothing, and would only be shown what somebody else typed.
            wrong[SecondEntryDraft.CellsField] = SecondEntryWords.NothingTyped;
        }

        return wrong.Count == 0 ? new SecondEntrySheet(survey, draft.Province, serial!, serial!.IdIn(survey.Code, draft.Province, team), typist, typed!) : null;
    }
}
