using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Breakdowns;

/// <summary>
/// Responses of a made-up survey: a few or a few thousand, in some provinces, categories and levels far more than in others, with many
/// answers, categories and whole parts left out. A seed always gives the same.
/// </summary>
internal static class RandomSurvey
{
    public static List<Content> Responses(Survey survey, int seed)
    {
        var random = new Random(seed);
        var questionnaire = survey.Questionnaire;
        var provinces = Weights(random, survey.Geography.Provinces.Count, random.Next(1, 9));
        var categories = questionnaire.Respondent.Select(dimension => Weights(random, dimension.Categories.Count, random.Next(5))).ToList();
        var levels = questionnaire.Items.Select(_ => Weights(random, questionnaire.Scale.Highest, random.Next(9))).ToList();
        double skipsItem = random.NextDouble() / 2, skipsPart = random.NextDouble(), skipsCategory = random.NextDouble() / 3;
        var skipped = questionnaire.Parts[^1].Elements.SelectMany(element => element.Items).Select(item => item.Index).ToHashSet();

        var responses = new List<Content>();
        for (var n = (int)Math.Pow(10, 1 + (2.6 * random.NextDouble())); n > 0; n--)
        {
            var onlyFirstParts = random.NextDouble() < skipsPart;
            responses.Add(new Content(survey.Code, survey.Geography.Provinces[Pick(random, provinces)].Code,
                questionnaire.Items.Select(item => random.NextDouble() < skipsItem || (onlyFirstParts && skipped.Contains(item.Index))
                    ? Content.Blank
                    : (byte)(1 + Pick(random, levels[item.Index]))).ToArray(),
                categories.Select(weights => random.NextDouble() < skipsCategory ? (byte)0 : (byte)(1 + Pick(random, weights))).ToArray(),
                null));
        }

        return responses;
    }

    // The higher the power, the more the weights differ.
    private static double[] Weights(Random random, int count, int power) =>
        [.. Enumerable.Range(0, count).Select(_ => Math.Pow(random.NextDouble(), power))];

    private static int Pick(Random random, double[] weights)
    {
        var rest = random.NextDouble() * weights.Sum();
        for (var i = 0; i < weights.Length - 1; i++)
        {
            rest -= weights[i];
            if (rest < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }
}
