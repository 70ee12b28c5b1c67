using System.Collections.Concurrent;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Pages.FieldWork;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages.Progress;

/// <summary>Progress of a survey's field work at one moment.</summary>
/// <param name="At">When it was counted.</param>
/// <param name="Provinces">By province code; a province in which nothing was planned, printed or sent is not there.</param>
/// <param name="Rejections">How many entries of a batch cannot be counted, by reason; a batch without any is not there.</param>
/// <param name="Suspicious">How many of the counted online responses are suspicious.</param>
public sealed record SurveyProgress(
    DateTimeOffset At, IReadOnlyDictionary<string, ProvinceProgress> Provinces, IReadOnlyDictionary<Guid, Dictionary<string, int>> Rejections,
    IReadOnlyList<SuspiciousCount> Suspicious)
{
    /// <summary>How many entries of a batch cannot be counted, by reason.</summary>
    public IReadOnlyDictionary<string, int> RejectionsOf(Guid batch) => Rejections.GetValueOrDefault(batch) ?? [];

    /// <summary>Progress of a province.</summary>
    public ProvinceProgress Of(Province province) => Provinces.GetValueOrDefault(province.Code) ?? ProvinceProgress.None;
}

/// <summary>
/// Counting reads every sheet of a survey, so whoever asks within some seconds is told the same. Whoever asks meanwhile waits for the one that counts.
/// </summary>
internal sealed class ProgressCache(IBatchStore store, IFigureStore figures, SamplePlans plans, PrintRuns runs, FieldWorkSerials serials, TimeProvider clock)
{
    /// <summary>How long one count is told.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    /// <summary>How old a count may be that stands beside other figures.</summary>
    public static readonly TimeSpan Bearable = TimeSpan.FromMinutes(1);

    // As long as nobody minds: a survey of the usual size is counted in it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.Ordinal);

    /// <summary>Progress of a survey, at most <see cref="KeptFor"/> old.</summary>
    public async Task<SurveyProgress> Find(Survey survey, CancellationToken cancellationToken)
    {
        var place = _places.GetOrAdd(survey.Code, _ => new Place());
        await place.Turn.WaitAsync(cancellationToken);
        try
        {
            if (place.Progress is not { } known || clock.GetElapsedTime(place.CountedAt) >= KeptFor)
            {
                known = await Count(survey, cancellationToken);
                (place.Progress, place.CountedAt) = (known, clock.GetTimestamp());
            }

            return known;
        }
        finally
        {
            place.Turn.Release();
        }
    }

    /// <summary>
    /// The newest count there is, for a page that has other things to say and must not wait for it: one older than <see cref="Bearable"/> is counted anew meanwhile. Null while there is
    /// none, which is for a moment after the start.
    /// </summary>
    public async Task<SurveyProgress?> FindLatest(Survey survey)
    {
        var place = _places.GetOrAdd(survey.Code, _ => new Place());
        if (place.Progress is null || clock.GetElapsedTime(place.CountedAt) >= Bearable)
        {
            Task counting;
            lock (place)
            {
                if (place.Counting is null or { IsCompleted: true })
                {
                    place.Counting = Task.Run(() => Find(survey, CancellationToken.None));
                }

                counting = place.Counting;
            }

            // Where it fails, the page keeps the count that it has, which says when it was made.
            await Task.WhenAny(counting, Task.Delay(place.Progress is null ? Patience : TimeSpan.Zero));
        }

        return place.Progress;
    }

    private async Task<SurveyProgress> Count(Survey survey, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (planned, printed) = (await plans.List(survey.Code, null, cancellationToken), await runs.List(survey.Code, null, cancellationToken));
        var (returned, rejections) = await ProgressCounts.Read(survey, store.ReadSheets(survey.Code, cancellationToken), cancellationToken);
        return new SurveyProgress(now, ProgressCounts.Count(planned, printed, serials.IdsOf, returned), rejections,
            await figures.CountSuspicious(survey.Code, cancellationToken));
    }

    private sealed class Place
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public SurveyProgress? Progress { get; set; }

        public long CountedAt { get; set; }

        public Task? Counting { get; set; }
    }
}
