using SipasSurvey.Domain;
using SipasSurvey.UnitTests.Demo;

namespace SipasSurvey.UnitTests.Breakdowns;

/// <summary>Proof that the attack is able: weaker ways of hiding, in the simulated survey, all of which it breaks.</summary>
[Collection(SimulatedOnce.Name)]
public sealed class AttackTests(SimulatedFigures simulated)
{
    [Fact]
    public void Where_only_those_cells_are_hidden_that_must_not_be_seen_many_of_them_are_computed()
    {
        foreach (var dimension in simulated.Survey.Questionnaire.Respondent)
        {
            var (tables, item) = (Tables(dimension.Code), simulated.Survey.Questionnaire.Indicators[0]);
            var published = new Published(tables, item, OnlySensitive(tables, item));

            var found = Attack.Solve(published);

            Assert.True(found.Count >= 10, $"{dimension.Code}: {found.Count}");
            Assert.All(found, it => Assert.Equal(published.Truth(it.Key), it.Value));
        }
    }

    [Fact]
    public void Where_every_sum_has_a_second_hidden_cell_small_cells_are_still_known_to_be_small() =>
        Assert.Contains(Reader.Learns(Tables("education"), TwoInEachSum), it => it.Contains("fewer than 10", StringComparison.Ordinal));

    // Two closed groups and one cell that joins them: what the first has in its rows and not in its columns is that cell.
    [Fact]
    public void A_cell_that_joins_two_groups_is_computed_although_each_row_and_column_hides_two()
    {
        var tables = Tables("age");
        var hides = new bool[tables.Names.Count];
        int[] groups = [At("01", "18-24"), At("01", "25-34"), At("04", "18-24"), At("04", "25-34"),
            At("11", "35-49"), At("11", "50-60"), At("12", "35-49"), At("12", "50-60")];
        Array.ForEach(groups, cell => HideEverywhere(cell));
        Assert.Empty(Attack.Solve(Published()));

        HideEverywhere(At("01", "35-49"));

        Assert.Contains(At("01", "35-49"), Attack.Solve(Published()).Keys);

        int At(string province, string category) => tables.Names.IndexOf(new CellName("vn63", province, category));

        // These four provinces have the same code and are the same on both geographies.
        void HideEverywhere(int cell) => hides[cell] = hides[tables.Names.IndexOf(tables.Names[cell] with { Geography = "vn34" })] = true;

        Published Published() => new(tables, simulated.Survey.Questionnaire.Indicators[0], hides);
    }

    private SurveyTables Tables(string dimension) => new(SimulatedFigures.Catalogue, simulated.Survey,
        simulated.Survey.Questionnaire.Respondent.Single(it => it.Code == dimension), simulated.Contents.Select(content => content!));

    private static bool[] OnlySensitive(SurveyTables tables, Indicator indicator) =>
        [.. Enumerable.Range(0, tables.Names.Count).Select(cell => tables.IsSensitive(cell, indicator))];

    // The rule of thumb: no hidden cell stands alone.
    private static bool[] TwoInEachSum(SurveyTables tables, Indicator indicator)
    {
        var hides = OnlySensitive(tables, indicator);
        while (tables.Sums.Select(sum => sum.Plus.Concat(sum.Minus).ToList())
            .FirstOrDefault(cells => cells.Count(cell => hides[cell]) == 1) is { } alone)
        {
            hides[alone.Where(cell => !hides[cell]).MinBy(cell => tables.Cells[cell].N(indicator))] = true;
        }

        return hides;
    }
}
