using System.Collections.Concurrent;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>
/// A survey's figures by group of respondents at one moment, as far as they may be seen. They stand still while totals move on: whoever saw them before and after a single response would
/// know what that person answered, and in which groups. So newer ones take their place when in every province nothing has changed, or at least as many responses were added or taken
/// away as a cell must have; or after <see cref="Longest"/>, so that they do not stand still for ever where responses come one by one.
/// </summary>
/// <param name="catalogue">Names the geographies that the survey can be shown on.</param>
/// <param name="survey">The survey.</param>
/// <param name="tallies">Its tallies.</param>
/// <param name="asOf">When they were read.</param>
public sealed class SurveyGroups(Catalogue catalogue, Survey survey, StoredTallies tallies, DateTimeOffset asOf)
{
    /// <summary>How long they stand still at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<Dimension, Lazy<Disclosure>> _disclosures = [];
    private readonly ConcurrentDictionary<(Geography Geography, Dimension Dimension), Lazy<Breakdown>> _breakdowns = [];

    /// <summary>Version of the tallies.</summary>
    public long Version { get; } = tallies.Version;

    /// <summary>When the tallies were read.</summary>
    public DateTimeOffset AsOf { get; } = asOf;

    /// <summary>Whether they have stood still long enough.</summary>
    /// <param name="at">The moment.</param>
    internal bool AreOld(DateTimeOffset at) => at - AsOf >= Longest;

    /// <summary>What was asked for.</summary>
    internal IEnumerable<(Geography Geography, Dimension Dimension)> Asked => _breakdowns.Keys;

    /// <summary>The figures by the categories of a respondent dimension: of the official channels alone.</summary>
    /// <param name="geography">The survey's own, or one that its provinces were merged into.</param>
    /// <param name="dimension">A dimension of the survey's questionnaire.</param>
    public Breakdown Breakdown(Geography geography, Dimension dimension) => _breakdowns.GetOrAdd((geography, dimension),
        of => new Lazy<Breakdown>(() => Domain.Breakdown.Compute(DisclosureOf(of.Dimension), of.Geography))).Value;

    /// <summary>What stands after newer tallies were read: these, or those of the newer tallies, with all computed that was asked of these.</summary>
    internal SurveyGroups Follow(StoredTallies newer, DateTimeOffset at)
    {
        // What a program made up tells of nobody.
        if (!newer.Simulated && !AreOld(at) && !MayBeCompared(newer))
        {
            return this;
        }

        var next = new SurveyGroups(catalogue, survey, newer, at);
        foreach (var (geography, dimension) in Asked)
        {
            next.Breakdown(geography, dimension);
        }

        return next;
    }

    // No province's counts differ by what so few people said that it could be told.
    private bool MayBeCompared(StoredTallies newer)
    {
        var (changed, added) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal));
        foreach (var key in newer.ByKey.Keys.Union(tallies.ByKey.Keys).Where(key => key.Survey == survey.Code && survey.OfficialChannels.Contains(key.Channel)))
        {
            var difference = new Tally(survey.Questionnaire);
            Add(newer, 1);
            Add(tallies, -1);
            if (!difference.IsZero)
            {
                changed.Add(key.Province);
                added[key.Province] = added.GetValueOrDefault(key.Province) + (key.IsTotal ? difference.Responses : 0);
            }

            void Add(StoredTallies from, int sign)
            {
                if (from.ByKey.TryGetValue(key, out var tally))
                {
                    difference.Add(tally, sign);
                }
            }
        }

        return changed.All(province => Math.Abs(added[province]) >= Disclosure.LeastAnswers);
    }

    private Disclosure DisclosureOf(Dimension dimension) => _disclosures.GetOrAdd(dimension,
        of => new Lazy<Disclosure>(() => Disclosure.Decide(catalogue, survey, of, tallies.ByKey))).Value;
}
