using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

/// <summary>Nothing counts to 39, 63 or 34: a survey of another size goes through content, rejections, tallies and index.</summary>
public sealed class SmallSurveyTests : IDisposable
{
    private readonly SmallFiles _files = new();
    private readonly Catalogue _catalogue;
    private readonly Survey _survey;

    public SmallSurveyTests()
    {
        _catalogue = _files.Load();
        _survey = _catalogue.FindSurvey("mini-1")!;
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_indicators_are_those_of_its_questionnaire() =>
        Assert.Equal(["C1", "C2", "C3", "CA", "CB", "care", "all"], _survey.Questionnaire.Indicators.Select(indicator => indicator.Code));

    [Fact]
    public void A_response_comes_back_from_its_bytes()
    {
        var bytes = Response("02", [5, 0, 3]).ToBytes();
        Assert.True(Content.TryRead(bytes, out var content));
        Assert.Equal(Response("02", [5, 0, 3]), content);
    }

    [Theory]
    [InlineData("02", new byte[] { 5, 0, 3 }, null)]
    [InlineData("02", new byte[] { 5, 0, 0 }, Rejections.InvalidForm)]
    [InlineData("02", new byte[] { 5, 5 }, Rejections.InvalidAnswers)]
    [InlineData("05", new byte[] { 5, 5, 5 }, Rejections.UnknownProvince)]
    public void A_response_is_judged_by_its_own_questionnaire_and_geography(string province, byte[] answers, string? expected)
    {
        var content = Response(province, answers);
        Assert.Equal(expected, Rejections.Of(_catalogue, A.Entry(content), content));
    }

    [Fact]
    public void Its_figures_on_the_new_provinces_are_those_of_the_added_counts()
    {
        var tallies = new Tallies(_catalogue);
        tallies.Add(Response("01", [5, 4, 1]), Channel.Paper, 1);
        tallies.Add(Response("04", [1, 4, 4]), Channel.Open, 1);
        tallies.Add(Response("03", [5, 0, 3]), Channel.Paper, 1);

        var figures = SurveyFigures.Compute(_survey, _catalogue.FindGeography("new")!, ChannelChoice.All, tallies.ByKey);

        // Province 02 (01 and 04): C1 5+1, C2 4+4, C3 1+4 of 10 points each. Province 03: nobody answered C2.
        Assert.Equal(["02", "03"], figures.Provinces.Select(it => it.Province.Code));
        Assert.Equal([60, 80, 50, 70, 50, 190m / 3, 190m / 3], figures.Provinces[0].Figures.Values.Select(it => decimal.Round(it.Score!.Value, 20)),
            (left, right) => Math.Abs(left - right) < 1e-18m);
        Assert.Equal([100m, null, 60, null, 60, null, null], figures.Provinces[1].Figures.Values.Select(it => it.Score));
        Assert.Equal(1, figures.ProvincesInMean);
        Assert.Equal([1, null], figures.Provinces.Select(it => it.Ranks[_survey.Questionnaire.Whole.Index]));
        Assert.Equal(3, figures.Nation.Tally.Responses);
    }

    private static Content Response(string province, byte[] answers) => new("mini-1", province, answers, new byte[] { 2 }, null);
}
