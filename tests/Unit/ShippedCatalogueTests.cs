using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

public sealed class ShippedCatalogueTests
{
    [Fact]
    public void The_shipped_catalogue_loads() => Assert.Equal(3, Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "contracts")).Surveys.Count);
}
