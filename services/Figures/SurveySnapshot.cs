using System.Collections.Concurrent;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>
/// Everything that can be computed from the tallies of a survey at one moment. What a page shows comes from one of these, so its figures fit together; each is computed when it is
/// first asked for.
/// </summary>
/// <param name="catalogue">Names the geographies that the survey can be shown on.</param>
/// <param name="survey">The survey.</param>
/// <param name="tallies">Its tallies; of no version when nothing was counted.</param>
/// <param name="asOf">When they were read.</param>
public sealed class SurveySnapshot(Catalogue catalogue, Survey survey, StoredTallies tallies, DateTimeOffset asOf)
{
    private readonly ConcurrentDictionary<(Geography, ChannelChoice), Lazy<SurveyFigures>> _figures = [];
    private readonly ConcurrentDictionary<Dimension, Lazy<Disclosure>> _disclosures = [];
    private readonly ConcurrentDictionary<(Geography, Dimension), Lazy<Breakdown>> _breakdowns = [];

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
    public SurveyFigures Figures(Geography geography, ChannelChoice channel) => _figures.GetOrAdd((geography, channel),
        of => new Lazy<SurveyFigures>(() => SurveyFigures.Compute(Survey, of.Item1, of.Item2, tallies.ByKey))).Value;

    /// <summary>The figures by the categories of a respondent dimension, as far as they may be seen: of the official channels alone.</summary>
    /// <param name="geography">The survey's own, or one that its provinces were merged into.</param>
    /// <param name="dimension">A dimension of the survey's questionnaire.</param>
    public Breakdown Breakdown(Geography geography, Dimension dimension) => _breakdowns.GetOrAdd((geography, dimension),
        of => new Lazy<Breakdown>(() => Domain.Breakdown.Compute(DisclosureOf(of.Item2), of.Item1))).Value;

    private Disclosure DisclosureOf(Dimension dimension) => _disclosures.GetOrAdd(dimension,
        of => new Lazy<Disclosure>(() => Disclosure.Decide(catalogue, Survey, of, tallies.ByKey))).Value;
}
