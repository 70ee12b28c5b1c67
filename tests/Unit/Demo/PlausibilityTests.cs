using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Demo;

/// <summary>What was not published has no right value, but it must look like a survey.</summary>
[Collection(SimulatedOnce.Name)]
public sealed class PlausibilityTests(SimulatedFigures simulated)
{
    private Questionnaire Questionnaire => simulated.Survey.Questionnaire;

    [Fact]
    public void The_mean_score_lies_a_few_points_below_the_share_of_satisfied()
    {
        var whole = Questionnaire.Whole.Index;

        Assert.InRange(simulated.Figures.Nation.Values[whole].Score!.Value, 80m, 83m);
        Assert.All(simulated.Figures.Provinces, province => Assert.InRange(province.Figures.Values[whole].Score!.Value, 77m, 87m));
    }

    [Fact]
    public void One_to_three_percent_of_the_items_are_blank_and_every_item_keeps_plenty_of_answers()
    {
        var answered = simulated.Contents.Average(content => (double)content!.Answered / Questionnaire.Items.Count);

        Assert.InRange(answered, 0.97, 0.99);
        Assert.All(simulated.Figures.Provinces, province => Assert.All(Questionnaire.Items, item =>
            Assert.True(province.Figures.Tally.N(Questionnaire.Indicators[item.Index]) >= 0.9 * province.Figures.Tally.Responses)));
    }

    [Fact]
    public void Every_level_of_every_item_is_used_and_4_is_the_most_frequent() =>
        Assert.All(Questionnaire.Items, item =>
        {
            var counts = Enumerable.Range(1, Questionnaire.Scale.Highest).Select(level => simulated.Figures.Nation.Tally.At(item.Index, level));
            Assert.DoesNotContain(0, counts);
            Assert.Equal(counts.Max(), simulated.Figures.Nation.Tally.At(item.Index, 4));
        });

    [Fact]
    public void Provinces_differ_from_each_other_in_what_they_rate_best() =>
        Assert.True(simulated.Figures.Provinces
            .Select(province => Questionnaire.Items.MaxBy(item => province.Figures.Values[item.Index].Satisfied)).Distinct().Count() > 5);

    [Fact]
    public void Conduct_of_officials_is_rated_higher_than_roads_and_water()
    {
        Assert.True(simulated.Nation("P23") > simulated.Nation("P19"));
        Assert.True(simulated.Nation("P23") > simulated.Nation("P21"));
    }

    [Fact]
    public void The_answers_of_one_person_go_together()
    {
        // Were answers independent, hardly anyone would be satisfied with everything (0.84 to the 39th power) or dissatisfied with most.
        var satisfied = simulated.Contents.Select(content => content!.Answers.ToArray().Count(level => level >= 4)).ToList();

        Assert.InRange(satisfied.Count(count => count >= 37) / (double)satisfied.Count, 0.2, 0.7);
        Assert.InRange(satisfied.Count(count => count < 13) / (double)satisfied.Count, 0.01, 0.1);
    }

    [Fact]
    public void Every_respondent_category_occurs_and_differs_from_the_nation_by_a_few_points_only()
    {
        foreach (var dimension in Questionnaire.Respondent)
        {
            foreach (var category in dimension.Categories)
            {
                var (n, whole) = Of(dimension, category);
                Assert.True(n >= 300, $"{dimension.Code} {category.Code}: {n}");
                Assert.InRange(whole!.Value, 79m, 89m);
            }
        }
    }

    [Fact]
    public void Mountain_provinces_have_more_people_who_are_not_Kinh()
    {
        Assert.True(Minority("04") > 300);
        Assert.True(Minority("34") < 60);

        long Minority(string province) => simulated.Tallies
            .Where(it => it.Key.Province == province && it.Key is { Dimension: "ethnicity", Category: "other" }).Sum(it => it.Value.Responses);
    }

    private (long N, decimal? Whole) Of(Dimension dimension, Category category)
    {
        var tally = new Tally(Questionnaire);
        foreach (var (_, ofProvince) in simulated.Tallies.Where(it => it.Key.Dimension == dimension.Code && it.Key.Category == category.Code))
        {
            tally.Add(ofProvince);
        }

        return (tally.Responses, SatisfactionIndex.Compute(tally)[Questionnaire.Whole.Index].Satisfied);
    }
}
