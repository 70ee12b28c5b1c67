using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Breakdowns;

public sealed class BreakdownTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(22)]
    [InlineData(37)]
    public void Every_figure_shown_is_that_of_the_people_counted_together_on_each_geography(int seed)
    {
        var responses = RandomSurvey.Responses(A.Survey2024, seed);
        var tallies = new Tallies(A.Catalogue);
        responses.ForEach(response => tallies.Add(response, Channel.Invited, 1));
        foreach (var dimension in A.Questionnaire.Respondent)
        {
            var disclosure = Disclosure.Decide(A.Catalogue, A.Survey2024, dimension, tallies.ByKey);
            var tables = new SurveyTables(A.Catalogue, A.Survey2024, dimension, responses);
            var truth = tables.Names.Zip(tables.Cells).ToDictionary(it => it.First, it => it.Second);
            foreach (var geography in new[] { A.Vn63, A.Vn34 })
            {
                var breakdown = Breakdown.Compute(disclosure, geography);
                Assert.Equal(geography.Provinces, breakdown.Provinces.Select(unit => unit.Province));
                foreach (var unit in breakdown.Provinces.Append(breakdown.Nation))
                {
                    Assert.Equal(dimension.Categories.Append(null), unit.Cells.Select(cell => cell.Category));
                    Assert.All(unit.Cells, cell => AssertIs(truth[new CellName(geography.Code, unit.Province?.Code ?? SurveyTables.Nation,
                        cell.Category?.Code ?? SurveyTables.NotStated)], cell, indicator => disclosure.Hides(geography, unit.Province, cell.Category, indicator)));
                }
            }
        }
    }

    [Fact]
    public void Where_nobody_answered_there_are_no_answers_and_no_value_and_nothing_is_marked_hidden()
    {
        var breakdown = Breakdown.Compute(new Counted().WithManyOthers("01").ByGender(), A.Vn63);
        var figure = breakdown.Provinces.Single(unit => unit.Province!.Code == "02").Cells[0].Figures[0];
        Assert.Equal((0, default, false), (figure.N, figure.Value, figure.IsHidden));
        Assert.Equal([0, 0, 0, 0, 0], figure.Levels!);
    }

    [Fact]
    public void Nothing_is_left_of_a_hidden_figure()
    {
        var breakdown = Breakdown.Compute(new Counted().WithManyOthers("01").With("01", Counted.Male, 9).ByGender(), A.Vn63);
        Assert.All(breakdown.Provinces.Single(unit => unit.Province!.Code == "01").Cells[0].Figures, figure =>
        {
            Assert.True(figure.IsHidden);
            Assert.Equal(new CellFigure(null, new Percentages(null, null), null), figure);
        });
    }

    [Fact]
    public void A_survey_of_the_34_has_no_breakdown_on_the_63() =>
        Assert.Throws<ArgumentException>(() => Breakdown.Compute(Disclosure.Decide(A.Catalogue, A.Survey2026, Counted.Gender, []), A.Vn63));

    private static void AssertIs(Tally truth, BreakdownCell cell, Predicate<Indicator> hides)
    {
        var values = SatisfactionIndex.Compute(truth);
        foreach (var indicator in A.Questionnaire.Indicators)
        {
            var figure = cell.Figures[indicator.Index];
            Assert.Equal(hides(indicator), figure.IsHidden);
            if (!figure.IsHidden)
            {
                Assert.Equal((truth.N(indicator), values[indicator.Index]), (figure.N, figure.Value));
                Assert.Equal(indicator.Kind == IndicatorKind.Item ? A.Questionnaire.Scale.Highest : null, figure.Levels?.Count);
                Assert.All(figure.Levels ?? [], (answers, level) => Assert.Equal(truth.At(indicator.Index, level + 1), answers));
            }
        }
    }
}
