using System.ComponentModel;

namespace SipasSurvey.Hosting.Api;

/// <summary>A response as a sender writes it.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code in the survey's geography.</param>
/// <param name="Answers">Item code → level; null where the item was not answered.</param>
/// <param name="Respondent">Dimension → category; null where none is given.</param>
/// <param name="Cluster">Village code of the sample.</param>
/// <param name="Invitation">Invitation code; with one the response is in the channel <c>invited</c>, and counts once.</param>
/// <param name="Id">The key under which the response is counted once.</param>
public sealed record SubmittedResponse(
    [property: Description("Survey code, e.g. sipas-2024.")]
    string Survey,
    [property: Description("Two-digit province code in the survey's geography.")]
    string Province,
    [property: Description("Item code → level, an integer from 1 (very dissatisfied) to 5 (very satisfied). An unanswered item is left out or null; at least one is answered.")]
    IReadOnlyDictionary<string, int?> Answers,
    [property: Description("Dimension (gender, ethnicity, age, education, occupation) → category. All optional.")]
    IReadOnlyDictionary<string, string?>? Respondent = null,
    [property: Description("Village code of the sample: 1 to 32 letters, digits, dots, hyphens or underscores.")]
    string? Cluster = null,
    [property: Description("Code of a single-use invitation to this survey and province: 20 letters and digits like ABCD-EFGH-JKMN-PQRS-TVWX. With it the response is in the channel 'invited', else in 'open'. Of several responses with one invitation the first counts; the same id may be sent again.")]
    string? Invitation = null,
    [property: Description("UUID of version 4 or 7, made by the sender: the key under which the response is counted once. Made by the service when left out.")]
    Guid? Id = null);

/// <summary>What the sender of a response gets once it is safe.</summary>
/// <param name="Id">The response id.</param>
/// <param name="Receipt">Mã biên nhận: 16 characters; the same id always gives the same receipt.</param>
public sealed record Acceptance(
    [property: Description("The response id, as sent or as made by the service.")] Guid Id,
    [property: Description("Sixteen characters of Crockford's base 32; the same id always gives the same receipt.")] string Receipt);
