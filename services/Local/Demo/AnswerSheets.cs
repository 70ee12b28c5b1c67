using SipasSurvey.Domain;

namespace SipasSurvey.Local.Demo;

/// <summary>
/// Fills in the forms of a province so that each item's share of satisfied answers is the target to within one answer, while the answers
/// of one person, and of one element, go together as people's answers do: for each item the persons are put in order of how well they
/// think of it, and the levels are handed out from the worst to the best in the numbers that the target asks for.
/// </summary>
internal sealed class AnswerSheets(Questionnaire questionnaire, SplitMix64 random)
{
    // What an opinion on an item consists of. With these weights two items correlate by about 0.5, by 0.65 within an element.
    private const int PersonWeight = 6;
    private const int ElementWeight = 3;
    private const int ItemWeight = 5;

    // Left blank, per thousand: any item; items on complaints and on drafts of policies, which few have tried; the whole second part.
    private const int Blank = 11;
    private const int UntriedBlank = 30;
    private const int ServiceBlank = 15;

    // Of the dissatisfied, in percent: level 1 and level 2, the rest is "neutral". Of the satisfied, per thousand: level 5, and its
    // deviation from province to province. Chosen so that `score` comes out a few points below `satisfied`, as mean scores do.
    private const int VeryDissatisfied = 6;
    private const int Dissatisfied = 19;
    private const int VerySatisfied = 300;
    private const int VerySatisfiedDeviation = 40;

    // The person's number shares a sort key with the opinion: no ties, so the order does not depend on how the sort treats them.
    private const int PersonBits = 16;

    private static readonly string[] Untried = ["PB", "SE"];

    /// <summary>The answers of each person in the order of the questionnaire, as <see cref="Content.Answers"/>.</summary>
    /// <param name="people">The people of the province.</param>
    /// <param name="targets">Share of satisfied answers to each item, in percent.</param>
    public byte[][] Fill(IReadOnlyList<Person> people, decimal[] targets)
    {
        var sheets = people.Select(_ => new byte[questionnaire.Items.Count]).ToArray();
        var skipsService = people.Select(_ => random.Chance(ServiceBlank)).ToArray();
        var verySatisfied = VerySatisfied + (random.Bell() * VerySatisfiedDeviation / SplitMix64.Deviation);
        foreach (var part in questionnaire.Parts)
        {
            // What rounding to whole answers costs one item is made up for by the next, so that the part is closer than each item.
            var owed = 0m;
            foreach (var element in part.Elements)
            {
                var ofElement = people.Select(person => (PersonWeight * person.Leaning) + (ElementWeight * random.Bell())).ToArray();
                var blank = Untried.Contains(element.Code) ? UntriedBlank : Blank;
                foreach (var item in element.Items)
                {
                    var order = Order(ofElement, person => (part.Code == "service" && skipsService[person]) || random.Chance(blank));
                    var satisfied = Quota(targets[item.Index] + owed, order.Length);
                    owed += targets[item.Index] - (satisfied * 100m / order.Length);
                    HandOut(sheets, item.Index, order, satisfied, verySatisfied);
                }
            }
        }

        return sheets;
    }

    // Everyone who answers the item, from the worst opinion of it to the best.
    private int[] Order(int[] ofElement, Func<int, bool> leavesBlank)
    {
        var keys = new List<long>(ofElement.Length);
        for (var person = 0; person < ofElement.Length; person++)
        {
            if (!leavesBlank(person))
            {
                var opinion = ofElement[person] + (ItemWeight * random.Bell());
                keys.Add(((long)opinion << PersonBits) | (long)person);
            }
        }

        keys.Sort();
        return [.. keys.Select(key => (int)(key & ((1 << PersonBits) - 1)))];
    }

    private static int Quota(decimal percent, int people) =>
        (int)Math.Clamp(Math.Round(percent * people / 100, MidpointRounding.AwayFromZero), 0, people);

    private static void HandOut(byte[][] sheets, int item, int[] order, int satisfied, int verySatisfied)
    {
        var others = order.Length - satisfied;
        ReadOnlySpan<int> end =
        [
            others * VeryDissatisfied / 100,
            others * (VeryDissatisfied + Dissatisfied) / 100,
            others,
            order.Length - (satisfied * verySatisfied / 1000),
            order.Length,
        ];
        byte level = 1;
        for (var place = 0; place < order.Length; place++)
        {
            while (place >= end[level - 1])
            {
                level++;
            }

            sheets[order[place]][item] = level;
        }
    }
}
