using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

public sealed class RankTests
{
    [Fact]
    public void Ties_share_a_rank_and_the_next_is_left_out() =>
        Assert.Equal([2, 1, 4, 2], SatisfactionIndex.Rank([80m, 90m, 70m, 80m]));

    [Fact]
    public void Without_a_value_there_is_no_rank() =>
        Assert.Equal([null, 1, null, 2], SatisfactionIndex.Rank([null, 90m, null, 0m]));

    [Fact]
    public void Ranks_are_on_two_decimals() =>
        Assert.Equal([1, 1, 3], SatisfactionIndex.Rank([83.9449m, 83.9351m, 83.9349m]));

    [Theory]
    [InlineData("83.945", "83.95")]
    [InlineData("83.935", "83.94")]
    [InlineData("83.9349999999", "83.93")]
    [InlineData("0.005", "0.01")]
    [InlineData("99.995", "100.00")]
    public void A_half_is_rounded_away_from_zero(string value, string expected) => Assert.Equal(Decimal(expected), SatisfactionIndex.Round(Decimal(value)));

    // (3·1617 + 36·1604) / (39·2400) is exactly 66.875 %, but 1617/2400 and 1604/2400 do not end and are cut after 28 digits.
    [Fact]
    public void A_half_that_was_lost_in_the_last_digit_is_still_a_half()
    {
        var whole = SatisfactionIndex.Compute(A.Tally(2400, item => item.Index < 3 ? 1617 : 1604))[A.Questionnaire.Whole.Index];
        Assert.True(whole.Satisfied < 66.875m);
        Assert.Equal(66.88m, SatisfactionIndex.Round(whole.Satisfied!.Value));
    }

    [Fact]
    public void A_rank_is_one_more_than_the_number_of_better_ones() =>
        Gen.Int[0, 40].Select(hundredths => hundredths == 0 ? (decimal?)null : hundredths / 1000m).Array[0, 20].Sample(values =>
        {
            var ranks = SatisfactionIndex.Rank(values);
            var printed = values.Select(value => value is { } known ? decimal.Floor((known * 100) + 0.5m) : (decimal?)null).ToList();
            var byHand = printed.Select(value => value is null ? (int?)null : printed.OrderByDescending(it => it).ToList().IndexOf(value) + 1);
            return byHand.SequenceEqual(ranks);
        }, iter: 2_000);

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
