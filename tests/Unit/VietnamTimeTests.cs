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

    [Theory]
    [InlineData("2024-12-31T16:59:59Z", "sipas-2024")]
    [InlineData("2024-12-31T17:00:00Z", "sipas-2025")]
    [InlineData("2026-06-01T00:00:00Z", "sipas-2026")]
    [InlineData("1999-06-01T00:00:00Z", "sipas-2026")]
    public void The_survey_of_those_who_name_none_is_that_of_the_year_in_Vietnam_and_else_the_latest(string moment, string survey) =>
        Assert.Equal(survey, A.Catalogue.CurrentAt(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)).Code);

    [Fact]
    public void The_epoch_is_zero() => Assert.Equal(0, UnixMicroseconds.From(DateTimeOffset.UnixEpoch));
}
