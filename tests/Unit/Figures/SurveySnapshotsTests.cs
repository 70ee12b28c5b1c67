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
        (await snapshots.Find(Survey, CancellationToken.None))!.Groups.Breakdown(geography, dimension);
        AddToLaoCai(Disclosure.LeastAnswers);
        _store.Version = First with { Version = 8 };

        for (var deadline = DateTime.UtcNow.AddSeconds(30); (await snapshots.Find(Survey, CancellationToken.None))!.Version != 8; await Task.Delay(5))
        {
            Assert.True(DateTime.UtcNow < deadline, "The newer one was not read.");
            _clock.Advance(SurveySnapshots.Fresh / 4);
        }

        var newer = (await snapshots.Find(Survey, CancellationToken.None))!;
        Assert.Equal([(geography, dimension)], newer.Groups.Asked);
        Assert.Equal(_store.Breakdown(TinyCatalogue.Old, geography.Code).Nation.Cells.Select(cell => cell.Figures[0].N), newer.Groups.Breakdown(geography, dimension).Nation.Cells.Select(cell => cell.Figures[0].N));
    }

    [Fact]
    public async Task Groups_stand_still_while_a_province_has_changed_by_so_little_that_somebody_could_be_told()
    {
        var snapshots = Snapshots();
        var first = (await snapshots.Find(Survey, CancellationToken.None))!;

        AddToLaoCai(1);
        var second = await Newer(snapshots, 8);
        AddToLaoCai(Disclosure.LeastAnswers - 2);
        var third = await Newer(snapshots, 9);
        AddToLaoCai(1);
        var fourth = await Newer(snapshots, 10);

        Assert.Same(first.Groups, second.Groups);
        Assert.Same(first.Groups, third.Groups);
        Assert.Equal(10, fourth.Groups.Version);
        Assert.Equal(1 + Responses(first), Responses(second));
    }

    [Fact]
    public async Task Groups_stand_still_when_a_response_is_another_or_of_another_group_and_move_with_what_is_not_official()
    {
        var snapshots = Snapshots();
        var first = (await snapshots.Find(Survey, CancellationToken.None))!;

        _store.Add(TinyCatalogue.Old, "10", Channel.Open, 5, 5, 5);
        var open = await Newer(snapshots, 8);
        _store.Correct(TinyCatalogue.Old, "10", Channel.Invited, [3, 3, 3], [3, 3, 4]);
        var corrected = await Newer(snapshots, 9);

        Assert.Equal(8, open.Groups.Version);
        Assert.Same(open.Groups, corrected.Groups);
        Assert.Equal(Responses(open), Responses(corrected));
    }

    [Fact]
    public async Task Groups_stand_still_for_a_day_at_most_also_when_nothing_comes_any_more()
    {
        var snapshots = Snapshots();
        await snapshots.Find(Survey, CancellationToken.None);
        AddToLaoCai(1);
        var held = await Newer(snapshots, 8);

        _clock.Advance(SurveyGroups.Longest);
        var next = (await snapshots.Find(Survey, CancellationToken.None))!;

        Assert.NotEqual(8, held.Groups.Version);
        Assert.Equal(8, next.Groups.Version);
    }

    [Fact]
    public async Task A_version_that_goes_back_is_a_restored_database_and_is_read()
    {
        var snapshots = Snapshots();
        await snapshots.Find(Survey, CancellationToken.None);

        Assert.Equal(3, (await Newer(snapshots, 3)).Version);
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

    private void AddToLaoCai(int responses)
    {
        for (var i = 0; i < responses; i++)
        {
            _store.Add(TinyCatalogue.Old, "10", Channel.Paper, 5, 5, 5);
        }
    }

    private async Task<SurveySnapshot> Newer(SurveySnapshots snapshots, long version)
    {
        _store.Version = First with { Version = version };
        _clock.Advance(SurveySnapshots.Bearable);
        return (await snapshots.Find(Survey, CancellationToken.None))!;
    }

    private long Responses(SurveySnapshot snapshot) => snapshot.Figures(Survey.Geography, ChannelChoice.All).Nation.Tally.Responses;

    private SurveySnapshots Snapshots() => _snapshots = new SurveySnapshots(_store.Catalogue, _store, _clock);
}
