using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Intake.Batches;

/// <summary>Answers to programs whose file was not taken (<see cref="BatchProblems"/>).</summary>
internal static class UploadProblems
{
    // A file of the usual size is read within seconds; a broker that is away comes back, or somebody has to look.
    private static readonly TimeSpan UntilPlace = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan UntilSent = TimeSpan.FromSeconds(30);

    /// <summary>Why the file was not taken, or null when there is a report.</summary>
    public static ProblemHttpResult? Of(UploadResult result, HttpResponse response, BatchesOptions options, string language) => result.End switch
    {
        UploadEnd.TooManyFiles => BatchProblems.TooManyFiles.Because("Nothing was taken. Send it again later.", response, UntilPlace),
        UploadEnd.BrokenForm => Of(result.Form!.Value, options),
        UploadEnd.InvalidFields => BatchProblems.InvalidBatch.Because("Nothing was taken. Each path in errors says what would be right there.", result.Faults),
        UploadEnd.Refused => Of(result.Refusal!.Value),
        UploadEnd.UnreadableFile => OfUnreadable(result, language),
        UploadEnd.OtherBatch => BatchProblems.OtherBatch.Because("Nothing was taken. A batch of another survey, province or team has that id. Send the file without an id, or with another one."),
        UploadEnd.Withdrawn => BatchProblems.Withdrawn.Because(
            "It stays out of every figure, and nothing is added to it. If its sheets shall count after all, send them under another id, or without one."),
        UploadEnd.Incomplete => OfIncomplete(result, response),
        _ => null,
    };

    /// <summary>The status of an answer, whoever it is for.</summary>
    public static int StatusOf(UploadResult result) => result switch
    {
        { End: UploadEnd.TooManyFiles or UploadEnd.Incomplete } => StatusCodes.Status503ServiceUnavailable,
        { Form: UnreadableForm.NotForm or UnreadableForm.Compressed } => StatusCodes.Status415UnsupportedMediaType,
        { Form: UnreadableForm.TooLarge } => StatusCodes.Status413PayloadTooLarge,
        { Form: UnreadableForm.TooSlow } => StatusCodes.Status408RequestTimeout,
        { End: UploadEnd.BrokenForm } => StatusCodes.Status400BadRequest,
        { End: UploadEnd.InvalidFields or UploadEnd.UnreadableFile } => StatusCodes.Status422UnprocessableEntity,
        { End: UploadEnd.Refused } => StatusCodes.Status403Forbidden,
        { End: UploadEnd.OtherBatch or UploadEnd.Withdrawn } => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status200OK,
    };

    /// <summary>403.</summary>
    public static ProblemHttpResult Of(UploadRefusal refusal) => refusal switch
    {
        UploadRefusal.ConflictsNotYours => BatchProblems.ConflictsNotYours.Because("Nothing was taken. Send it without acceptConflicts, or let a supervisor send it."),
        UploadRefusal.OutOfScope => BatchProblems.OutOfScope.Because("Nothing was taken. Who asks does not work for that province."),
        UploadRefusal.OtherTeam => BatchProblems.OtherTeam.Because("Nothing was taken. Who asks belongs to another team; leave team out, or name your own."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    private static ProblemHttpResult Of(UnreadableForm fault, BatchesOptions options) => fault switch
    {
        UnreadableForm.NotForm => BatchProblems.NotForm.Because(
            $"Send the file and its fields with 'Content-Type: {SendBatchDescription.MediaType}; boundary=…', like curl -F file=@sheets.xlsx -F survey=sipas-2024 -F province=10."),
        UnreadableForm.Compressed => BatchProblems.NotForm.Because("Send it without Content-Encoding: compressed bodies are not taken."),
        UnreadableForm.TooLarge => SubmitResponseProblems.TooLarge.Because(
            $"Nothing was taken. A file may have at most {options.LargestFile} bytes, and all other fields together {UploadForm.MostBesideFile}. Send it in parts: no sheet is counted twice."),
        UnreadableForm.TooSlow => SubmitResponseProblems.TooSlow.Because("Nothing was taken. Send it over a faster line, or in parts."),
        UnreadableForm.Broken or UnreadableForm.NotOurs => BatchProblems.BrokenForm.Because(
            "Nothing was taken. The form ended early, or is not what RFC 7578 asks for: parts between boundaries, each with a small head that names its field. Send it again, whole."),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static ProblemHttpResult OfUnreadable(UploadResult result, string language)
    {
        var fault = result.File!;
        var problem = BatchProblems.UnreadableFile.Because(
            "Nothing was taken.", new Dictionary<string, string[]> { [UploadForm.FileField] = [fault.Explanation.In(language)] });
        problem.ProblemDetails.Extensions["code"] = fault.Code;
        problem.ProblemDetails.Extensions["place"] = fault.Place;
        return problem;
    }

    private static ProblemHttpResult OfIncomplete(UploadResult result, HttpResponse response)
    {
        var problem = BatchProblems.Incomplete.Because("It is not known whether all sheets are safe. Send the same file again"
            + (result.Order is null ? "." : " with the id given here: that is harmless, as every sheet is counted once."), response, UntilSent);
        if (result.Order is { } order)
        {
            problem.ProblemDetails.Extensions["id"] = order.Id;
        }

        return problem;
    }
}
