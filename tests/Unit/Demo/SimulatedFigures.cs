using SipasSurvey.Domain;
using SipasSurvey.Local.Demo;

namespace SipasSurvey.UnitTests.Demo;

/// <summary>A simulated survey counted as the service counts one.</summary>
public sealed class SimulatedFigures
{
    public static readonly Catalogue Catalogue = Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "contracts"));

    public SimulatedFigures()
        : this(SimulatedSurvey.DefaultSeed)
    {
    }

    private SimulatedFigures(long seed)
    {
        Survey = Catalogue.FindSurvey(SimulatedSurvey.SurveyCode)!;
        Simulated = new SimulatedSurvey(Catalogue, seed);
        Entries = [.. Simulated.Batches.SelectMany(batch => batch.Entries())];
        Contents = [.. Entries.Select(entry => Content.TryRead(entry.Content.Span, out var content) ? content : null)];
        var tallies = new Tallies(Catalogue);
        foreach (var content in Contents)
        {
            tallies.Add(content!, Channel.Paper, 1);
        }

        Figures = SurveyFigures.Compute(Survey, Survey.Geography, ChannelChoice.Official, tallies.ByKey);
        Tallies = tallies.ByKey;
    }

    public Survey Survey { get; }

    public SimulatedSurvey Simulated { get; }

    public IReadOnlyList<Entry> Entries { get; }

    public IReadOnlyList<Content?> Contents { get; }

    public SurveyFigures Figures { get; }

    public IReadOnlyDictionary<TallyKey, Tally> Tallies { get; }

    public static SimulatedFigures Of(long seed) => new(seed);

    public decimal? Nation(string indicator) => Figures.Nation.Values[Index(indicator)].Satisfied;

    public decimal? Percent(string provinceName, string indicator) => Named(provinceName).Figures.Values[Index(indicator)].Satisfied;

    public int? Rank(string provinceName, string indicator) => Named(provinceName).Ranks[Index(indicator)];

    private ProvinceFigures Named(string provinceName) => Figures.Provinces.Single(it => it.Province.Name.Vi == provinceName);

    private int Index(string indicator) => Survey.Questionnaire.FindIndicator(indicator)!.Index;
}

/// <summary>Lets the tests share one simulation.</summary>
[CollectionDefinition(Name)]
public sealed class SimulatedOnce : ICollectionFixture<SimulatedFigures>
{
    public const string Name = "Simulated survey";
}
