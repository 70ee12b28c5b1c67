using SipasSurvey.Domain;

namespace SipasSurvey.Local.Demo;

/// <summary>A simulated person.</summary>
/// <param name="Categories">What they said about themselves, as <see cref="Content.Respondent"/>.</param>
/// <param name="Leaning">How easily satisfied, compared with others of the province: around 0, in <see cref="SplitMix64.Deviation"/>.</param>
internal readonly record struct Person(byte[] Categories, int Leaning);

/// <summary>Draws the people of a province's sample, with the villages and habits that make their answers alike.</summary>
internal sealed class Respondents(Questionnaire questionnaire, SplitMix64 random)
{
    // How often a question about the person is left out, per thousand; ethnicity is sensitive and left out more often.
    private const int NotGiven = 15;
    private const int EthnicityNotGiven = 30;

    // Villages are mostly of one kind: so many people of a thousand belong to it; the others are as mixed as the province.
    private const int LikeTheVillage = 800;

    // Share of a person's leaning that comes from the village, in thousandths of the person's own: neighbours have the same roads.
    private const int VillageEffect = 400;

    /// <summary>Leanings of categories, in thousandths of a deviation: mild, so that groups differ by a few points at most.</summary>
    private static readonly Dictionary<string, int> Leanings = new()
    {
        ["18-24"] = -120,
        ["over-60"] = 150,
        ["primary"] = 60,
        ["university"] = -100,
        ["retired"] = 80,
        ["not-working"] = -120,
        ["public-sector"] = 180,
    };

    /// <summary>The people of a province, village by village.</summary>
    public IEnumerable<Person> Draw(SampledProvince sampled)
    {
        var minority = Population.MinorityPercent(sampled.Province.Code);
        foreach (var village in sampled.Villages)
        {
            var ofVillage = random.Bell() * VillageEffect / SplitMix64.Deviation;
            var minorityVillage = random.Below(100) < minority;
            for (var sheet = 0; sheet < village.Sheets; sheet++)
            {
                var isMinority = random.Chance(LikeTheVillage) ? minorityVillage : random.Below(100) < minority;
                yield return Draw(isMinority ? "other" : "kinh", ofVillage);
            }
        }
    }

    private Person Draw(string ethnicity, int ofVillage)
    {
        var age = Pick(Population.Age);
        var education = Pick(Population.Education(age));
        var occupation = Pick(Population.Occupation(age));
        var said = new Dictionary<string, string>
        {
            ["gender"] = Pick(Population.Gender),
            ["ethnicity"] = ethnicity,
            ["age"] = age,
            ["education"] = education,
            ["occupation"] = occupation,
        };
        var leaning = random.Bell() + ofVillage + Leanings.GetValueOrDefault(age) + Leanings.GetValueOrDefault(education)
            + Leanings.GetValueOrDefault(occupation);
        return new Person([.. questionnaire.Respondent.Select(dimension => Answer(dimension, said))], leaning);
    }

    private byte Answer(Dimension dimension, Dictionary<string, string> said)
    {
        if (random.Chance(dimension.Code == "ethnicity" ? EthnicityNotGiven : NotGiven) || !said.TryGetValue(dimension.Code, out var code))
        {
            return 0;
        }

        var place = 1;
        foreach (var category in dimension.Categories)
        {
            if (category.Code == code)
            {
                return (byte)place;
            }

            place++;
        }

        throw new InvalidOperationException($"The questionnaire has no category {code} of {dimension.Code}, which the simulation uses.");
    }

    private string Pick(Share[] shares)
    {
        var rest = random.Below(shares.Sum(share => share.Weight));
        foreach (var share in shares)
        {
            rest -= share.Weight;
            if (rest < 0)
            {
                return share.Category;
            }
        }

        throw new InvalidOperationException("Shares without any weight.");
    }
}
