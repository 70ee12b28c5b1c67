namespace SipasSurvey.Domain;

/// <summary>A set of tallies, one per key: what a fill adds, or what a survey holds.</summary>
public sealed class Tallies(Catalogue catalogue)
{
    private readonly Dictionary<TallyKey, Tally> _tallies = [];
    private readonly Dictionary<(string Survey, string Province, Channel Channel), Group> _groups = [];
    private readonly Dictionary<Questionnaire, TallyMark> _marks = [];

    /// <summary>Every key that was touched, with its tally.</summary>
    public IReadOnlyDictionary<TallyKey, Tally> ByKey => _tallies;

    /// <summary>Adds one counted response (<paramref name="sign"/> 1) or takes it back out (-1), in all and in each category given.</summary>
    public void Add(Content content, Channel channel, int sign)
    {
        if (!_groups.TryGetValue((content.Survey, content.Province, channel), out var group))
        {
            _groups.Add((content.Survey, content.Province, channel), group = MakeGroup(content, channel));
        }

        var mark = group.Mark.Of(content.Answers.Span);
        group.Total.Add(mark, sign);
        var respondent = content.Respondent.Span;
        for (var i = 0; i < respondent.Length; i++)
        {
            if (respondent[i] > 0)
            {
                (group.Categories[i][respondent[i] - 1] ??= MakeTally(group, i, respondent[i] - 1)).Add(mark, sign);
            }
        }
    }

    private Group MakeGroup(Content content, Channel channel)
    {
        var questionnaire = (catalogue.FindSurvey(content.Survey)
            ?? throw new ArgumentException($"Survey {content.Survey} is unknown.", nameof(content))).Questionnaire;
        var (key, total) = (new TallyKey(content.Survey, content.Province, channel, "", ""), new Tally(questionnaire));
        _tallies.Add(key, total);
        if (!_marks.TryGetValue(questionnaire, out var mark))
        {
            _marks.Add(questionnaire, mark = new TallyMark(questionnaire));
        }

        return new Group(key, total, mark, [.. questionnaire.Respondent.Select(dimension => new Tally?[dimension.Categories.Count])]);
    }

    private Tally MakeTally(Group group, int dimension, int category)
    {
        var of = group.Total.Questionnaire.Respondent[dimension];
        var tally = new Tally(group.Total.Questionnaire);
        _tallies.Add(group.Key with { Dimension = of.Code, Category = of.Categories[category].Code }, tally);
        return tally;
    }

    // The tallies of one survey, province and channel by the places of dimension and category: so one response looks up one key, and not one for each thing
    // that its respondent said.
    private sealed record Group(TallyKey Key, Tally Total, TallyMark Mark, Tally?[][] Categories);
}
