using System.Collections.Concurrent;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>
/// Everything that can be computed from the tallies of a survey at one moment. What a page shows comes from one of these, so its figures fit together; each is computed when it is
/// first asked for, or beforehand when it was lately asked of the snapshot before.
/// </summary>
public sealed class SurveySnapshot
{
    // Of about half a minute while responses come in all the time.
    private const int MostUnasked = 60;

    private readonly ConcurrentDictionary<(Geography Geography, ChannelChoice Channel), Kept<SurveyFigures>> _figures = [];
    private readonly StoredTallies _tallies;

    /// <param name="catalogue">Names the geographies that the survey can be shown on.</param>
    /// <param name="survey">The survey.</param>
    /// <param name="tallies">Its tallies; of no version when nothing was counted.</param>
    /// <param name="asOf">When they were read.</param>
    /// <param name="before">The snapshot before; null without one.</param>
    public SurveySnapshot(Catalogue catalogue, Survey survey, StoredTallies tallies, DateTimeOffset asOf, SurveySnapshot? before = null)
    {
        (Survey, AsOf, _tallies) = (survey, asOf, tallies);
        Groups = before?.Groups.Follow(tallies, asOf) ?? new SurveyGroups(catalogue, survey, tallies, asOf);
        foreach (var (of, kept) in before?._figures.Where(it => it.Value.Unasked < MostUnasked) ?? [])
        {
            Keep(of, kept.Unasked + 1).Prepare();
        }
    }

    /// <summary>The survey.</summary>
    public Survey Survey { get; }

    /// <summary>Grows with every change of a tally.</summary>
    public long Version => _tallies.Version;

    /// <summary>Whether simulated responses are among those counted; then everything shown must say so.</summary>
    public bool Simulated => _tallies.Simulated;

    /// <summary>When the tallies were read.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>The figures by group of respondents, which may be of an earlier moment.</summary>
    public SurveyGroups Groups { get; }

    /// <summary>The figures of all units, those that the aggregator keeps as running figures too.</summary>
    /// <param name="geography">The survey's own, or one that its provinces were merged into.</param>
    /// <param name="channel">Which channels.</param>
    public SurveyFigures Figures(Geography geography, ChannelChoice channel) => Keep((geography, channel), 0).Ask();

    private Kept<SurveyFigures> Keep((Geography Geography, ChannelChoice Channel) what, int unasked) => _figures.GetOrAdd(what,
        of => new Kept<SurveyFigures>(() => SurveyFigures.Compute(Survey, of.Geography, of.Channel, _tallies.ByKey), unasked));

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
