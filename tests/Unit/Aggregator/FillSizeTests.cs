using SipasSurvey.Aggregator;

namespace SipasSurvey.UnitTests.Aggregator;

public sealed class FillSizeTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_slow_database_gets_half_each_time_down_to_a_full_pack()
    {
        var size = new FillSize();
        Assert.Equal(10_000, size.Most);

        size.Stored(10_000, Slow);
        Assert.Equal(5_000, size.Most);

        for (var fill = 0; fill < 20; fill++)
        {
            size.Stored(size.Most, Slow);
        }

        Assert.Equal(500, size.Most);
    }

    [Fact]
    public void One_that_takes_nothing_is_tried_with_less()
    {
        var size = new FillSize();

        size.Failed();
        size.Failed();

        Assert.Equal(2_500, size.Most);
    }

    [Fact]
    public void It_grows_again_by_full_fills_that_were_quick_and_by_no_others()
    {
        var size = new FillSize();
        size.Failed();

        size.Stored(4_999, Quick);
        Assert.Equal(5_000, size.Most);

        size.Stored(5_000, Quick);
        size.Stored(10_000, Quick);
        Assert.Equal(10_000, size.Most);
    }
}
