using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Intake.Batches;

/// <summary>Says on a page what became of an upload.</summary>
internal static class UploadWords
{
    /// <summary>Adds what became of it to a page.</summary>
    public static UploadView Tell(HttpContext http, UploadView view, UploadResult result) => view with
    {
        Errors = ErrorsOf(http, result),
        Report = result is { End: UploadEnd.Checked or UploadEnd.NothingToPublish or UploadEnd.Published, Order: { } order, Report: { } report }
            ? UploadAnswers.Report(order, report, result.End == UploadEnd.Published, Saying.LanguageOf(http))
            : null,
        Outcome = OutcomeOf(result) is { } outcome ? http.Say(outcome, result.Report!.Accepted, result.Order!.FileName) : "",
    };

    private static LocalizedText? OutcomeOf(UploadResult result) => result switch
    {
        { End: UploadEnd.Published } => BatchWords.PublishedAll,
        { End: UploadEnd.Checked } => BatchWords.CheckedOnly,
        { End: UploadEnd.NothingToPublish, Report.Accepted: 0 } => BatchWords.NothingAccepted,
        { End: UploadEnd.NothingToPublish } => BatchWords.NothingAsAsked,
        _ => null,
    };

    private static Dictionary<string, string> ErrorsOf(HttpContext http, UploadResult result) => result.End switch
    {
        UploadEnd.InvalidFields => result.Faults.Keys.Select(FieldOf).Distinct().ToDictionary(it => it.Field, it => http.Say(it.Words)),
        UploadEnd.Refused => Of(http, result.Refusal switch
        {
            UploadRefusal.ConflictsNotYours => (UploadBatch.AcceptConflictsField, BatchWords.NotYourConflicts),
            UploadRefusal.OtherTeam => (UploadOrder.TeamField, BatchWords.NotYourTeam),
            _ => (UploadOrder.ProvinceField, BatchWords.NotYourProvince),
        }),
        UploadEnd.UnreadableFile => new() { [UploadForm.FileField] = $"{result.File!.Explanation.In(Saying.LanguageOf(http))}{(result.File.Place is { } place ? $" ({place})" : "")}" },
        UploadEnd.OtherBatch => Of(http, ("", BatchWords.OtherBatch)),
        UploadEnd.Withdrawn => Of(http, ("", BatchWords.BatchWithdrawn)),
        UploadEnd.Incomplete => Of(http, ("", BatchWords.Incomplete)),
        _ => [],
    };

    private static (string Field, LocalizedText Words) FieldOf(string path) => path switch
    {
        UploadOrder.ProvinceField => (path, BatchWords.WrongProvince),
        UploadOrder.TeamField => (path, BatchWords.WrongTeam),
        UploadForm.FileField => (path, BatchWords.WrongFile),
        // Nothing that the page itself sends.
        _ => ("", BatchWords.OtherBatch),
    };

    private static Dictionary<string, string> Of(HttpContext http, (string Field, LocalizedText Words) error) => new() { [error.Field] = http.Say(error.Words) };
}
