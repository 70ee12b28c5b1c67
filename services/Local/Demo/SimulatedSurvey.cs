using SipasSurvey.Domain;
using SipasSurvey.Figures;

namespace SipasSurvey.Local.Demo;

/// <summary>
/// A simulated SIPAS 2024 for trying out the program (Dữ liệu mô phỏng): as many responses, districts and villages as the real one had,
/// tuned so that the published figures come out. Every single response is made up; whatever was not published (most provinces, all items
/// and respondent categories) is invented and says nothing about a real place. A seed gives the same bytes on every machine.
/// </summary>
public sealed class SimulatedSurvey
{
    /// <summary>What every page that shows these responses has to say: "simulated data".</summary>
    public const string Label = FigureWords.Simulated;

    /// <summary>The survey that is simulated.</summary>
    public const string SurveyCode = "sipas-2024";

    /// <summary>The survey team that the batches name.</summary>
    public const string Team = "demo";

    /// <summary>The seed of <c>--demo</c>: the first from 1 on with which the published ranks by the two parts come out too.</summary>
    public const long DefaultSeed = 100;

    /// <summary>Simulates the survey; the responses themselves are made when they are asked for.</summary>
    /// <param name="catalogue">Must hold the survey, with the geography, parts and scale that the published figures are about.</param>
    /// <param name="seed">Another seed gives other responses with the same published percentages and ranks by the whole index.</param>
    /// <exception cref="InvalidOperationException">The catalogue's survey is not the one that was published; the message says why.</exception>
    public SimulatedSurvey(Catalogue catalogue, long seed = DefaultSeed)
    {
        var survey = catalogue.FindSurvey(SurveyCode) ?? throw new InvalidOperationException($"The catalogue has no survey {SurveyCode}.");
        Check(survey);
        var sample = FieldWork.Sample(survey.Geography, SplitMix64.For(seed, SurveyCode, "sample"));
        var parts = ProvinceTargets.Choose(survey.Questionnaire, sample, SplitMix64.For(seed, SurveyCode, "provinces"));
        var items = ItemTargets.Choose(survey.Questionnaire, sample, parts, SplitMix64.For(seed, SurveyCode, "items"));
        Batches = [.. sample.Zip(items, (province, targets) => new SimulatedBatch(survey, province, targets, seed))];
    }

    /// <summary>One batch for each province, by province code.</summary>
    public IReadOnlyList<SimulatedBatch> Batches { get; }

    private static void Check(Survey survey)
    {
        if (survey.Geography.Code != PublishedFigures.Geography
            || !survey.Questionnaire.Parts.Select(part => part.Code).SequenceEqual(["policy", "service"])
            || survey.Questionnaire.Scale is not { Highest: 5, SatisfiedFrom: 4 })
        {
            throw new InvalidOperationException($"The simulation of {survey.Code} needs the geography {PublishedFigures.Geography}, " +
                "the parts policy and service, and a scale of five levels of which 4 and 5 are satisfied.");
        }
    }
}
