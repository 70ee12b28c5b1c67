using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Local.Accounts;

namespace SipasSurvey.UnitTests.Accounts;

public sealed class SignInThrottleTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests() => _throttle = new SignInThrottle(_clock);

    [Fact]
    public void After_five_wrong_passwords_each_further_one_needs_a_pause_that_doubles_up_to_half_a_minute()
    {
        for (var attempt = 0; attempt < SignInThrottle.FreeTries; attempt++)
        {
            Assert.Null(_throttle.Begin("administrator"));
        }

        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 30, 30])
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), _throttle.Begin("administrator"));
            _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(TimeSpan.FromMilliseconds(1), _throttle.Begin("administrator"));
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Null(_throttle.Begin("administrator"));
        }
    }

    [Fact]
    public void Others_are_not_affected()
    {
        Fail("administrator", SignInThrottle.FreeTries);

        Assert.NotNull(_throttle.Begin("administrator"));
        Assert.Null(_throttle.Begin("auditor"));
    }

    [Fact]
    public void What_was_refused_in_a_pause_does_not_prolong_it()
    {
        Fail("administrator", SignInThrottle.FreeTries);
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            Assert.NotNull(_throttle.Begin("administrator"));
        }

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(_throttle.Begin("administrator"));
    }

    [Fact]
    public void The_right_password_costs_nothing()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            Assert.Null(_throttle.Begin("administrator"));
            _throttle.GiveBack("administrator");
        }
    }

    [Fact]
    public void After_a_quarter_of_an_hour_without_a_try_all_is_forgotten()
    {
        Fail("administrator", SignInThrottle.FreeTries);
        _clock.Advance(SignInThrottle.Window);

        Fail("administrator", SignInThrottle.FreeTries);

        Assert.Equal(TimeSpan.FromSeconds(1), _throttle.Begin("administrator"));
    }

    [Fact]
    public async Task Tries_at_the_same_time_are_no_way_around()
    {
        var begun = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => _throttle.Begin("administrator"))));

        Assert.Equal(SignInThrottle.FreeTries, begun.Count(wait => wait is null));
    }

    [Fact]
    public void Of_more_names_than_are_remembered_the_one_that_was_tried_longest_ago_is_forgotten()
    {
        Fail("administrator", SignInThrottle.FreeTries);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        for (var other = 1; other < SignInThrottle.MostNames; other++)
        {
            _throttle.Begin($"nobody-{other}");
        }

        Assert.NotNull(_throttle.Begin("administrator"));
        _throttle.Begin("one more");

        Assert.Null(_throttle.Begin("administrator"));
    }

    private void Fail(string who, int times)
    {
        for (var attempt = 0; attempt < times; attempt++)
        {
            Assert.Null(_throttle.Begin(who));
        }
    }
}
