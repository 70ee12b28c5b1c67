using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Breakdowns;

/// <summary>Tallies of sipas-2024 made response by response, and what is decided on them.</summary>
internal sealed class Counted
{
    private readonly Tallies _tallies = new(A.Catalogue);

    public IReadOnlyDictionary<TallyKey, Tally> Tallies => _tallies.ByKey;

    public static Dimension Gender => A.Questionnaire.Respondent[0];

    public static Category Male => Gender.Categories[0];

    public static Category Female => Gender.Categories[1];

    /// <summary>Adds people of one gender, or who did not say, who all answer the same, apart from what is said of an item.</summary>
    public Counted With(string province, Category? gender, int people, byte level = 4, string? skipping = null, Channel channel = Channel.Paper)
    {
        var answers = A.Answers(level);
        if (skipping is not null)
        {
            answers[A.Questionnaire.FindItem(skipping)!.Index] = Content.Blank;
        }

        var respondent = new byte[A.Questionnaire.Respondent.Count];
        respondent[0] = (byte)(gender is null ? 0 : gender == Male ? 1 : 2);
        for (var i = 0; i < people; i++)
        {
            _tallies.Add(A.Content(province: province, answers: answers, respondent: respondent), channel, 1);
        }

        return this;
    }

    /// <summary>Adds so many women, and people who did not say, that none of their cells has to be hidden.</summary>
    public Counted WithManyOthers(string province) =>
        With(province, Female, 100).With(province, Female, 1, level: 2).With(province, null, 100).With(province, null, 1, level: 2);

    public Disclosure ByGender() => Disclosure.Decide(A.Catalogue, A.Survey2024, Gender, Tallies);

    /// <summary>Whether an indicator of the men is hidden in a province of the 63.</summary>
    public bool HidesMen(string province, string indicator = "P01") => Hides(province, Male, indicator);

    public bool Hides(string province, Category? gender, string indicator = "P01") =>
        ByGender().Hides(A.Vn63, A.Vn63.Find(province), gender, A.Questionnaire.FindIndicator(indicator)!);
}
