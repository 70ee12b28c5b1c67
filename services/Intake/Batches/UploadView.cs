using System.Globalization;
using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Batches;

/// <summary>What the page for sending a file shows.</summary>
/// <param name="Survey">The chosen survey.</param>
/// <param name="Provinces">Its provinces that the reader works for.</param>
/// <param name="Form">What stands in the form.</param>
/// <param name="OwnTeam">Team of the reader; null without one, or where any may be named.</param>
/// <param name="MayAcceptConflicts">Whether the reader may accept conflicts beforehand.</param>
/// <param name="Megabytes">Largest file.</param>
public sealed record UploadView(Survey Survey, IReadOnlyList<Province> Provinces, UploadFields Form, string? OwnTeam, bool MayAcceptConflicts, int Megabytes)
{
    /// <summary>What is wrong, by field; the empty text for what is of no field.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>What became of the file that was sent; null when none was, or it was not read.</summary>
    public BatchReport? Report { get; init; }

    /// <summary>What became of it, in a sentence.</summary>
    public string Outcome { get; init; } = "";
}

/// <summary>The form for sending a file, as it is filled in.</summary>
/// <param name="Province">Province code.</param>
/// <param name="Team">Survey team.</param>
/// <param name="AllOrNothing">Whether nothing shall be taken if a row is wrong.</param>
/// <param name="AcceptConflicts">Whether conflicts are accepted beforehand.</param>
/// <param name="Id">Batch to go on with; empty for a new one.</param>
public sealed record UploadFields(string Province, string Team, bool AllOrNothing, bool AcceptConflicts, string Id);

/// <summary>Puts what a page says into the reader's language.</summary>
internal static class Saying
{
    /// <summary>A text with what belongs into its places.</summary>
    public static string Say(this HttpContext http, LocalizedText text, params object?[] values) =>
        values.Length == 0 ? PageLanguage.Say(http, text) : string.Format(CultureInfo.InvariantCulture, PageLanguage.Say(http, text), values);

    /// <summary>A name in the reader's language; a province with its old names in Vietnamese.</summary>
    public static string NameOf(this HttpContext http, Geography geography, Province province) =>
        PageLanguage.IsEnglish(http) ? province.Name.En : Vietnamese.Name(geography, province);

    /// <summary>Language of answers for this reader.</summary>
    public static string LanguageOf(HttpContext http) => PageLanguage.IsEnglish(http) ? AnswerLanguage.English : AnswerLanguage.Vietnamese;
}
