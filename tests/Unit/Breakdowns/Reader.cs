using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Breakdowns;

/// <summary>Reads all tables of a survey with the intent to learn what is hidden.</summary>
internal static class Reader
{
    /// <summary>What can be learned, one sentence each; nothing when the disclosure is sound.</summary>
    public static List<string> Learns(Catalogue catalogue, Survey survey, IReadOnlyList<Content> responses)
    {
        var tallies = new Tallies(catalogue);
        foreach (var response in responses)
        {
            tallies.Add(response, Channel.Paper, 1);
        }

        return
        [
            .. survey.Questionnaire.Respondent.SelectMany(dimension =>
            {
                var disclosure = Disclosure.Decide(catalogue, survey, dimension, tallies.ByKey);
                return Learns(new SurveyTables(catalogue, survey, dimension, responses), (tables, indicator) => tables.HiddenBy(disclosure, indicator));
            }),
        ];
    }

    /// <summary>What can be learned of one dimension.</summary>
    public static List<string> Learns(SurveyTables tables, Func<SurveyTables, Indicator, bool[]> hides)
    {
        var learned = new List<string>();
        var solved = new HashSet<string>();
        foreach (var indicator in tables.Survey.Questionnaire.Indicators)
        {
            var published = new Published(tables, indicator, hides(tables, indicator));
            var sentences = SeesDirectly(published, tables, indicator).Concat(Excludes(published, indicator));

            // What equations determine depends on which cells are hidden, not on what they hold.
            if (solved.Add(string.Concat(published.Hides.Select(hidden => hidden ? '1' : '0'))))
            {
                sentences = sentences.Concat(Attack.Solve(published).Keys.Select(cell => $"computes {tables.Names[cell]}"));
            }

            learned.AddRange(sentences.Select(sentence => $"{indicator.Code}: {sentence}"));
        }

        learned.AddRange(new AcrossItems(tables, hides).Learns());
        return learned;

        static IEnumerable<string> SeesDirectly(Published published, SurveyTables tables, Indicator indicator) =>
            Enumerable.Range(0, tables.Names.Count).Where(cell => !published.Hides[cell] && tables.IsSensitive(cell, indicator))
                .Select(cell => $"sees {tables.Names[cell]}");

        // Of a small cell one must not be able to say that it is small, nor of a unanimous one that it is, unless the total says so.
        IEnumerable<string> Excludes(Published published, Indicator indicator)
        {
            var bounds = Attack.Bound(published);
            foreach (var cell in published.Hidden)
            {
                var (most, truth, total) = (bounds[cell], published.Truth(cell), published.Total(cell));
                var n = truth.Sum();
                if (most.Sum() < Math.Min(10, total.Sum()))
                {
                    yield return $"knows that fewer than 10 answered in {tables.Names[cell]}";
                }

                var only = Array.IndexOf(truth, n);
                if (indicator.Kind == IndicatorKind.Item && n is > 0 and < 50 && only >= 0 && total[only] < total.Sum() && most.Sum() == most[only])
                {
                    yield return $"knows that all answered {only + 1} in {tables.Names[cell]}";
                }
            }
        }
    }
}
