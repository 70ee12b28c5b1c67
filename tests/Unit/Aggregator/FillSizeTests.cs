using SipasSurvey.Aggregator;

namespace SipasSurvey.UnitTests.Aggregator;

public sealed class FillSizeTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly FillSize _size = new();

    [Fact]
    public void A_slow_database_gets_half_and_no_less()
    {
        Assert.Equal(10_000, _size.Most);

        _size.Stored(10_000, Slow);
        Assert.Equal(5_000, _size.Most);

        _size.Stored(5_000, Slow);
        Assert.Equal(5_000, _size.Most);
    }

    [Fact]
    public void One_that_takes_nothing_is_tried_with_less_down_to_a_full_pack()
    {
        _size.Failed();
        _size.Failed();
        Assert.Equal(2_500, _size.Most);

        for (var time = 0; time < 20; time++)
        {
            _size.Failed();
        }

        Assert.Equal(500, _size.Most);
    }

    [Fact]
    public void It_grows_again_by_full_fills_and_by_no_others()
    {
        _size.Failed();

        _size.Stored(4_999, Quick);
        Assert.Equal(5_000, _size.Most);

        _size.Stored(5_000, Quick);
        _size.Stored(10_000, Quick);
        Assert.Equal(10_000, _size.Most);
    }

    [Fact]
    public void A_slow_one_that_took_nothing_gets_to_its_half_again()
    {
        for (var time = 0; time < 20; time++)
        {
            _size.Failed();
        }

        for (var fill = 0; fill < 5; fill++)
        {
            _size.Stored(_size.Most, Slow);
        }

        Assert.Equal(5_000, _size.Most);
    }
}
