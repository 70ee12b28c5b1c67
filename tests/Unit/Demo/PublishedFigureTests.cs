using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Demo;

/// <summary>The simulation against the figures of SIPAS 2024 that were published, under the rule <c>satisfied</c>.</summary>
[Collection(SimulatedOnce.Name)]
public sealed class PublishedFigureTests(SimulatedFigures simulated)
{
    // What was asked for is 0.3 points. Rounding to whole answers costs less than 0.01, so anything beyond is a mistake.
    private const decimal Tolerance = 0.01m;

    [Theory]
    [InlineData("sipas", 83.94)]
    [InlineData("policy", 83.84)]
    [InlineData("service", 84.09)]
    [InlineData("SA", 84.27)]
    public void The_nation_has_the_published_percentage(string indicator, decimal published) =>
        Assert.InRange(simulated.Nation(indicator)!.Value, published - Tolerance, published + Tolerance);

    [Theory]
    [InlineData("Hải Phòng", "sipas", 91.10)]
    [InlineData("Hải Phòng", "policy", 90.59)]
    [InlineData("Thái Nguyên", "sipas", 90.23)]
    [InlineData("Hải Dương", "sipas", 90.18)]
    [InlineData("Hà Nội", "sipas", 86.50)]
    [InlineData("Hà Nội", "policy", 86.51)]
    [InlineData("Hà Nội", "service", 86.49)]
    [InlineData("Lào Cai", "sipas", 84.92)]
    [InlineData("Long An", "sipas", 82.71)]
    [InlineData("Vĩnh Long", "sipas", 81.75)]
    [InlineData("Bắc Kạn", "sipas", 78.17)]
    public void A_province_has_the_published_percentage(string province, string indicator, decimal published) =>
        Assert.InRange(simulated.Percent(province, indicator)!.Value, published - Tolerance, published + Tolerance);

    [Theory]
    [InlineData("Hải Phòng", "sipas", 1)]
    [InlineData("Hải Phòng", "policy", 1)]
    [InlineData("Thái Nguyên", "sipas", 2)]
    [InlineData("Hải Dương", "sipas", 3)]
    [InlineData("Quảng Ninh", "sipas", 4)]
    [InlineData("Bà Rịa - Vũng Tàu", "sipas", 5)]
    [InlineData("Nghệ An", "sipas", 6)]
    [InlineData("Hà Nội", "sipas", 11)]
    [InlineData("Hà Nội", "policy", 9)]
    [InlineData("Hà Nội", "service", 13)]
    [InlineData("Lào Cai", "sipas", 19)]
    [InlineData("Long An", "sipas", 41)]
    [InlineData("Vĩnh Long", "sipas", 53)]
    [InlineData("Bắc Kạn", "sipas", 63)]
    public void A_province_has_the_published_rank(string province, string indicator, int published) =>
        Assert.Equal(published, simulated.Rank(province, indicator));

    [Theory]
    [InlineData(1)]
    [InlineData(2024)]
    [InlineData(-7)]
    public void Another_seed_keeps_percentages_and_ranks_by_the_whole(long seed)
    {
        var other = SimulatedFigures.Of(seed);

        Assert.InRange(other.Nation("sipas")!.Value, 83.94m - Tolerance, 83.94m + Tolerance);
        Assert.InRange(other.Nation("SA")!.Value, 84.27m - Tolerance, 84.27m + Tolerance);
        Assert.InRange(other.Percent("Hà Nội", "service")!.Value, 86.49m - Tolerance, 86.49m + Tolerance);
        Assert.Equal(1, other.Rank("Hải Phòng", "sipas"));
        Assert.Equal(11, other.Rank("Hà Nội", "sipas"));
        Assert.Equal(19, other.Rank("Lào Cai", "sipas"));
        Assert.Equal(63, other.Rank("Bắc Kạn", "sipas"));
    }

    [Fact]
    public void No_two_provinces_share_a_part_or_the_whole_to_the_last_digit()
    {
        foreach (var indicator in simulated.Survey.Questionnaire.Indicators.Where(it => it.Kind is IndicatorKind.Part or IndicatorKind.Whole))
        {
            var values = simulated.Figures.Provinces.Select(province => province.Figures.Values[indicator.Index].Satisfied);
            Assert.Equal(simulated.Figures.Provinces.Count, values.Distinct().Count());
        }
    }
}
