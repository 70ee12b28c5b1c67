using System.Collections.Concurrent;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>
/// The newest snapshot of each survey that was asked for. One look at the version a second is all that many readers cost; tallies are read when it has changed, by one of them, while
/// the others are shown what was there before.
/// </summary>
public sealed class SurveySnapshots(Catalogue catalogue, IFigureStore store, TimeProvider clock)
{
    /// <summary>How long a snapshot is shown without looking whether there is a newer one: as often as running figures change.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>How long one is shown while a newer one is read. After that whoever asks waits, and hears of a database that is away.</summary>
    public static readonly TimeSpan Bearable = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>The snapshot of a survey; null while nothing was counted.</summary>
    public async Task<SurveySnapshot?> Find(Survey survey, CancellationToken cancellationToken)
    {
        var place = _places.GetOrAdd(survey.Code, _ => new Place());
        Task reading;
        lock (place)
        {
            var age = clock.GetElapsedTime(place.LookedAt);
            if (place.Current is { } current && age < Fresh)
            {
                return current;
            }

            if (place.Reading is null or { IsCompleted: true })
            {
                // On its own, so that nobody who goes away takes it from the others.
                place.Reading = Task.Run(() => Read(survey, place), CancellationToken.None);
            }

            reading = place.Reading;
            if (place.Current is { } bearable && age < Bearable)
            {
                return bearable;
            }
        }

        await reading.WaitAsync(cancellationToken);
        return place.Current;
    }

    private async Task Read(Survey survey, Place place)
    {
        var now = clock.GetTimestamp();
        var version = await store.FindVersion(survey.Code, CancellationToken.None);
        var current = place.Current;
        if (current is null || version is null || version.Version > current.Version || version.Simulated != current.Simulated)
        {
            var asOf = clock.GetUtcNow();
            current = await store.FindTallies(survey, CancellationToken.None) is { } tallies ? new SurveySnapshot(catalogue, survey, tallies, asOf) : null;
        }

        lock (place)
        {
            (place.Current, place.LookedAt) = (current, now);
        }
    }

    private sealed class Place
    {
        public SurveySnapshot? Current { get; set; }

        public long LookedAt { get; set; }

        public Task? Reading { get; set; }
    }
}
