namespace SipasSurvey.Domain;

/// <summary>The figures of one province, or of the nation.</summary>
/// <param name="Tally">The counts that they come from.</param>
/// <param name="Values">Percentages by <see cref="Indicator.Index"/>.</param>
public sealed record UnitFigures(Tally Tally, IReadOnlyList<Percentages> Values);

/// <summary>A province with its figures.</summary>
/// <param name="Province">The province.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Ranks">Its place for each indicator, under the survey's headline rule; null without a value.</param>
public sealed record ProvinceFigures(Province Province, UnitFigures Figures, IReadOnlyList<int?> Ranks);

/// <summary>The figures of a survey on one geography, for one choice of channels, computed from its tallies.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Geography">The geography that the provinces are of.</param>
/// <param name="Channel">The channels that are included.</param>
/// <param name="Nation">All respondents together.</param>
/// <param name="ProvinceMean">Mean over the provinces in which every item has a value, by <see cref="Indicator.Index"/>.</param>
/// <param name="ProvincesInMean">How many provinces that mean is over, the same for every indicator.</param>
/// <param name="Provinces">Every province of the geography, by code.</param>
public sealed record SurveyFigures(
    Survey Survey,
    Geography Geography,
    ChannelChoice Channel,
    UnitFigures Nation,
    IReadOnlyList<Percentages> ProvinceMean,
    int ProvincesInMean,
    IReadOnlyList<ProvinceFigures> Provinces)
{
    /// <summary>
    /// Computes the figures from tallies; those of other surveys, of single categories and of channels that are not chosen are left out.
    /// Provinces that were merged add their counts before anything is computed, so merged figures weigh people, not provinces.
    /// </summary>
    public static SurveyFigures Compute(Survey survey, Geography geography, ChannelChoice channel,
        IEnumerable<KeyValuePair<TallyKey, Tally>> tallies)
    {
        var questionnaire = survey.Questionnaire;
        var nation = new Tally(questionnaire);
        var byProvince = geography.Provinces.ToDictionary(province => province, _ => new Tally(questionnaire));
        foreach (var (key, tally) in tallies)
        {
            if (key.Survey == survey.Code && key.IsTotal && survey.Includes(channel, key.Channel))
            {
                byProvince[geography.Locate(survey.Geography, key.Province)].Add(tally);
                nation.Add(tally);
            }
        }

        var units = geography.Provinces.Select(province => Of(byProvince[province])).ToList();
        var ranks = questionnaire.Indicators
            .Select(indicator => SatisfactionIndex.Rank([.. units.Select(unit => unit.Values[indicator.Index].Under(survey.HeadlineRule))]))
            .ToList();
        var complete = units.Where(unit => unit.Values[questionnaire.Whole.Index].Satisfied is not null).ToList();

        return new SurveyFigures(survey, geography, channel, Of(nation),
            [.. questionnaire.Indicators.Select(indicator => SatisfactionIndex.Mean(complete.Select(unit => unit.Values[indicator.Index])))],
            complete.Count,
            [.. geography.Provinces.Select((province, i) =>
                new ProvinceFigures(province, units[i], [.. ranks.Select(places => places[i])]))]);
    }

    private static UnitFigures Of(Tally tally) => new(tally, SatisfactionIndex.Compute(tally));
}
