using System.Globalization;
using System.Text;

namespace SipasSurvey.Domain;

/// <summary>When a survey takes responses online.</summary>
/// <param name="Opens">From when on.</param>
/// <param name="Closes">Until when; null while no end is set.</param>
/// <param name="Open">Whether it takes responses without an invitation too.</param>
public sealed record Opening(DateTimeOffset Opens, DateTimeOffset? Closes, bool Open = true);

/// <summary>Where a survey stands in the schedule at a moment.</summary>
public enum OpeningState
{
    /// <summary>Chưa có lịch: it has no opening date.</summary>
    Unscheduled,

    /// <summary>Chưa mở: it opens later.</summary>
    NotYet,

    /// <summary>Đang mở: it takes responses.</summary>
    Open,

    /// <summary>Đã đóng: it takes none any more.</summary>
    Closed,
}

/// <summary>When each survey takes responses online. It judges nothing else: paper forms may be entered at any time.</summary>
public sealed class Schedule
{
    // As the file is read (StrictJson): whole seconds, with the offset.
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:sszzz";

    private readonly IReadOnlyDictionary<string, Opening> _openings;

    private Schedule(IReadOnlyDictionary<string, Opening> openings) => _openings = openings;

    /// <summary>
    /// Reads a schedule: survey code → <c>opens</c>, and <c>closes</c> or null, both with their offset from UTC; and <c>open</c>, false where only invited people answer.
    /// </summary>
    /// <exception cref="DataFileException">The file is wrong, or names a survey that the catalogue does not have.</exception>
    public static Schedule ReadFile(string path, Catalogue catalogue)
    {
        var openings = StrictJson.ReadFile<Dictionary<string, Opening?>>(path);
        foreach (var (code, opening) in openings)
        {
            if (catalogue.FindSurvey(code) is null)
            {
                throw new DataFileException(path, $"$.{code}",
                    $"is no survey; there are: {string.Join(", ", catalogue.Surveys.Select(survey => survey.Code))}");
            }

            if (opening is null)
            {
                throw new DataFileException(path, $"$.{code}", "is null; leave the survey out while it has no opening date");
            }

            if (opening.Closes <= opening.Opens)
            {
                throw new DataFileException(path, $"$.{code}.closes", "must be later than opens");
            }
        }

        return new Schedule(openings.ToDictionary(it => it.Key, it => it.Value!, StringComparer.Ordinal));
    }

    /// <summary>Whether <paramref name="survey"/> takes responses at <paramref name="now"/>, and if not, why, in a sentence.</summary>
    public bool IsOpen(Survey survey, DateTimeOffset now, out string? reason)
    {
        reason = StateOf(survey, now) switch
        {
            OpeningState.Unscheduled => $"Survey {survey.Code} has no opening date yet.",
            OpeningState.NotYet => $"Survey {survey.Code} opens on {VietnamTime.Display(Find(survey)!.Opens)}.",
            OpeningState.Closed => $"Survey {survey.Code} closed on {VietnamTime.Display(Find(survey)!.Closes!.Value)}.",
            _ => null,
        };
        return reason is null;
    }

    /// <summary>Where a survey stands at a moment.</summary>
    public OpeningState StateOf(Survey survey, DateTimeOffset now) => Find(survey) switch
    {
        null => OpeningState.Unscheduled,
        { Opens: var opens } when now < opens => OpeningState.NotYet,
        { Closes: { } closes } when now >= closes => OpeningState.Closed,
        _ => OpeningState.Open,
    };

    /// <summary>The newest survey that is open, which is the one that citizens' start page is of; null when none is.</summary>
    /// <param name="catalogue">All surveys, the oldest first.</param>
    /// <param name="now">When.</param>
    public Survey? NewestOpen(Catalogue catalogue, DateTimeOffset now) => catalogue.Surveys.LastOrDefault(survey => StateOf(survey, now) == OpeningState.Open);

    /// <summary>Whether a survey takes responses without an invitation, while it is open at all.</summary>
    public bool TakesOpen(Survey survey) => Find(survey)?.Open != false;

    /// <summary>When a survey opens and closes; null while it has no opening date.</summary>
    public Opening? Find(Survey survey) => _openings.GetValueOrDefault(survey.Code);

    /// <summary>The same schedule with another opening of one survey.</summary>
    /// <exception cref="ArgumentException">It closes before it opens.</exception>
    public Schedule With(Survey survey, Opening opening) => opening.Closes <= opening.Opens
        ? throw new ArgumentException("A survey closes after it opens.", nameof(opening))
        : new Schedule(new Dictionary<string, Opening>(_openings, StringComparer.Ordinal) { [survey.Code] = opening });

    /// <summary>
    /// As a file that <see cref="ReadFile"/> reads: surveys by code, times in those of Vietnam. Two schedules that say the same have the same bytes.
    /// </summary>
    public byte[] ToBytes()
    {
        var lines = _openings.OrderBy(it => it.Key, StringComparer.Ordinal)
            .Select(it => $$"""  "{{it.Key}}": {"opens": {{Text(it.Value.Opens)}}, "closes": {{Text(it.Value.Closes)}}{{(it.Value.Open ? "" : ", \"open\": false")}}}""");
        return Encoding.UTF8.GetBytes($"{{\n{string.Join(",\n", lines)}\n}}\n");
    }

    private static string Text(DateTimeOffset? moment) =>
        moment is { } known ? $"\"{known.ToOffset(VietnamTime.Offset).ToString(MomentFormat, CultureInfo.InvariantCulture)}\"" : "null";
}
