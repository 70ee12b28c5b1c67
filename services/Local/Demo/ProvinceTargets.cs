using SipasSurvey.Domain;

namespace SipasSurvey.Local.Demo;

/// <summary>What the two parts of the index are to be in a province, in percent of satisfied answers.</summary>
/// <param name="Policy">Policy part.</param>
/// <param name="Service">Service part.</param>
internal readonly record struct PartTargets(decimal Policy, decimal Service);

/// <summary>
/// Gives every province a place and a value for each part: the published ones where there are any, and between them made-up ones, such
/// that the nation (all respondents together) comes out as published.
/// </summary>
internal sealed class ProvinceTargets
{
    // Neighbours in the ranking differ by uneven steps: each value may move by this share of the even step, up or down, in percent.
    private const int StepJitter = 40;

    // A curve bent further would be nearly level at one end, so that neighbours could tie.
    private const decimal MostBend = 0.8m;

    // Deviation of service minus policy among the provinces, in points. Assumed; Hải Phòng's published figures differ by 1.2.
    private const decimal PartDeviation = 1.0m;

    private readonly IReadOnlyList<SampledProvince> _sample;
    private readonly decimal _policyWeight;
    private readonly decimal _serviceWeight;
    private readonly SplitMix64 _random;

    private ProvinceTargets(Questionnaire questionnaire, IReadOnlyList<SampledProvince> sample, SplitMix64 random)
    {
        _sample = sample;
        _random = random;
        _policyWeight = WeightOf(questionnaire, "policy");
        _serviceWeight = WeightOf(questionnaire, "service");
    }

    /// <summary>The targets of each province, in the order of the sample.</summary>
    public static PartTargets[] Choose(Questionnaire questionnaire, IReadOnlyList<SampledProvince> sample, SplitMix64 random) =>
        new ProvinceTargets(questionnaire, sample, random).Choose();

    private PartTargets[] Choose()
    {
        var known = PublishedFigures.Provinces.Concat(PublishedFigures.Assumed).ToDictionary(province => province.Code);
        var wholes = Wholes(Ranking(known), known);
        var differences = Differences(wholes, known);
        return [.. wholes.Zip(differences, (whole, difference) =>
            new PartTargets(whole - (_serviceWeight * difference), whole + (_policyWeight * difference)))];
    }

    // Index in the sample of the province at each place, the best first.
    private int[] Ranking(Dictionary<string, PublishedProvince> known)
    {
        var free = Enumerable.Range(0, _sample.Count).Where(i => !known.ContainsKey(_sample[i].Province.Code)).ToList();
        _random.Shuffle(free);
        var ranking = Enumerable.Repeat(-1, _sample.Count).ToArray();
        for (var i = 0; i < _sample.Count; i++)
        {
            if (known.TryGetValue(_sample[i].Province.Code, out var province))
            {
                ranking[province.Rank - 1] = i;
            }
        }

        var nextFree = 0;
        return [.. ranking.Select(taken => taken >= 0 ? taken : free[nextFree++])];
    }

    // Between two published values the others lie on a curve. How much it is bent, the same everywhere, follows from the nation's value.
    private decimal[] Wholes(int[] ranking, Dictionary<string, PublishedProvince> known)
    {
        var straight = new decimal[_sample.Count];
        var bend = new decimal[_sample.Count];
        var anchors = known.Values.Where(province => province.Whole is not null).OrderBy(province => province.Rank).ToList();
        straight[ranking[0]] = anchors[0].Whole!.Value;
        foreach (var (above, below) in anchors.Zip(anchors.Skip(1)))
        {
            var steps = below.Rank - above.Rank;
            var drop = (above.Whole - below.Whole)!.Value;
            for (var step = 1; step < steps; step++)
            {
                var jitter = _random.Below((2 * StepJitter) + 1) - StepJitter;
                var way = (step + (jitter / 100m)) / steps;
                straight[ranking[above.Rank - 1 + step]] = above.Whole!.Value - (drop * way);
                bend[ranking[above.Rank - 1 + step]] = drop * way * (1 - way);
            }

            straight[ranking[below.Rank - 1]] = below.Whole!.Value;
        }

        var nation = (_policyWeight * PublishedFigures.NationPolicy) + (_serviceWeight * PublishedFigures.NationService);
        var bent = (nation - Nation(straight)) / Nation(bend);
        return Math.Abs(bent) <= MostBend
            ? [.. straight.Zip(bend, (value, part) => value + (bent * part))]
            : throw new InvalidOperationException($"The nation's {nation:F2} cannot be reached between the published provinces.");
    }

    // Service minus policy. All made-up differences are moved together until the nation's is as published.
    private decimal[] Differences(decimal[] wholes, Dictionary<string, PublishedProvince> known)
    {
        var differences = new decimal[_sample.Count];
        var movable = new decimal[_sample.Count];
        for (var i = 0; i < _sample.Count; i++)
        {
            var policy = known.GetValueOrDefault(_sample[i].Province.Code)?.Policy;
            movable[i] = policy is null ? 1 : 0;
            differences[i] = policy is null
                ? PartDeviation * _random.Bell() / SplitMix64.Deviation
                : (wholes[i] - policy.Value) / _serviceWeight;
        }

        var missing = PublishedFigures.NationService - PublishedFigures.NationPolicy - Nation(differences);
        var move = missing / Nation(movable);
        return [.. differences.Zip(movable, (difference, may) => difference + (may * move))];
    }

    private decimal Nation(decimal[] values) =>
        _sample.Zip(values, (province, value) => province.Sheets * value).Sum() / _sample.Sum(province => province.Sheets);

    private static decimal WeightOf(Questionnaire questionnaire, string part) =>
        (decimal)questionnaire.FindIndicator(part)!.Items.Count / questionnaire.Items.Count;
}
