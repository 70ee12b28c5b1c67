using System.Collections.Concurrent;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>
/// The newest snapshot of each survey that is asked for. While somebody does, the version is looked at several times a second, whatever the number of readers; when it has changed, the
/// tallies are read, what readers want is computed from them, and only then is it shown. So nobody waits, and what is shown is hardly older than the running figures.
/// </summary>
public sealed class SurveySnapshots(Catalogue catalogue, IFigureStore store, TimeProvider clock) : IDisposable
{
    /// <summary>How long a snapshot is shown without looking whether there is a newer one: as often as running figures change.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>How long one is shown while a newer one is read. After that whoever asks waits, and hears of a database that is away.</summary>
    public static readonly TimeSpan Bearable = TimeSpan.FromSeconds(10);

    // With the half second in which the aggregator notices a change, and the time that reading and computing take, within a second.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // A browser without script loads a page again every two minutes; who comes later than this waits for one look.
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();

    /// <summary>The snapshot of a survey; null while nothing was counted.</summary>
    public async Task<SurveySnapshot?> Find(Survey survey, CancellationToken cancellationToken)
    {
        var place = _places.GetOrAdd(survey.Code, _ => new Place());
        Task reading;
        lock (place)
        {
            place.AskedAt = clock.GetTimestamp();
            place.Watching ??= Watch(survey, place);
            var age = clock.GetElapsedTime(place.LookedAt);
            if (place.Current is { } current && age < Fresh)
            {
                return current;
            }

            reading = Read(survey, place);
            if (place.Current is { } bearable && age < Bearable)
            {
                return bearable;
            }
        }

        await reading.WaitAsync(cancellationToken);
        return place.Current;
    }

    /// <summary>Ends looking for newer ones.</summary>
    public void Dispose()
    {
        _end.Cancel();
    }

    // A reading that fails is told to those who wait for one, and tried again.
    private async Task Watch(Survey survey, Place place)
    {
        while (!_end.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Task reading;
            lock (place)
            {
                if (_end.IsCancellationRequested || clock.GetElapsedTime(place.AskedAt) > Watched)
                {
                    place.Watching = null;
                    return;
                }

                if (clock.GetElapsedTime(place.BegunAt) < Pause)
                {
                    continue;
                }

                reading = Read(survey, place);
            }

            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // On its own, so that nobody who goes away takes it from the others. The lock is held.
    private Task Read(Survey survey, Place place)
    {
        if (place.Reading is null or { IsCompleted: true })
        {
            place.BegunAt = clock.GetTimestamp();
            place.Reading = Task.Run(() => ReadNow(survey, place), CancellationToken.None);
        }

        return place.Reading;
    }

    private async Task ReadNow(Survey survey, Place place)
    {
        var now = clock.GetTimestamp();
        var version = await store.FindVersion(survey.Code, _end.Token);
        var (before, asOf) = (place.Current, clock.GetUtcNow());
        var current = before;
        if (before is null || version is null || version.Version > before.Version || version.Version < place.Seen || version.Simulated != before.Simulated
            || (before.Groups.Version < before.Version && before.Groups.AreOld(asOf)))
        {
            current = await store.FindTallies(survey, _end.Token) is { } tallies ? new SurveySnapshot(catalogue, survey, tallies, asOf, before) : null;
        }

        lock (place)
        {
            (place.Current, place.LookedAt, place.Seen) = (current, now, version?.Version ?? 0);
        }
    }

    private sealed class Place
    {
        public SurveySnapshot? Current { get; set; }

        /// <summary>The version that was seen last: of the running figures, which tallies may be ahead of. It goes back when a backup is restored.</summary>
        public long Seen { get; set; }

        /// <summary>When the version of the current one was looked at.</summary>
        public long LookedAt { get; set; }

        /// <summary>When somebody asked last.</summary>
        public long AskedAt { get; set; }

        /// <summary>When the last reading began.</summary>
        public long BegunAt { get; set; }

        public Task? Reading { get; set; }

        public Task? Watching { get; set; }
    }
}
