namespace SipasSurvey.Domain;

/// <summary>
/// Which figures of a survey's breakdown by one respondent dimension may be shown. Hidden is every cell with too few answers to an item,
/// or with few that are all at one level, and so many others that no hidden cell can be found from what is visible: the other cells of
/// all geographies, and the totals of all units, which are always visible.
/// </summary>
/// <remarks>
/// Breakdowns are of the official channels only, so that no two sets of cells can be subtracted from each other. Dimensions need not be looked at together: nothing that adds up
/// over the categories of one says more about another than the totals do.
/// A cell is shown or hidden for all items that anybody in its unit answered, and for all that is computed from them. Most who fill in a form answer most of its items, so an item for which a cell is shown would tell
/// about how many answered the others; then hidden neighbours that differ from item to item give the cell away that is hidden for all.
/// </remarks>
public sealed class Disclosure
{
    /// <summary>A cell with fewer answers to an item than this is hidden.</summary>
    public const int LeastAnswers = 10;

    /// <summary>A cell in which all answers to an item are at one level is hidden when it has fewer than this.</summary>
    public const int LeastUnanimous = 50;

    private readonly bool[] _hides;

    private Disclosure(BreakdownCounts counts, bool[] hides)
    {
        Counts = counts;
        _hides = hides;
    }

    /// <summary>The survey.</summary>
    public Survey Survey => Counts.Survey;

    /// <summary>The respondent dimension.</summary>
    public Dimension Dimension => Counts.Dimension;

    /// <summary>The geographies that it may be shown on.</summary>
    public IReadOnlyList<Geography> Geographies => Counts.Units.Geographies;

    /// <summary>The counts that it was decided on. Figures are made of these alone: others would need another decision.</summary>
    internal BreakdownCounts Counts { get; }

    /// <summary>Decides from a survey's tallies, whatever their order; the same tallies give the same decision.</summary>
    /// <param name="catalogue">Names the geographies that the survey can be shown on.</param>
    /// <param name="survey">The survey.</param>
    /// <param name="dimension">One of its questionnaire's respondent dimensions.</param>
    /// <param name="tallies">Its tallies; those of other surveys, dimensions and channels are left out.</param>
    public static Disclosure Decide(Catalogue catalogue, Survey survey, Dimension dimension,
        IEnumerable<KeyValuePair<TallyKey, Tally>> tallies)
    {
        var questionnaire = survey.Questionnaire;
        var counts = new BreakdownCounts(survey, new BreakdownUnits(survey, catalogue.GeographiesOf(survey)), dimension, tallies);
        var graph = new CellGraph(counts.Units, counts.Columns);
        var hiding = new CellHiding(graph);
        var items = questionnaire.Items.Select(item => new CellValues(counts, item.Index)).ToList();
        var anywhere = new bool[graph.Cells];
        foreach (var values in items)
        {
            values.Mark(anywhere);
        }

        // The item that hides most comes first: what it needs, the others can use. It is over when every item was looked at since a cell was hidden last.
        var ordered = items.OrderByDescending(values => values.Sensitive).ToList();
        for (var (turn, left) = (0, ordered.Count); left > 0; turn++)
        {
            var values = ordered[turn % ordered.Count];
            values.Hide(anywhere);
            hiding.Complete(values);
            left = values.Mark(anywhere) ? ordered.Count - 1 : left - 1;
        }

        var hides = new bool[graph.Cells * questionnaire.Indicators.Count];
        for (var cell = 0; cell < graph.Cells; cell++)
        {
            foreach (var indicator in questionnaire.Indicators)
            {
                hides[(cell * questionnaire.Indicators.Count) + indicator.Index] =
                    indicator.Items.Any(item => items[item].States[cell] == CellState.Hidden);
            }
        }

        return new Disclosure(counts, hides);
    }

    /// <summary>Whether a figure must not be shown.</summary>
    /// <param name="geography">The geography of the province; any of them for the nation.</param>
    /// <param name="province">The province; null for the nation.</param>
    /// <param name="category">The category; null for those who stated none.</param>
    /// <param name="indicator">The indicator.</param>
    public bool Hides(Geography geography, Province? province, Category? category, Indicator indicator) =>
        Hides(province is null ? Counts.Units.Nation : Counts.Units.Of(geography, province), Counts.ColumnOf(category), indicator);

    internal bool Hides(int unit, int column, Indicator indicator) =>
        _hides[(((unit * Counts.Columns) + column) * Survey.Questionnaire.Indicators.Count) + indicator.Index];
}
