using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

public sealed class SatisfactionIndexTests
{
    private static readonly Questionnaire Questionnaire = A.Questionnaire;

    // Few forms with many blanks, so that items without an answer are frequent.
    private static readonly Gen<byte[][]> AnyForms = Gen.OneOf(
        Any.Response.Select(response => response.Answers.ToArray()).Array[0, 40],
        Gen.Byte[1, 5].Array[Questionnaire.Items.Count].Array[1, 12],
        Gen.Select(Gen.Byte[0, 5], Gen.Bool, (level, blank) => blank ? (byte)0 : level).Array[Questionnaire.Items.Count].Array[0, 4]);

    [Fact]
    public void An_item_is_what_its_answers_say_one_by_one() =>
        AnyForms.Sample(forms =>
        {
            var values = Compute(forms);
            return Questionnaire.Items.All(item => Near(OfItem(forms, item.Index), values[item.Index]));
        }, iter: 300);

    [Fact]
    public void An_element_is_the_mean_of_its_items() =>
        AnyForms.Sample(forms =>
        {
            var values = Compute(forms);
            return Questionnaire.Elements.All(it => Near(OfElement(forms, it), values[Questionnaire.FindIndicator(it.Code)!.Index]));
        }, iter: 300);

    // Another way than the code's: elements weighted by their numbers of items.
    [Fact]
    public void A_part_is_the_mean_of_its_items_and_not_of_its_elements() =>
        AnyForms.Sample(forms =>
        {
            var values = Compute(forms);
            return Near(OfPart(forms, "policy", [2, 2, 9, 10]), values[Questionnaire.FindIndicator("policy")!.Index])
                && Near(OfPart(forms, "service", [3, 4, 3, 3, 3]), values[Questionnaire.FindIndicator("service")!.Index]);
        }, iter: 300);

    [Fact]
    public void The_whole_is_23_times_policy_and_16_times_service_over_39() =>
        AnyForms.Sample(forms =>
        {
            var whole = Compute(forms)[Questionnaire.Whole.Index];
            var (policy, service) = (OfPart(forms, "policy", [2, 2, 9, 10]), OfPart(forms, "service", [3, 4, 3, 3, 3]));
            return Near((Weigh(policy.Satisfied, service.Satisfied), Weigh(policy.Score, service.Score)), whole);

            static Fraction? Weigh(Fraction? policy, Fraction? service) => ((23 * policy) + (16 * service)) / 39;
        }, iter: 300);

    // The figures of facts/questionnaire.md: published parts, and the published whole that they have to give.
    [Theory]
    [InlineData("nation 2024", 83.84, 84.09, 83.94)]
    [InlineData("nation 2023", 82.49, 82.90, 82.66)]
    [InlineData("Hà Nội 2024", 86.51, 86.49, 86.50)]
    [InlineData("Hà Nội 2023", 83.46, 83.72, 83.57)]
    public void The_published_parts_give_the_published_whole_under_both_rules(string of, double policy, double service, double published)
    {
        Assert.NotEmpty(of);

        // Of 10,000 forms, as many satisfied as the percentage says; for the score, as many fives beside fours.
        var satisfied = SatisfactionIndex.Compute(A.Tally(10_000, item => (int)Math.Round((A.IsPolicy(item) ? policy : service) * 100)));
        var score = SatisfactionIndex.Compute(A.Tally(10_000, item => (int)Math.Round(((A.IsPolicy(item) ? policy : service) - 80) * 500), 5, 4));

        Assert.Equal(((decimal)policy, (decimal)service), (Of(satisfied, "policy").Satisfied, Of(satisfied, "service").Satisfied));
        Assert.Equal((decimal)published, SatisfactionIndex.Round(Of(satisfied, "sipas").Satisfied!.Value));
        Assert.Equal(((decimal)policy, (decimal)service), (Of(score, "policy").Score, Of(score, "service").Score));
        Assert.Equal((decimal)published, SatisfactionIndex.Round(Of(score, "sipas").Score!.Value));
    }

    [Fact]
    public void Satisfied_runs_from_0_to_100_and_score_from_20_to_100()
    {
        Assert.Equal(new Percentages(0, 20), Of(SatisfactionIndex.Compute(A.Tally(3, _ => 3, high: 1)), "sipas"));
        Assert.Equal(new Percentages(100, 100), Of(SatisfactionIndex.Compute(A.Tally(3, _ => 3, high: 5)), "sipas"));
    }

    [Fact]
    public void Without_responses_nothing_has_a_value() =>
        Assert.All(SatisfactionIndex.Compute(new Tally(Questionnaire)), value => Assert.Equal(default, value));

    [Fact]
    public void An_item_that_nobody_answered_takes_its_element_part_and_the_whole_with_it_and_nothing_else()
    {
        var answers = A.Answers(5);
        answers[Questionnaire.FindItem("P05")!.Index] = Content.Blank;

        var values = Compute([answers, answers]);

        Assert.Equal(["P05", "PC", "policy", "sipas"],
            Questionnaire.Indicators.Where(indicator => values[indicator.Index].Satisfied is null).Select(indicator => indicator.Code));
        Assert.All(values, value => Assert.Equal(value.Satisfied is null, value.Score is null));
    }

    [Fact]
    public void The_mean_of_nothing_has_no_value() => Assert.Equal(default, SatisfactionIndex.Mean([]));

    private static Percentages Of(Percentages[] values, string code) => values[Questionnaire.FindIndicator(code)!.Index];

    private static Percentages[] Compute(byte[][] forms) =>
        SatisfactionIndex.Compute(A.TallyOf(forms.Select(answers => A.Content(answers: answers))));

    // From the forms, one by one, instead of from counts: each satisfied answer is worth 100, each level 20.
    private static (Fraction? Satisfied, Fraction? Score) OfItem(byte[][] forms, int item)
    {
        var answers = forms.Select(form => (long)form[item]).Where(level => level != 0).ToList();
        return answers.Count == 0
            ? (null, null)
            : (Fraction.Sum(answers.Select(level => (Fraction)(level is 4 or 5 ? 100 : 0))) / answers.Count,
                Fraction.Sum(answers.Select(level => (Fraction)(20 * level))) / answers.Count);
    }

    private static (Fraction? Satisfied, Fraction? Score) OfElement(byte[][] forms, Element element)
    {
        var items = element.Items.Select(item => OfItem(forms, item.Index)).ToList();
        return items.Exists(item => item.Satisfied is null)
            ? (null, null)
            : (Fraction.Sum(items.Select(item => item.Satisfied!.Value)) / items.Count,
                Fraction.Sum(items.Select(item => item.Score!.Value)) / items.Count);
    }

    private static (Fraction? Satisfied, Fraction? Score) OfPart(byte[][] forms, string part, long[] weights)
    {
        var elements = Questionnaire.Parts.Single(it => it.Code == part).Elements.Select(element => OfElement(forms, element)).ToList();
        return elements.Exists(element => element.Satisfied is null)
            ? (null, null)
            : (Fraction.Sum(elements.Zip(weights, (it, weight) => weight * it.Satisfied!.Value)) / weights.Sum(),
                Fraction.Sum(elements.Zip(weights, (it, weight) => weight * it.Score!.Value)) / weights.Sum());
    }

    private static bool Near((Fraction? Satisfied, Fraction? Score) expected, Percentages actual) =>
        Fraction.Near(expected.Satisfied, actual.Satisfied) && Fraction.Near(expected.Score, actual.Score);
}
