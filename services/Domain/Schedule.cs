namespace SipasSurvey.Domain;

/// <summary>When each survey takes responses online. It judges nothing else: paper forms may be entered at any time.</summary>
public sealed class Schedule
{
    private readonly IReadOnlyDictionary<string, Opening?> _openings;

    private Schedule(IReadOnlyDictionary<string, Opening?> openings) => _openings = openings;

    /// <summary>Whether <paramref name="survey"/> takes responses at <paramref name="now"/>, and if not, why, in a sentence.</summary>
    public bool IsOpen(Survey survey, DateTimeOffset now, out string? reason)
    {
        reason = _openings.GetValueOrDefault(survey.Code) switch
        {
            null => $"Survey {survey.Code} has no opening date yet.",
            { Opens: var opens } when now < opens => $"Survey {survey.Code} opens on {VietnamTime.Display(opens)}.",
            { Closes: { } closes } when now >= closes => $"Survey {survey.Code} closed on {VietnamTime.Display(closes)}.",
            _ => null,
        };
        return reason is null;
    }

    /// <summary>Reads a schedule: survey code → <c>opens</c>, and <c>closes</c> or null, both with their offset from UTC.</summary>
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

        return new Schedule(openings);
    }

    private sealed record Opening(DateTimeOffset Opens, DateTimeOffset? Closes);
}
