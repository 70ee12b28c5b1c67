using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.UnitTests.Hosting;

/// <summary>Counting in memory of fixed size: whoever shares slots by chance is hardly ever taken for somebody else.</summary>
public sealed class MinuteCountsTests
{
    [Fact]
    public void Millions_of_senders_are_counted_in_the_same_memory_and_hardly_meet()
    {
        var clock = new FakeTimeProvider();
        var counts = new MinuteCounts(clock);
        var met = 0;
        for (var sender = 1UL; sender <= 10_000; sender++)
        {
            met += counts.Add(sender << 32) > 1 ? 1 : 0;
        }

        Assert.InRange(met, 0, 600);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var sender = 1UL; sender <= 1_000_000; sender++)
        {
            counts.Add(sender);
        }

        // Nothing for each of a million; a collection meanwhile may move the reading by a little.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([1, 2, 3], [counts.Add(7), counts.Add(7), counts.Add(7)]);
    }

    [Fact]
    public void At_20000_different_devices_a_second_nearly_none_is_over_a_limit_of_six()
    {
        const int Limit = 6;
        var counts = new MinuteCounts(new FakeTimeProvider(), MinuteCounts.ForDevices);
        var refused = 0;
        for (var device = 1UL; device <= 20_000 * 60; device++)
        {
            refused += counts.Add(device * 0x9E3779B97F4A7C15) > Limit ? 1 : 0;
        }

        Assert.InRange(refused, 0, 12);
    }
}
