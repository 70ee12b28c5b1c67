using System.Text.Json.Nodes;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Figures;

public sealed class ShippedSurveysTests
{
    [Fact]
    public async Task Every_shipped_survey_lists_all_provinces_and_indicators_on_each_of_its_geographies()
    {
        var catalogue = Catalogue.Load(Contracts());
        await using var host = await FiguresHost.Start(new ComputedFigures(catalogue));

        foreach (var survey in catalogue.Surveys)
        {
            foreach (var geography in catalogue.GeographiesOf(survey))
            {
                var path = $"/api/v1/figures/{survey.Code}";
                var list = JsonNode.Parse(await host.GetText($"{path}?geography={geography.Code}"))!;
                Assert.Equal(geography.Provinces.Select(province => (province.Code, province.Name.Vi)),
                    list["provinces"]!.AsArray().Select(row => ((string)row!["province"]!, (string)row["name"]!)));

                var unit = JsonNode.Parse(await host.GetText($"{path}/{geography.Provinces[^1].Code}?geography={geography.Code}"))!;
                Assert.Equal(survey.Questionnaire.Indicators.Select(indicator => indicator.Code),
                    unit["indicators"]!.AsArray().Select(indicator => (string)indicator!["code"]!));

                using var file = await host.Get($"{path}?geography={geography.Code}&channel=official&format=xlsx");
                Assert.Equal($"{survey.Code}-{geography.Code}-official-20261123-1504.xlsx", file.Content.Headers.ContentDisposition?.FileName);
            }
        }
    }

    private static string Contracts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SipasSurvey.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, "contracts");
    }
}
