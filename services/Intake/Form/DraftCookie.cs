using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.Intake.Form;

/// <summary>What a browser brings along: a form that is being filled in, or the id of one that was sent; at most one of them.</summary>
/// <param name="Draft">What is being filled in; null when nothing is.</param>
/// <param name="Sent">Id of what was sent; null when nothing was.</param>
internal readonly record struct BroughtAlong(FormDraft? Draft, Guid? Sent);

/// <summary>
/// Keeps the form between two pages where no script does: sealed in a cookie that nobody but us reads, for 7 days after the last page. So the server has no state, any
/// instance goes on where another stopped, and a restart costs nothing. After sending, the id is all that is left.
/// </summary>
internal sealed class DraftCookie
{
    /// <summary>How long a draft, or the id of what was sent, is kept after the last page.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    // Other kinds of content get another letter; what an older version sealed and this one cannot read is no draft.
    private const string IsDraft = "d1";
    private const string IsSent = "s1";
    private const char Separator = '|';

    private readonly Catalogue _catalogue;
    private readonly TimeProvider _clock;
    private readonly ILogger<DraftCookie> _log;
    private readonly IDataProtector _seal;
    private readonly CookieBuilder _cookie = new() { SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = Kept };

    public DraftCookie(IDataProtectionProvider protection, IConfiguration settings, Catalogue catalogue, TimeProvider clock, ILogger<DraftCookie> log)
    {
        (_catalogue, _clock, _log) = (catalogue, clock, log);
        _seal = protection.CreateProtector("SipasSurvey.Intake.Form.Draft");
        PublicOrigin.Of(settings).Protect(_cookie, "sipas-draft");
    }

    /// <summary>Its name here, as the page about data tells it.</summary>
    public string Name => _cookie.Name!;

    /// <summary>What the browser brings along. Nothing when it is not ours, was changed, is too old, or is of a survey that is unknown here.</summary>
    public BroughtAlong Read(HttpContext http)
    {
        if (http.Request.Cookies[_cookie.Name!] is not { Length: > 0 } sealedText || Open(sealedText) is not { } text)
        {
            return default;
        }

        var parts = text.Split(Separator);
        if (parts.Length < 3 || !Guid.TryParseExact(parts[1], "N", out var id) || ReadMoment(parts[2]) is not { } saved || _clock.GetUtcNow() - saved > Kept)
        {
            return default;
        }

        return parts[0] switch
        {
            IsSent => new BroughtAlong(null, id),
            IsDraft => new BroughtAlong(ReadDraft(id, parts), null),
            _ => default,
        };
    }

    /// <summary>Keeps a draft.</summary>
    public void Keep(HttpContext http, FormDraft draft) => Append(http, string.Join(Separator, IsDraft, draft.Id.ToString("N"), Now(), draft.Survey.Code, draft.Province,
        Number(draft.Started.ToUnixTimeSeconds()), draft.Invitation, Digits(draft.Answers), Digits(draft.Respondent), Number(draft.Reached), draft.Trapped ? "1" : "0"));

    /// <summary>Keeps of what was sent its id alone.</summary>
    public void KeepSent(HttpContext http, Guid id) => Append(http, string.Join(Separator, IsSent, id.ToString("N"), Now()));

    /// <summary>Keeps nothing.</summary>
    public void Clear(HttpContext http) => http.Response.Cookies.Delete(_cookie.Name!, _cookie.Build(http));

    private FormDraft? ReadDraft(Guid id, string[] parts)
    {
        if (parts is not [_, _, _, var code, var province, var started, var invitation, var answers, var respondent, var reached, var trapped]
            || _catalogue.FindSurvey(code) is not { } survey || survey.Geography.Find(province) is null || ReadMoment(started) is not { } begun
            || !int.TryParse(reached, NumberStyles.None, CultureInfo.InvariantCulture, out var pages))
        {
            return null;
        }

        var (levels, places) = (ReadDigits(answers), ReadDigits(respondent));
        var questionnaire = survey.Questionnaire;
        return levels.Count == questionnaire.Items.Count && places.Count == questionnaire.Respondent.Count && levels.All(level => level <= questionnaire.Scale.Highest)
            && places.Zip(questionnaire.Respondent).All(it => it.First <= it.Second.Categories.Count)
            ? new FormDraft(id, survey, province, begun, invitation.Length > 0 ? invitation : null, levels, places, pages, trapped == "1")
            : null;
    }

    private string? Open(string text)
    {
        try
        {
            return _seal.Unprotect(text);
        }
        catch (CryptographicException)
        {
            _log.LogDebug("A draft could not be opened: it was changed, or its key is gone");
            return null;
        }
    }

    private void Append(HttpContext http, string text) => http.Response.Cookies.Append(_cookie.Name!, _seal.Protect(text), _cookie.Build(http));

    private string Now() => Number(_clock.GetUtcNow().ToUnixTimeSeconds());

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset? ReadMoment(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    // One character for each; no questionnaire has ten levels, and one with more categories gets letters.
    private static string Digits(IReadOnlyList<byte> numbers) => string.Concat(numbers.Select(number => (char)('0' + number)));

    private static List<byte> ReadDigits(string text) => [.. text.Select(character => (byte)(character - '0'))];
}
