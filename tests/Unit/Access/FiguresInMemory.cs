using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Access;

/// <summary>Running figures without a database: whatever responses a test adds, counted by the domain's own arithmetic.</summary>
internal sealed class FiguresInMemory : IFigureStore
{
    private static readonly Catalogue Catalogue = A.Catalogue;
    private readonly Tallies _tallies = new(Catalogue);

    public bool Simulated { get; init; }

    public string? Obstacle { get; init; }

    /// <summary>Adds forms of one province on which every item has the same answer.</summary>
    public FiguresInMemory Add(int count, string survey, string province, byte level, Channel channel = Channel.Paper)
    {
        var questionnaire = Catalogue.FindSurvey(survey)!.Questionnaire;
        var answers = new byte[questionnaire.Items.Count];
        Array.Fill(answers, level);
        for (var i = 0; i < count; i++)
        {
            _tallies.Add(new Content(survey, province, answers, new byte[questionnaire.Respondent.Count], null), channel, 1);
        }

        return this;
    }

    public Task<FiguresVersion?> FindVersion(string survey, CancellationToken cancellationToken) => Task.FromResult(
        _tallies.ByKey.Keys.Any(key => key.Survey == survey)
            ? new FiguresVersion(1, new DateTimeOffset(2024, 11, 23, 8, 4, 0, TimeSpan.Zero), Simulated)
            : null);

    public async Task<StoredFigures?> FindFigures(FigureQuery query, CancellationToken cancellationToken)
    {
        if (await FindVersion(query.Survey, cancellationToken) is not { } version)
        {
            return null;
        }

        var figures = SurveyFigures.Compute(
            Catalogue.FindSurvey(query.Survey)!, Catalogue.FindGeography(query.Geography)!, query.Channel, _tallies.ByKey);
        var rows = FigureRows.Of(figures).Where(row => query.Indicators?.Contains(row.Indicator) != false);
        return new StoredFigures(version, [.. rows]);
    }

    public async Task<StoredTallies?> FindTallies(Survey survey, CancellationToken cancellationToken) => await FindVersion(survey.Code, cancellationToken) is { } version
        ? new StoredTallies(version.Version, Simulated, _tallies.ByKey.Where(it => it.Key.Survey == survey.Code).ToDictionary())
        : null;

    public Task<ResponseState?> FindResponse(Guid id, CancellationToken cancellationToken) => Task.FromResult<ResponseState?>(null);

    public Task<FoundReceipt?> FindByReceipt(UInt128 receipt, CancellationToken cancellationToken) => Task.FromResult<FoundReceipt?>(null);

    public Task<IReadOnlyList<SuspiciousCount>> CountSuspicious(string survey, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SuspiciousCount>>([]);

    public Task<Reconciliation> Reconcile(string survey, CancellationToken cancellationToken)
    {
        var counted = _tallies.ByKey.Where(it => it.Key.Survey == survey && it.Key.IsTotal).Sum(it => it.Value.Responses);
        return Task.FromResult(new Reconciliation(counted, counted, 0, 0, 0, 0));
    }

    public Task<string?> FindObstacle(CancellationToken cancellationToken) => Task.FromResult(Obstacle);
}
