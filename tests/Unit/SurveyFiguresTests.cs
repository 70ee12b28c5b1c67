using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

public sealed class SurveyFiguresTests
{
    private static readonly int Whole = A.Questionnaire.Whole.Index;

    [Theory]
    [InlineData(ChannelChoice.All, 7)]
    [InlineData(ChannelChoice.Official, 3)]
    [InlineData(ChannelChoice.Open, 4)]
    public void Only_the_chosen_channels_are_in_the_figures(ChannelChoice choice, long expected)
    {
        var figures = Compute(choice, (A.Key("01", Channel.Paper), Forms(1)), (A.Key("01", Channel.Invited), Forms(2)),
            (A.Key("01", Channel.Open), Forms(4)));
        Assert.Equal(expected, figures.Nation.Tally.Responses);
        Assert.Equal(expected, Province(figures, "01").Figures.Tally.Responses);
        Assert.Equal(choice, figures.Channel);
    }

    [Fact]
    public void Which_channels_are_official_is_said_by_the_survey()
    {
        var paperOnly = A.Survey2024 with { OfficialChannels = new HashSet<Channel> { Channel.Paper } };
        var figures = SurveyFigures.Compute(paperOnly, A.Vn63, ChannelChoice.Official,
            Tallies((A.Key("01", Channel.Paper), Forms(1)), (A.Key("01", Channel.Invited), Forms(2))));
        Assert.Equal(1, figures.Nation.Tally.Responses);
    }

    [Fact]
    public void Tallies_of_other_surveys_and_of_single_categories_are_left_out()
    {
        var figures = Compute(ChannelChoice.All, (A.Key("01"), Forms(1)), (A.Key("01", survey: "sipas-2025"), Forms(10)),
            (A.Key("01") with { Dimension = "gender", Category = "male" }, Forms(100)));
        Assert.Equal(1, figures.Nation.Tally.Responses);
    }

    [Fact]
    public void Every_province_is_listed_and_those_without_responses_have_no_value_and_no_rank()
    {
        var figures = Compute(ChannelChoice.All, (A.Key("10"), Forms(1)));
        Assert.Equal(A.Vn63.Provinces, figures.Provinces.Select(it => it.Province));
        Assert.All(figures.Provinces.Where(it => it.Province.Code != "10"), it =>
        {
            Assert.All(it.Figures.Values, value => Assert.Equal(default, value));
            Assert.All(it.Ranks, Assert.Null);
        });
        Assert.All(Province(figures, "10").Ranks, rank => Assert.Equal(1, rank));
    }

    [Fact]
    public void The_nation_is_all_respondents_together_and_not_the_mean_of_the_provinces()
    {
        var figures = Compute(ChannelChoice.All, (A.Key("01"), Forms(1, level: 5)), (A.Key("02"), Forms(3, level: 1)));
        Assert.Equal(new Percentages(25, 40), figures.Nation.Values[Whole]);
        Assert.Equal(new Percentages(50, 60), figures.ProvinceMean[Whole]);
        Assert.Equal(2, figures.ProvincesInMean);
    }

    [Fact]
    public void A_province_in_which_an_item_has_no_value_is_in_the_nation_and_in_no_mean()
    {
        var incomplete = new Tally(A.Questionnaire);
        incomplete.Add([.. A.Answers(5)[1..], Content.Blank], 1);

        var figures = Compute(ChannelChoice.All, (A.Key("01"), Forms(1, level: 1)), (A.Key("02"), incomplete));

        Assert.Equal(1, figures.ProvincesInMean);
        Assert.All(figures.ProvinceMean, value => Assert.Equal(new Percentages(0, 20), value));
        Assert.Equal(new Percentages(50, 60), figures.Nation.Values[A.Questionnaire.FindIndicator("policy")!.Index]);
        Assert.Equal(1, Province(figures, "02").Ranks[A.Questionnaire.FindIndicator("P01")!.Index]);
        Assert.Null(Province(figures, "02").Ranks[Whole]);
    }

    [Fact]
    public void Without_a_complete_province_there_is_no_mean()
    {
        var figures = Compute(ChannelChoice.All);
        Assert.Equal(0, figures.ProvincesInMean);
        Assert.All(figures.ProvinceMean, value => Assert.Equal(default, value));
    }

    // Province 01 has more satisfied people, province 02 the better mean level.
    [Theory]
    [InlineData(IndexRule.Satisfied, 1, 2)]
    [InlineData(IndexRule.Score, 2, 1)]
    public void Provinces_are_ranked_under_the_headline_rule(IndexRule rule, int rank01, int rank02)
    {
        var figures = SurveyFigures.Compute(A.Survey2024 with { HeadlineRule = rule }, A.Vn63, ChannelChoice.All,
            Tallies((A.Key("01"), A.Tally(2, _ => 1, high: 4, low: 1)), (A.Key("02"), Forms(2, level: 3))));
        Assert.Equal((rank01, rank02), (Province(figures, "01").Ranks[Whole], Province(figures, "02").Ranks[Whole]));
    }

    [Fact]
    public void A_survey_of_the_63_shown_on_the_34_keeps_every_response() =>
        Any.Response.Array[0, 60].Sample(responses => OnThe34(responses).Nation.Tally.SameAs(A.TallyOf(responses)), iter: 50);

    [Fact]
    public void A_merged_provinces_figures_are_those_of_all_its_peoples_forms_together() =>
        Any.Response.Array[0, 60].Sample(responses =>
            Assert.All(OnThe34(responses).Provinces, it =>
            {
                var together = A.TallyOf(responses.Where(response => it.Province.FormedFrom.Contains(response.Province)));
                Assert.True(together.SameAs(it.Figures.Tally));
                Assert.Equal(SatisfactionIndex.Compute(together), it.Figures.Values);
            }), iter: 50);

    [Fact]
    public void Forms_of_Yen_Bai_are_in_Lao_Cai_since_the_merger()
    {
        var figures = SurveyFigures.Compute(A.Survey2024, A.Vn34, ChannelChoice.All, Tallies((A.Key("15"), Forms(3)), (A.Key("10"), Forms(2))));
        Assert.Equal(("Lào Cai", 5), (Province(figures, "15").Province.Name.Vi, Province(figures, "15").Figures.Tally.Responses));
    }

    [Fact]
    public void A_survey_of_the_34_cannot_be_shown_on_the_63() =>
        Assert.Throws<ArgumentException>(() =>
            SurveyFigures.Compute(A.Survey2026, A.Vn63, ChannelChoice.All, Tallies((A.Key("15", survey: "sipas-2026"), Forms(1)))));

    private static SurveyFigures OnThe34(Content[] responses)
    {
        var tallies = new Tallies(A.Catalogue);
        foreach (var response in responses)
        {
            tallies.Add(response, Channel.Paper, 1);
        }

        return SurveyFigures.Compute(A.Survey2024, A.Vn34, ChannelChoice.All, tallies.ByKey);
    }

    private static SurveyFigures Compute(ChannelChoice choice, params (TallyKey Key, Tally Tally)[] tallies) =>
        SurveyFigures.Compute(A.Survey2024, A.Vn63, choice, Tallies(tallies));

    private static Dictionary<TallyKey, Tally> Tallies(params (TallyKey Key, Tally Tally)[] tallies) => tallies.ToDictionary(it => it.Key, it => it.Tally);

    private static Tally Forms(int n, byte level = 4) => A.Tally(n, _ => n, high: level);

    private static ProvinceFigures Province(SurveyFigures figures, string code) => figures.Provinces.Single(it => it.Province.Code == code);
}
