using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

public sealed class TallyTests
{
    private static readonly Gen<(Content Content, Channel Channel)[]> AnyResponses = Gen.Select(Any.Response, Any.Channel).Array[0, 30];

    [Fact]
    public void A_response_is_counted_at_its_levels()
    {
        var tally = new Tally(A.Questionnaire);
        tally.Add(WithAnswers(("P01", 5), ("P02", 1), ("S16", 3)), 1);

        Assert.Equal((1, 1, 1), (tally.At(Item("P01"), 5), tally.At(Item("P02"), 1), tally.At(Item("S16"), 3)));
        Assert.Equal(3, A.Questionnaire.Items.Sum(item => Enumerable.Range(1, 5).Sum(level => tally.At(item.Index, level))));
    }

    [Fact]
    public void A_composites_n_is_the_responses_that_answered_at_least_one_of_its_items()
    {
        var tally = new Tally(A.Questionnaire);
        tally.Add(WithAnswers(("P01", 5), ("P02", 1)), 1);
        tally.Add(WithAnswers(("P02", 4), ("P23", 4)), 1);
        tally.Add(WithAnswers(("S01", 2)), 1);

        var n = A.Questionnaire.Indicators.Select(indicator => (indicator.Code, N: tally.N(indicator))).Where(it => it.N > 0);
        Assert.Equal([("P01", 1), ("P02", 2), ("P23", 1), ("S01", 1), ("PA", 2), ("PD", 1), ("SA", 1), ("policy", 2), ("service", 1), ("sipas", 3)], n);
        Assert.Equal(3, tally.Responses);
    }

    [Fact]
    public void A_response_without_answers_changes_nothing()
    {
        var tally = new Tally(A.Questionnaire);
        tally.Add(A.Answers(Content.Blank), 1);
        Assert.True(tally.IsZero);
    }

    [Fact]
    public void Taking_out_what_was_added_leaves_nothing() =>
        AnyResponses.SelectMany(added => Gen.Select(Gen.Const(added), Gen.Shuffle(added))).Sample((added, removed) =>
        {
            var tallies = Of(added);
            foreach (var (content, channel) in removed)
            {
                tallies.Add(content, channel, -1);
            }

            return tallies.ByKey.Values.All(tally => tally.IsZero);
        });

    [Fact]
    public void A_tally_that_lost_what_it_never_had_is_not_zero()
    {
        var tally = new Tally(A.Questionnaire);
        tally.Add(A.Answers(3), -1);
        Assert.False(tally.IsZero);
        Assert.Throws<OverflowException>(tally.ToBytes);
    }

    [Fact]
    public void Any_split_into_parts_adds_up_to_the_whole() =>
        Gen.Select(Any.Response, Any.Channel, Gen.Int[0, 3]).Array[0, 30].Sample(responses =>
        {
            var whole = Of([.. responses.Select(it => (it.Item1, it.Item2))]);
            var parts = responses.GroupBy(it => it.Item3).Select(part => Of([.. part.Select(it => (it.Item1, it.Item2))])).ToList();
            Assert.All(whole.ByKey, it =>
            {
                var sum = new Tally(A.Questionnaire);
                foreach (var part in parts.Where(part => part.ByKey.ContainsKey(it.Key)))
                {
                    sum.Add(part.ByKey[it.Key]);
                }

                Assert.True(sum.SameAs(it.Value));
            });
            Assert.Equal(whole.ByKey.Count, parts.SelectMany(part => part.ByKey.Keys).Distinct().Count());
        });

    [Fact]
    public void A_tally_comes_back_from_its_bytes() =>
        AnyResponses.Sample(responses => Of(responses).ByKey.Values.All(tally => Tally.FromBytes(A.Questionnaire, tally.ToBytes()).SameAs(tally)));

    [Fact]
    public void The_bytes_are_the_items_by_level_and_then_the_composites()
    {
        var tally = new Tally(A.Questionnaire);
        tally.Add(WithAnswers(("P02", 3)), 1);

        var bytes = tally.ToBytes();

        Assert.Equal(((39 * 5) + 12) * 4, bytes.Length);
        // P02 at level 3 is counter 5 + 2; behind 195 counters stand PA, eight elements more, policy, service and sipas.
        Assert.Equal([7 * 4, 195 * 4, 204 * 4, 206 * 4], Enumerable.Range(0, bytes.Length).Where(i => bytes[i] != 0));
    }

    [Fact]
    public void Bytes_of_another_questionnaire_are_refused_with_what_to_do() =>
        Assert.Contains("Run 'rebuild'",
            Assert.Throws<InvalidDataException>(() => Tally.FromBytes(A.Questionnaire, new byte[12])).Message, StringComparison.Ordinal);

    [Fact]
    public void Tallies_of_different_questionnaires_cannot_be_added()
    {
        using var files = new SmallFiles();
        var other = new Tally(files.Load().FindSurvey("mini-1")!.Questionnaire);
        Assert.Throws<ArgumentException>(() => other.Add(new Tally(A.Questionnaire)));
    }

    [Fact]
    public void A_response_is_counted_in_all_and_in_each_category_given()
    {
        var tallies = Of((A.Content(province: "10", respondent: [2, 0, 5, 0, 1]), Channel.Open));
        Assert.Equal(
            [
                new TallyKey("sipas-2024", "10", Channel.Open, "", ""), new TallyKey("sipas-2024", "10", Channel.Open, "gender", "female"),
                new TallyKey("sipas-2024", "10", Channel.Open, "age", "over-60"),
                new TallyKey("sipas-2024", "10", Channel.Open, "occupation", "retired"),
            ],
            tallies.ByKey.Keys.AsEnumerable());
        Assert.All(tallies.ByKey.Values, tally => Assert.Equal(1, tally.Responses));
    }

    [Fact]
    public void Each_channel_and_province_has_its_own_tally() =>
        AnyResponses.Sample(responses =>
        {
            var totals = Of(responses).ByKey.Where(it => it.Key.IsTotal).ToDictionary(it => (it.Key.Province, it.Key.Channel), it => it.Value.Responses);
            var expected = responses.GroupBy(it => (it.Content.Province, it.Channel)).ToDictionary(it => it.Key, it => it.LongCount());
            Assert.Equal(expected, totals);
        });

    [Fact]
    public void A_response_of_an_unknown_survey_cannot_be_counted() =>
        Assert.Throws<ArgumentException>(() => new Tallies(A.Catalogue).Add(A.Content(survey: "x"), Channel.Paper, 1));

    private static Tallies Of(params (Content Content, Channel Channel)[] responses)
    {
        var tallies = new Tallies(A.Catalogue);
        foreach (var (content, channel) in responses)
        {
            tallies.Add(content, channel, 1);
        }

        return tallies;
    }

    private static int Item(string code) => A.Questionnaire.FindItem(code)!.Index;

    private static byte[] WithAnswers(params (string Item, byte Level)[] answers)
    {
        var bytes = A.Answers(Content.Blank);
        foreach (var (item, level) in answers)
        {
            bytes[Item(item)] = level;
        }

        return bytes;
    }
}
