using SipasSurvey.UnitTests.Demo;

namespace SipasSurvey.UnitTests.Breakdowns;

/// <summary>Somebody with all tables of all geographies and a computer learns nothing about a hidden cell.</summary>
[Collection(SimulatedOnce.Name)]
public sealed class DisclosureAttackTests(SimulatedFigures simulated)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Fact]
    public void Nothing_hidden_can_be_found_in_the_simulated_survey() =>
        Assert.Empty(Reader.Learns(SimulatedFigures.Catalogue, simulated.Survey, [.. simulated.Contents.Select(content => content!)]));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_hidden_can_be_found_in_a_random_survey(int seed)
    {
        var survey = seed % 5 == 0 ? A.Survey2026 : A.Survey2024;
        Assert.Empty(Reader.Learns(A.Catalogue, survey, RandomSurvey.Responses(survey, seed)));
    }
}
