using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Domain;
using SipasSurvey.Figures;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Figures;

public sealed class SurveySnapshotsTests : IDisposable
{
    private static readonly FiguresVersion First = new(7, new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero), Simulated: false);

    private readonly ComputedFigures _store = FiguresHost.Tiny();
    private readonly FakeTimeProvider _clock = new();
    private SurveySnapshots? _snapshots;

    public void Dispose() => _snapshots?.Dispose();

    private Survey Survey => _store.Catalogue.FindSurvey(TinyCatalogue.Old)!;

    [Fact]
    public async Task The_same_is_shown_until_the_version_changes_and_then_what_is_newer()
    {
        var snapshots = Snapshots();
        var first = await snapshots.Find(Survey, CancellationToken.None);
        _clock.Advance(SurveySnapshots.Bearable);
        var same = await snapshots.Find(Survey, CancellationToken.None);

        _store.Add(TinyCatalogue.Old, "10", Channel.Paper, 5, 5, 5);
        _store.Version = First with { Version = 8 };
        _clock.Advance(SurveySnapshots.Bearable);
        var newer = await snapshots.Find(Survey, CancellationToken.None);

        Assert.Same(first, same);
        Assert.Equal(8, newer!.Version);
        Assert.Equal(1 + first!.Figures(Survey.Geography, ChannelChoice.All).Nation.Tally.Responses, newer.Figures(Survey.Geography, ChannelChoice.All).Nation.Tally.Responses);
    }

    [Fact]
    public async Task While_a_newer_one_is_read_the_one_before_is_shown_and_nobody_waits()
    {
        var snapshots = Snapshots();
        await snapshots.Find(Survey, CancellationToken.None);
        _store.Version = First with { Version = 8 };

        _clock.Advance(SurveySnapshots.Fresh);
        Assert.True(snapshots.Find(Survey, CancellationToken.None).IsCompletedSuccessfully);

        for (var deadline = DateTime.UtcNow.AddSeconds(30); (await snapshots.Find(Survey, CancellationToken.None))!.Version != 8; await Task.Delay(5))
        {
            Assert.True(DateTime.UtcNow < deadline, "The newer one was not read.");
        }
    }

    [Fact]
    public async Task A_newer_one_is_read_while_nobody_asks_and_has_what_was_asked_of_the_one_before()
    {
        var snapshots = Snapshots();
        var (geography, dimension) = (Survey.Geography, Survey.Questionnaire.Respondent[0]);
        (await snapshots.Find(Survey, CancellationToken.None))!.Breakdown(geography, dimension);
        _store.Add(TinyCatalogue.Old, "10", Channel.Paper, 5, 5, 5);
        _store.Version = First with { Version = 8 };

        for (var deadline = DateTime.UtcNow.AddSeconds(30); (await snapshots.Find(Survey, CancellationToken.None))!.Version != 8; await Task.Delay(5))
        {
            Assert.True(DateTime.UtcNow < deadline, "The newer one was not read.");
            _clock.Advance(SurveySnapshots.Fresh / 4);
        }

        var newer = (await snapshots.Find(Survey, CancellationToken.None))!;
        Assert.Equal([(geography, dimension)], newer.Prepared);
        Assert.Equal(_store.Breakdown(TinyCatalogue.Old, geography.Code).Nation.Cells.Select(cell => cell.Figures[0].N), newer.Breakdown(geography, dimension).Nation.Cells.Select(cell => cell.Figures[0].N));
    }

    [Fact]
    public async Task A_database_that_is_away_is_borne_for_seconds_and_then_told()
    {
        var snapshots = Snapshots();
        var first = await snapshots.Find(Survey, CancellationToken.None);
        _store.Failure = new InvalidOperationException("away");

        _clock.Advance(SurveySnapshots.Fresh);
        Assert.Same(first, await snapshots.Find(Survey, CancellationToken.None));
        _clock.Advance(SurveySnapshots.Bearable);
        await Assert.ThrowsAsync<InvalidOperationException>(() => snapshots.Find(Survey, CancellationToken.None));

        _store.Failure = null;
        Assert.NotNull(await snapshots.Find(Survey, CancellationToken.None));
    }

    [Fact]
    public async Task Before_anything_is_counted_there_is_none()
    {
        _store.Version = null;

        Assert.Null(await Snapshots().Find(Survey, CancellationToken.None));
    }

    private SurveySnapshots Snapshots() => _snapshots = new SurveySnapshots(_store.Catalogue, _store, _clock);
}
