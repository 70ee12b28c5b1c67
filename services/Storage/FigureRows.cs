using System.Globalization;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>Turns computed figures into the rows that are stored. Both databases store what this gives, so they agree to the last bit.</summary>
public static class FigureRows
{
    /// <summary>All running figures of a survey: on each of its geographies, for each choice of channels.</summary>
    public static IEnumerable<SurveyFigures> Compute(Catalogue catalogue, Survey survey, IReadOnlyDictionary<TallyKey, Tally> tallies) =>
        from geography in catalogue.GeographiesOf(survey)
        from channel in Enum.GetValues<ChannelChoice>()
        select SurveyFigures.Compute(survey, geography, channel, tallies);

    /// <summary>The rows of all units and indicators, indicator by indicator, the nation first.</summary>
    public static IEnumerable<FigureRow> Of(SurveyFigures figures)
    {
        foreach (var indicator in figures.Survey.Questionnaire.Indicators)
        {
            var mean = figures.ProvinceMean[indicator.Index];
            yield return Row(FigureQuery.Nation, figures.Nation, indicator, null,
                new MeanOfProvinces(Nearest(mean.Satisfied), Nearest(mean.Score), figures.ProvincesInMean));
            foreach (var province in figures.Provinces)
            {
                yield return Row(province.Province.Code, province.Figures, indicator, province.Ranks[indicator.Index], null);
            }
        }
    }

    /// <summary>The code of a choice of channels, as stored.</summary>
    public static string CodeOf(ChannelChoice channel) => channel.ToString().ToLowerInvariant();

    /// <summary>Whether two rows say the same, to the last bit.</summary>
    public static bool AreSame(FigureRow left, FigureRow right) =>
        left with { Levels = null } == right with { Levels = null }
        && (left.Levels ?? []).SequenceEqual(right.Levels ?? []);

    private static FigureRow Row(string unit, UnitFigures figures, Indicator indicator, int? rank, MeanOfProvinces? mean)
    {
        var value = figures.Values[indicator.Index];
        var levels = indicator.Kind == IndicatorKind.Item
            ? Enumerable.Range(1, figures.Tally.Questionnaire.Scale.Highest).Select(level => figures.Tally.At(indicator.Index, level)).ToArray()
            : null;
        return new FigureRow(unit, indicator.Code, figures.Tally.N(indicator), Nearest(value.Satisfied), Nearest(value.Score), rank, levels, mean);
    }

    /// <summary>A percentage as it is stored and sent: the nearest double.</summary>
    /// <remarks>The framework's conversion is off in the last digits (230/3 becomes 76.66666666666666); parsing gives the nearest number.</remarks>
    public static double? Nearest(decimal? value) =>
        value is { } known ? double.Parse(known.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
