using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Breakdowns;

public sealed class DisclosureTests
{
    [Theory]
    [InlineData(8, 1, true)]
    [InlineData(9, 1, false)]
    public void A_cell_is_hidden_below_10_answers(int satisfied, int dissatisfied, bool hidden) =>
        Assert.Equal(hidden, new Counted().WithManyOthers("01").With("01", Counted.Male, satisfied).With("01", Counted.Male, dissatisfied, level: 2)
            .HidesMen("01"));

    [Theory]
    [InlineData(49, 0, true)]
    [InlineData(50, 0, false)]
    [InlineData(48, 1, false)]
    public void A_cell_with_all_answers_at_one_level_is_hidden_below_50(int satisfied, int dissatisfied, bool hidden) =>
        Assert.Equal(hidden, new Counted().WithManyOthers("01").With("01", Counted.Male, satisfied).With("01", Counted.Male, dissatisfied, level: 2)
            .HidesMen("01"));

    [Fact]
    public void Answers_to_the_item_count_and_not_responses()
    {
        var counted = new Counted().WithManyOthers("01").With("01", Counted.Male, 8).With("01", Counted.Male, 1, level: 2)
            .With("01", Counted.Male, 5, level: 3, skipping: "P01");
        Assert.True(counted.HidesMen("01", "P01"));
        Assert.False(counted.With("01", Counted.Male, 1).HidesMen("01", "P01"));
    }

    // How many answered one item says about how many answered the others.
    [Fact]
    public void What_is_hidden_for_one_item_is_hidden_for_all_and_for_all_that_is_computed_from_them()
    {
        var counted = new Counted().WithManyOthers("01").With("01", Counted.Male, 8).With("01", Counted.Male, 1, level: 2)
            .With("01", Counted.Male, 5, level: 3, skipping: "P01");
        Assert.All(A.Questionnaire.Indicators, indicator => Assert.True(counted.HidesMen("01", indicator.Code)));
    }

    [Fact]
    public void One_more_category_is_hidden_beside_a_small_one_and_it_is_the_smaller()
    {
        var counted = new Counted();
        foreach (var province in A.Vn63.Provinces)
        {
            counted.With(province.Code, Counted.Male, 200).With(province.Code, Counted.Male, 20, level: 2)
                .With(province.Code, Counted.Female, 100).With(province.Code, Counted.Female, 10, level: 2)
                .With(province.Code, null, 4).With(province.Code, null, 3, level: 2);
        }

        var disclosure = counted.ByGender();
        var whole = A.Questionnaire.Whole;
        Assert.All(A.Vn63.Provinces, province =>
        {
            Assert.True(disclosure.Hides(A.Vn63, province, null, whole));
            Assert.True(disclosure.Hides(A.Vn63, province, Counted.Female, whole));
            Assert.False(disclosure.Hides(A.Vn63, province, Counted.Male, whole));
        });
        Assert.All([Counted.Male, Counted.Female, null], category => Assert.False(disclosure.Hides(A.Vn63, null, category, whole)));
    }

    [Fact]
    public void Where_all_responses_are_few_all_categories_are_hidden()
    {
        var counted = new Counted().WithManyOthers("02").With("01", Counted.Male, 5).With("01", Counted.Female, 3, level: 2);
        Assert.All([Counted.Male, Counted.Female, null], category => Assert.True(counted.Hides("01", category)));
    }

    // Everybody sees that the total is nothing, so there is no secret to keep, and hiding would need others to be hidden.
    [Fact]
    public void Where_nobody_answered_nothing_is_hidden()
    {
        var counted = new Counted().WithManyOthers("01").With("01", Counted.Male, 100);
        Assert.All([Counted.Male, Counted.Female, null], category => Assert.False(counted.Hides("02", category)));
        Assert.False(counted.HidesMen("01"));
    }

    // But that nobody of one category answered is not seen from the total.
    [Fact]
    public void A_category_that_nobody_is_in_is_hidden_where_others_answered() =>
        Assert.True(new Counted().WithManyOthers("01").HidesMen("01"));

    [Fact]
    public void Only_official_channels_are_broken_down()
    {
        var counted = new Counted().WithManyOthers("01").With("01", Counted.Male, 5).With("01", Counted.Male, 4, level: 2, channel: Channel.Invited);
        Assert.True(counted.With("01", Counted.Male, 100, channel: Channel.Open).HidesMen("01"));
        Assert.False(counted.With("01", Counted.Male, 1, channel: Channel.Invited).HidesMen("01"));
    }

    [Fact]
    public void A_province_that_a_merger_only_took_over_is_hidden_alike_on_both_geographies()
    {
        var disclosure = new Counted().WithManyOthers("01").WithManyOthers("04").With("01", Counted.Male, 9).With("04", Counted.Male, 100).ByGender();
        Assert.All(A.Questionnaire.Indicators, indicator => Assert.All(["01", "04"], code => Assert.Equal(
            disclosure.Hides(A.Vn63, A.Vn63.Find(code), Counted.Male, indicator),
            disclosure.Hides(A.Vn34, A.Vn34.Find(code), Counted.Male, indicator))));
    }

    [Fact]
    public void The_same_tallies_give_the_same_decision_in_any_order()
    {
        var tallies = new Tallies(A.Catalogue);
        foreach (var response in RandomSurvey.Responses(A.Survey2024, seed: 7))
        {
            tallies.Add(response, Channel.Paper, 1);
        }

        foreach (var dimension in A.Questionnaire.Respondent)
        {
            var first = Pattern(Disclosure.Decide(A.Catalogue, A.Survey2024, dimension, tallies.ByKey));
            Assert.Contains(true, first);
            Assert.True(first.SequenceEqual(Pattern(Disclosure.Decide(A.Catalogue, A.Survey2024, dimension, tallies.ByKey.Reverse()))));
            Assert.True(first.SequenceEqual(Pattern(Disclosure.Decide(A.Catalogue, A.Survey2024, dimension,
                tallies.ByKey.OrderBy(it => it.Key.Category)))));
        }
    }

    [Fact]
    public void What_has_no_breakdown_cannot_be_asked_for()
    {
        var (disclosure, ages) = (new Counted().ByGender(), A.Questionnaire.Respondent.Single(dimension => dimension.Code == "age").Categories);
        Assert.Throws<ArgumentException>(() => disclosure.Hides(A.Vn63, null, ages[0], A.Questionnaire.Whole));
        Assert.Throws<ArgumentException>(() =>
            Disclosure.Decide(A.Catalogue, A.Survey2026, Counted.Gender, []).Hides(A.Vn63, A.Vn63.Provinces[0], null, A.Questionnaire.Whole));
    }

    private static List<bool> Pattern(Disclosure disclosure) =>
    [
        .. from geography in disclosure.Geographies
           from province in geography.Provinces.Append(null)
           from category in disclosure.Dimension.Categories.Append(null)
           from indicator in disclosure.Survey.Questionnaire.Indicators
           select disclosure.Hides(geography, province, category, indicator),
    ];
}
