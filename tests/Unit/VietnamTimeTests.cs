using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

public sealed class VietnamTimeTests
{
    [Fact]
    public void A_day_begins_at_17_hours_UTC()
    {
        var midnight = new DateTimeOffset(2024, 9, 30, 17, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateOnly(2024, 10, 1), VietnamTime.Day(midnight));
        Assert.Equal(new DateOnly(2024, 9, 30), VietnamTime.Day(midnight.AddTicks(-1)));
    }

    [Fact]
    public void A_moment_is_shown_with_the_day_first() =>
        Assert.Equal("01/10/2024 00:05", VietnamTime.Display(new DateTimeOffset(2024, 9, 30, 17, 5, 59, TimeSpan.Zero)));

    [Fact]
    public void A_moment_is_kept_to_the_microsecond_whatever_its_offset() =>
        Gen.Select(Gen.Long[0, 4_000_000_000_000_000], Gen.Int[0, 9], Gen.Int[-12, 14]).Sample((microseconds, ticks, hours) =>
        {
            var moment = UnixMicroseconds.ToDateTimeOffset(microseconds);
            return moment.Offset == TimeSpan.Zero
                && UnixMicroseconds.From(moment.AddTicks(ticks).ToOffset(TimeSpan.FromHours(hours))) == microseconds;
        });

    [Fact]
    public void The_epoch_is_zero() => Assert.Equal(0, UnixMicroseconds.From(DateTimeOffset.UnixEpoch));
}
