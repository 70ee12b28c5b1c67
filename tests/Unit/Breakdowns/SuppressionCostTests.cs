using SipasSurvey.Domain;
using SipasSurvey.UnitTests.Demo;
using Xunit.Abstractions;

namespace SipasSurvey.UnitTests.Breakdowns;

/// <summary>What hiding costs in the simulated survey, printed, and bounded so that it does not grow unseen.</summary>
[Collection(SimulatedOnce.Name)]
public sealed class SuppressionCostTests(SimulatedFigures simulated, ITestOutputHelper output)
{
    // In percent of the item figures of the 63 provinces. Most that is hidden is the few who did not state a category, and one more
    // category in each province beside them.
    [Theory]
    [InlineData("gender", 62)]
    [InlineData("ethnicity", 33)]
    [InlineData("age", 30)]
    [InlineData("education", 36)]
    [InlineData("occupation", 26)]
    public void It_costs_no_more_than_this_share_of_cells_and_none_of_the_nation(string code, int most)
    {
        var questionnaire = simulated.Survey.Questionnaire;
        var dimension = questionnaire.Respondent.Single(dimension => dimension.Code == code);
        var disclosure = Disclosure.Decide(SimulatedFigures.Catalogue, simulated.Survey, dimension, simulated.Tallies);
        var tables = new SurveyTables(SimulatedFigures.Catalogue, simulated.Survey, dimension, simulated.Contents.Select(content => content!));
        var hidden = questionnaire.Indicators.Select(indicator => tables.HiddenBy(disclosure, indicator)).ToList();

        foreach (var geography in tables.Geographies)
        {
            var cells = Enumerable.Range(0, tables.Names.Count)
                .Where(cell => tables.Names[cell].Geography == geography.Code && tables.Names[cell].Province != SurveyTables.Nation).ToList();
            var items = Share(cells, questionnaire.Indicators.Take(questionnaire.Items.Count), (cell, indicator) => hidden[indicator.Index][cell]);
            var sensitive = Share(cells, questionnaire.Indicators.Take(questionnaire.Items.Count), tables.IsSensitive);
            var composites = Share(cells, questionnaire.Composites, (cell, indicator) => hidden[indicator.Index][cell]);
            var whole = dimension.Categories.Select(category => category.Code).Append(SurveyTables.NotStated).Select(category =>
                $"{category} {cells.Count(cell => tables.Names[cell].Category == category && hidden[^1][cell])}");
            output.WriteLine($"{code} on {geography.Code}: of the item cells {sensitive:0.0} % must not be seen and {items - sensitive:0.0} % more " +
                $"are hidden, of the composite cells {composites:0.0} %; provinces in which the whole index is hidden: {string.Join(", ", whole)}");
            Assert.InRange(items, sensitive, geography == simulated.Survey.Geography ? most : 100);
        }

        Assert.All(hidden, cells => Assert.DoesNotContain(true, cells.Where((_, cell) => tables.Names[cell].Province == SurveyTables.Nation)));
    }

    private static double Share(List<int> cells, IEnumerable<Indicator> indicators, Func<int, Indicator, bool> counts) =>
        100 * indicators.Average(indicator => cells.Average(cell => counts(cell, indicator) ? 1.0 : 0.0));
}
