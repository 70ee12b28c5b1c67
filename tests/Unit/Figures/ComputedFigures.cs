using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>A store that computes figures from its responses whenever it is asked, and remembers how often it was.</summary>
internal sealed class ComputedFigures(Catalogue catalogue) : IFigureStore
{
    private readonly Tallies _tallies = new(catalogue);

    public Catalogue Catalogue { get; } = catalogue;

    public FiguresVersion? Version { get; set; } = new(7, new DateTimeOffset(2026, 11, 23, 8, 4, 5, 250, TimeSpan.Zero), Simulated: false);

    public Dictionary<Guid, ResponseState> Responses { get; } = [];

    public Reconciliation Counts { get; set; } = new(0, 0, 0, 0, 0, 0);

    public int Reads { get; private set; }

    /// <summary>Called between the look at the version and the reading of figures.</summary>
    public Action? BeforeReading { get; set; }

    /// <summary>Counts a response: one level per item, 0 for a blank.</summary>
    public ComputedFigures Add(string survey, string province, Channel channel, params byte[] answers)
    {
        var respondent = new byte[Catalogue.FindSurvey(survey)!.Questionnaire.Respondent.Count];
        _tallies.Add(new Content(survey, province, answers, respondent, null), channel, 1);
        return this;
    }

    public Task<FiguresVersion?> FindVersion(string survey, CancellationToken cancellationToken) => Task.FromResult(Version);

    public Task<StoredFigures?> FindFigures(FigureQuery query, CancellationToken cancellationToken)
    {
        Reads++;
        BeforeReading?.Invoke();
        if (Version is null)
        {
            return Task.FromResult<StoredFigures?>(null);
        }

        var figures = SurveyFigures.Compute(
            Catalogue.FindSurvey(query.Survey)!, Catalogue.FindGeography(query.Geography)!, query.Channel, _tallies.ByKey);
        var rows = Rows(figures).Where(row => (query.Unit ?? row.Unit) == row.Unit && query.Indicators?.Contains(row.Indicator) != false);
        return Task.FromResult<StoredFigures?>(new StoredFigures(Version, [.. rows]));
    }

    public Task<ResponseState?> FindResponse(Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(Responses.GetValueOrDefault(id));

    public Task<Reconciliation> Reconcile(string survey, CancellationToken cancellationToken) => Task.FromResult(Counts);

    public Task<string?> FindObstacle(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    private static IEnumerable<FigureRow> Rows(SurveyFigures figures)
    {
        foreach (var indicator in figures.Survey.Questionnaire.Indicators)
        {
            var mean = figures.ProvinceMean[indicator.Index];
            yield return Row(FigureQuery.Nation, figures.Nation, indicator, null,
                new MeanOfProvinces((double?)mean.Satisfied, (double?)mean.Score, figures.ProvincesInMean));
            foreach (var province in figures.Provinces)
            {
                yield return Row(province.Province.Code, province.Figures, indicator, province.Ranks[indicator.Index], null);
            }
        }
    }

    private static FigureRow Row(string unit, UnitFigures figures, Indicator indicator, int? rank, MeanOfProvinces? mean) => new(
        unit, indicator.Code, figures.Tally.N(indicator),
        (double?)figures.Values[indicator.Index].Satisfied, (double?)figures.Values[indicator.Index].Score, rank,
        indicator.Kind == IndicatorKind.Item ? [.. Enumerable.Range(1, 5).Select(level => figures.Tally.At(indicator.Index, level))] : null,
        mean);
}
