namespace SipasSurvey.Domain;

/// <summary>A set of tallies, one per key: what a fill adds, or what a survey holds.</summary>
public sealed class Tallies(Catalogue catalogue)
{
    private readonly Dictionary<TallyKey, Tally> _tallies = [];

    /// <summary>Every key that was touched, with its tally.</summary>
    public IReadOnlyDictionary<TallyKey, Tally> ByKey => _tallies;

    /// <summary>Adds one counted response (<paramref name="sign"/> 1) or takes it back out (-1), in all and in each category given.</summary>
    public void Add(Content content, Channel channel, int sign)
    {
        var questionnaire = (catalogue.FindSurvey(content.Survey)
            ?? throw new ArgumentException($"Survey {content.Survey} is unknown.", nameof(content))).Questionnaire;
        var answers = content.Answers.Span;
        Of(questionnaire, new TallyKey(content.Survey, content.Province, channel, "", "")).Add(answers, sign);

        var respondent = content.Respondent.Span;
        for (var i = 0; i < respondent.Length; i++)
        {
            if (respondent[i] > 0)
            {
                var dimension = questionnaire.Respondent[i];
                var key = new TallyKey(content.Survey, content.Province, channel, dimension.Code, dimension.Categories[respondent[i] - 1].Code);
                Of(questionnaire, key).Add(answers, sign);
            }
        }
    }

    private Tally Of(Questionnaire questionnaire, TallyKey key)
    {
        if (!_tallies.TryGetValue(key, out var tally))
        {
            _tallies.Add(key, tally = new Tally(questionnaire));
        }

        return tally;
    }
}
