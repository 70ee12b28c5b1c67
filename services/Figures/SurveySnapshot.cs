using System.Collections.Concurrent;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>
/// Everything that can be computed from the tallies of a survey at one moment. What a page shows comes from one of these, so its figures fit together; each is computed when it is
/// first asked for, or beforehand when it was lately asked of the snapshot before.
/// </summary>
/// <param name="catalogue">Names the geographies that the survey can be shown on.</param>
/// <param name="survey">The survey.</param>
/// <param name="tallies">Its tallies; of no version when nothing was counted.</param>
/// <param name="asOf">When they were read.</param>
public sealed class SurveySnapshot(Catalogue catalogue, Survey survey, StoredTallies tallies, DateTimeOffset asOf)
{
    // Of about half a minute while responses come in all the time.
    private const int MostUnasked = 60;

    private readonly ConcurrentDictionary<(Geography Geography, ChannelChoice Channel), Kept<SurveyFigures>> _figures = [];
    private readonly ConcurrentDictionary<(Geography Geography, Dimension Dimension), Kept<Breakdown>> _breakdowns = [];
    private readonly ConcurrentDictionary<Dimension, Lazy<Disclosure>> _disclosures = [];

    /// <summary>The survey.</summary>
    public Survey Survey { get; } = survey;

    /// <summary>Grows with every change of a tally.</summary>
    public long Version { get; } = tallies.Version;

    /// <summary>Whether simulated responses are among those counted; then everything shown must say so.</summary>
    public bool Simulated { get; } = tallies.Simulated;

    /// <summary>When the tallies were read.</summary>
    public DateTimeOffset AsOf { get; } = asOf;

    /// <summary>The figures of all units, those that the aggregator keeps as running figures too.</summary>
    /// <param name="geography">The survey's own, or one that its provinces were merged into.</param>
    /// <param name="channel">Which channels.</param>
    public SurveyFigures Figures(Geography geography, ChannelChoice channel) => Keep((geography, channel), 0).Ask();

    /// <summary>The figures by the categories of a respondent dimension, as far as they may be seen: of the official channels alone.</summary>
    /// <param name="geography">The survey's own, or one that its provinces were merged into.</param>
    /// <param name="dimension">A dimension of the survey's questionnaire.</param>
    public Breakdown Breakdown(Geography geography, Dimension dimension) => Keep((geography, dimension), 0).Ask();

    /// <summary>The breakdowns that nobody has to wait for, or soon.</summary>
    internal IEnumerable<(Geography Geography, Dimension Dimension)> Prepared => _breakdowns.Keys;

    /// <summary>Computes what was lately asked of the snapshot before, so that nobody waits for it who asks this one.</summary>
    internal void Prepare(SurveySnapshot before)
    {
        foreach (var (of, kept) in before._figures.Where(it => it.Value.Unasked < MostUnasked))
        {
            Keep(of, kept.Unasked + 1).Prepare();
        }

        foreach (var (of, kept) in before._breakdowns.Where(it => it.Value.Unasked < MostUnasked))
        {
            Keep(of, kept.Unasked + 1).Prepare();
        }
    }

    private Kept<SurveyFigures> Keep((Geography Geography, ChannelChoice Channel) what, int unasked) => _figures.GetOrAdd(what,
        of => new Kept<SurveyFigures>(() => SurveyFigures.Compute(Survey, of.Geography, of.Channel, tallies.ByKey), unasked));

    private Kept<Breakdown> Keep((Geography Geography, Dimension Dimension) what, int unasked) => _breakdowns.GetOrAdd(what,
        of => new Kept<Breakdown>(() => Domain.Breakdown.Compute(DisclosureOf(of.Dimension), of.Geography), unasked));

    private Disclosure DisclosureOf(Dimension dimension) => _disclosures.GetOrAdd(dimension,
        of => new Lazy<Disclosure>(() => Disclosure.Decide(catalogue, Survey, of, tallies.ByKey))).Value;

    /// <summary>Something that is computed once.</summary>
    /// <param name="compute">Computes it.</param>
    /// <param name="unasked">In how many snapshots before it was there and nobody asked for it.</param>
    private sealed class Kept<T>(Func<T> compute, int unasked)
    {
        private readonly Lazy<T> _value = new(compute);
        private volatile bool _isAsked;

        public int Unasked => _isAsked ? 0 : unasked;

        public T Ask()
        {
            _isAsked = true;
            return _value.Value;
        }

        public void Prepare() => _ = _value.Value;
    }
}
