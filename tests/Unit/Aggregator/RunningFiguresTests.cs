using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Aggregator;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Aggregator;

/// <summary>Running figures are at most a second behind, because within every second of the clock each survey is looked at.</summary>
public sealed class RunningFiguresTests
{
    private const int Seconds = 10;
    private const string Odd = "sipas-2024";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private readonly Looks _looks = new();

    [Fact]
    public Task Every_survey_is_looked_at_within_every_second() => EverySecond(Second);

    [Fact]
    public Task A_survey_that_fails_holds_up_no_other_and_is_tried_again_within_every_second()
    {
        _looks.At = survey => survey == Odd ? throw new InvalidOperationException("Its tallies are damaged.") : false;
        return EverySecond(Second);
    }

    [Fact]
    public Task A_survey_whose_figures_are_never_done_holds_up_no_other()
    {
        _looks.Hanging = Odd;
        return EverySecond(Second);
    }

    [Fact]
    public Task Batches_that_cannot_be_judged_hold_up_no_figures()
    {
        _looks.Judging = () => throw new InvalidOperationException("Its entries are damaged.");
        return EverySecond(Second);
    }

    [Fact]
    public async Task A_batch_that_was_withdrawn_is_said_once_and_readiness_says_while_batches_cannot_be_judged()
    {
        var log = new ConcurrentQueue<string>();
        using var logger = new LogInto(log);
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(logger));
        var judge = new BatchJudge(_looks, loggers.CreateLogger<BatchJudge>());
        var survey = A.Catalogue.FindSurvey(Odd)!;
        _looks.Judging = () => [new BatchWithdrawn(A.Guid(1), 0, SharedSerials.Judge, SharedSerials.ReasonOf(A.Guid(2)))];
        await judge.TryJudge(survey, default);
        Assert.Contains($"({SharedSerials.ReasonOf(A.Guid(2))})", Assert.Single(log), StringComparison.Ordinal);

        _looks.Judging = () => throw new InvalidOperationException("Its entries are damaged.");
        await judge.TryJudge(survey, default);
        await judge.TryJudge(survey, default);
        Assert.Equal(2, log.Count);
        Assert.Equal(HealthStatus.Degraded, (await judge.CheckHealthAsync(new HealthCheckContext())).Status);

        _looks.Judging = () => [];
        await judge.TryJudge(survey, default);
        Assert.Equal(HealthStatus.Healthy, (await judge.CheckHealthAsync(new HealthCheckContext())).Status);
    }

    [Fact]
    public async Task Figures_are_written_in_any_case_after_the_start_until_that_has_succeeded_once()
    {
        var fails = true;
        _looks.At = survey => survey == Odd && fails ? throw new InvalidOperationException("Not yet.") : true;
        using var figures = await Start();
        fails = false;
        await Pass(Second);
        await Pass(Second);
        await figures.StopAsync(default);

        Assert.Equal([true, true, false], _looks.Always(Odd).Take(3));
        Assert.Equal([true, false, false], _looks.Always("sipas-2025").Take(3));
    }

    private async Task EverySecond(TimeSpan step)
    {
        using var figures = await Start();
        for (var second = 0; second < Seconds; second++)
        {
            await Pass(step);
        }

        await figures.StopAsync(default);
    }

    private async Task<RunningFigures> Start()
    {
        var figures = new RunningFigures(_looks, new BatchJudge(_looks, NullLogger<BatchJudge>.Instance), A.Catalogue, _clock, NullLogger<RunningFigures>.Instance);
        var before = _looks.Counts();
        await figures.StartAsync(default);
        await UntilAllAreLookedAtAgain(before);
        return figures;
    }

    private async Task Pass(TimeSpan step)
    {
        var before = _looks.Counts();
        _clock.Advance(step);
        await UntilAllAreLookedAtAgain(before);
    }

    // The clock stands still meanwhile, so a look that needs more of its time never comes.
    private async Task UntilAllAreLookedAtAgain(Dictionary<string, int> before)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (_looks.Counts() is var now && A.Catalogue.Surveys.FirstOrDefault(survey => survey.Code != _looks.Hanging && now[survey.Code] <= before[survey.Code]) is { } missed)
        {
            Assert.True(DateTime.UtcNow < deadline, $"{missed.Code} was not looked at within a second.");
            await Task.Delay(2);
        }
    }

    /// <summary>A store that remembers when it was asked to refresh figures, and does what the test says then.</summary>
    private sealed class Looks : IEntryStore
    {
        private readonly ConcurrentQueue<(string Survey, bool Always)> _all = new();

        /// <summary>A survey that is never done.</summary>
        public string? Hanging { get; set; }

        public Func<IReadOnlyList<BatchWithdrawn>> Judging { get; set; } = () => [];

        public Func<string, bool> At { get; set; } = _ => false;

        public Dictionary<string, int> Counts() =>
            A.Catalogue.Surveys.ToDictionary(survey => survey.Code, survey => _all.Count(look => look.Survey == survey.Code));

        public IEnumerable<bool> Always(string survey) => _all.Where(look => look.Survey == survey).Select(look => look.Always);

        public async Task<bool> RefreshFigures(Survey survey, bool always, CancellationToken cancellationToken)
        {
            await Task.Yield();
            _all.Enqueue((survey.Code, always));
            await (survey.Code == Hanging ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask);
            return At(survey.Code);
        }

        public Task Migrate(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<FillReport> Fill(IReadOnlyList<Pack> packs, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<BatchWithdrawn>> JudgeBatches(Survey survey, CancellationToken cancellationToken) => Task.FromResult(Judging());

        public Task<VerifyReport> Verify(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task Rebuild(CancellationToken cancellationToken) => throw new NotSupportedException();

        public bool IsTransient(Exception failure) => false;
    }
}
