namespace SipasSurvey.Domain;

/// <summary>An indicator's value under both rules.</summary>
/// <param name="Satisfied">Share of satisfied answers, 0 to 100; null without a value.</param>
/// <param name="Score">Mean level as a percentage of the best level, 20 to 100; null without a value.</param>
public readonly record struct Percentages(decimal? Satisfied, decimal? Score)
{
    /// <summary>The value under one rule.</summary>
    public decimal? Under(IndexRule rule) => rule == IndexRule.Satisfied ? Satisfied : Score;
}

/// <summary>
/// The arithmetic of SIPAS, from counts to percentages (method of decision 1001/QĐ-BNV). Everything is computed in
/// <see cref="decimal"/> at full precision; rounding is for people and happens at the edge, except in ranking, which is defined on
/// two decimals.
/// </summary>
public static class SatisfactionIndex
{
    /// <summary>
    /// The values of all indicators of a tally, in the order of <see cref="Questionnaire.Indicators"/>. An item has a value once it has
    /// an answer; an element, a part and the whole are the mean of their items' values, once each of those has one.
    /// </summary>
    public static Percentages[] Compute(Tally tally)
    {
        var questionnaire = tally.Questionnaire;
        var values = new Percentages[questionnaire.Indicators.Count];
        foreach (var indicator in questionnaire.Indicators)
        {
            values[indicator.Index] = indicator.Kind == IndicatorKind.Item
                ? OfItem(tally, indicator.Index)
                : Mean(indicator.Items.Select(item => values[item]));
        }

        return values;
    }

    /// <summary>The mean of values under each rule; null as soon as one of them has no value, or when there are none.</summary>
    public static Percentages Mean(IEnumerable<Percentages> values)
    {
        decimal? satisfied = 0, score = 0;
        var count = 0;
        foreach (var value in values)
        {
            satisfied += value.Satisfied;
            score += value.Score;
            count++;
        }

        return count == 0 ? default : new Percentages(satisfied / count, score / count);
    }

    /// <summary>
    /// Places among values rounded to two decimals, half away from zero; equal values share a place and the next is left out
    /// (1, 2, 2, 4). Without a value there is no place.
    /// </summary>
    public static int?[] Rank(IReadOnlyList<decimal?> values)
    {
        var rounded = values.Select(value => value is { } known ? Round(known) : (decimal?)null).ToList();
        return [.. rounded.Select(value => value is null ? (int?)null : 1 + rounded.Count(other => other > value))];
    }

    /// <summary>A percentage as it is printed: two decimals, half away from zero.</summary>
    /// <remarks>
    /// Shares such as 1/24 do not end and are cut after 28 digits, so a mean of exactly 66.875 may come out as 66.87499…98. What is nearer
    /// to a half than 10⁻²⁰ is taken for it.
    /// </remarks>
    public static decimal Round(decimal value) => Math.Round(Math.Round(value, 20), 2, MidpointRounding.AwayFromZero);

    private static Percentages OfItem(Tally tally, int item)
    {
        var scale = tally.Questionnaire.Scale;
        long n = 0, satisfied = 0, sum = 0;
        for (var level = 1; level <= scale.Highest; level++)
        {
            var count = tally.At(item, level);
            n += count;
            sum += level * count;
            satisfied += level >= scale.SatisfiedFrom ? count : 0;
        }

        return n == 0 ? default : new Percentages(satisfied * 100m / n, sum * 100m / (scale.Highest * n));
    }
}
