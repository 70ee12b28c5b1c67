using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>A store that computes figures from its responses whenever it is asked, and remembers how often it was.</summary>
internal sealed class ComputedFigures(Catalogue catalogue) : IFigureStore
{
    private readonly Tallies _tallies = new(catalogue);

    public Catalogue Catalogue { get; } = catalogue;

    public FiguresVersion? Version { get; set; } = new(7, new DateTimeOffset(2026, 11, 23, 8, 4, 5, 250, TimeSpan.Zero), Simulated: false);

    /// <summary>What is known of batches; nothing, unless a test says so.</summary>
    public BatchesInMemory Batches { get; } = new();

    public Dictionary<Guid, ResponseState> Responses { get; } = [];

    /// <summary>What is found suspicious.</summary>
    public List<SuspiciousCount> Suspicious { get; } = [];

    public Reconciliation Counts { get; set; } = new(0, 0, 0, 0, 0, 0);

    public int Reads { get; private set; }

    /// <summary>What was asked for last.</summary>
    public FigureQuery? Asked { get; private set; }

    /// <summary>Thrown whenever something is read, as by a database that is away.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What the store says of why it cannot be read.</summary>
    public string? Obstacle { get; set; }

    /// <summary>Why a response was rejected.</summary>
    public string? Rejection { get; set; }

    /// <summary>Called between the look at the version and the reading of figures.</summary>
    public Action? BeforeReading { get; set; }

    /// <summary>Counts a response: one level per item, 0 for a blank.</summary>
    public ComputedFigures Add(string survey, string province, Channel channel, params byte[] answers)
    {
        var respondent = new byte[Catalogue.FindSurvey(survey)!.Questionnaire.Respondent.Count];
        _tallies.Add(new Content(survey, province, answers, respondent, null), channel, 1);
        return this;
    }

    /// <summary>Puts a response in the place of another one.</summary>
    public ComputedFigures Correct(string survey, string province, Channel channel, byte[] answers, byte[] corrected)
    {
        var respondent = new byte[Catalogue.FindSurvey(survey)!.Questionnaire.Respondent.Count];
        _tallies.Add(new Content(survey, province, answers, respondent, null), channel, -1);
        return Add(survey, province, channel, corrected);
    }

    /// <summary>Counts a number of responses of people who stated the first category of the first respondent dimension, or none; their answers go through all levels.</summary>
    public ComputedFigures AddMixed(string survey, string province, Channel channel, int responses, bool stated)
    {
        var questionnaire = Catalogue.FindSurvey(survey)!.Questionnaire;
        var respondent = new byte[questionnaire.Respondent.Count];
        respondent[0] = (byte)(stated ? 1 : 0);
        for (var i = 0; i < responses; i++)
        {
            var answers = questionnaire.Items.Select(item => (byte)(1 + ((i + item.Index) % questionnaire.Scale.Highest))).ToArray();
            _tallies.Add(new Content(survey, province, answers, respondent, null), channel, 1);
        }

        return this;
    }

    /// <summary>Counts some equal responses of respondents who stated a category of the first dimension, by number from 1, or none (0).</summary>
    public ComputedFigures AddMany(int count, string survey, string province, byte category, params byte[] answers)
    {
        var respondent = new byte[Catalogue.FindSurvey(survey)!.Questionnaire.Respondent.Count];
        respondent[0] = category;
        for (var i = 0; i < count; i++)
        {
            _tallies.Add(new Content(survey, province, answers, respondent, null), Channel.Paper, 1);
        }

        return this;
    }

    /// <summary>What it computes for a page of these choices.</summary>
    public SurveyFigures Figures(string survey, string? geography = null, ChannelChoice channel = ChannelChoice.Official)
    {
        var found = Catalogue.FindSurvey(survey)!;
        return SurveyFigures.Compute(found, geography is null ? found.Geography : Catalogue.FindGeography(geography)!, channel, _tallies.ByKey);
    }

    /// <summary>What may be seen of the first dimension.</summary>
    public Breakdown Breakdown(string survey, string geography)
    {
        var found = Catalogue.FindSurvey(survey)!;
        return Domain.Breakdown.Compute(Disclosure.Decide(Catalogue, found, found.Questionnaire.Respondent[0], _tallies.ByKey), Catalogue.FindGeography(geography)!);
    }

    public Task<FiguresVersion?> FindVersion(string survey, CancellationToken cancellationToken) => Read(Version);

    public Task<StoredFigures?> FindFigures(FigureQuery query, CancellationToken cancellationToken)
    {
        Reads++;
        Asked = query;
        BeforeReading?.Invoke();
        if (Version is null || Failure is not null)
        {
            return Read<StoredFigures?>(null);
        }

        var figures = SurveyFigures.Compute(
            Catalogue.FindSurvey(query.Survey)!, Catalogue.FindGeography(query.Geography)!, query.Channel, _tallies.ByKey);
        var rows = FigureRows.Of(figures).Where(row => (query.Unit ?? row.Unit) == row.Unit && query.Units?.Contains(row.Unit) != false && query.Indicators?.Contains(row.Indicator) != false);
        return Task.FromResult<StoredFigures?>(new StoredFigures(Version, [.. rows]));
    }

    public Task<StoredTallies?> FindTallies(Survey survey, CancellationToken cancellationToken) => Read(Version is null ? null
        : new StoredTallies(Version.Version, Version.Simulated, _tallies.ByKey.Where(it => it.Key.Survey == survey.Code).ToDictionary(it => it.Key, it => Copy(it.Value))));

    public Task<ResponseState?> FindResponse(Guid id, CancellationToken cancellationToken) =>
        Read(Responses.GetValueOrDefault(id));

    public Task<FoundReceipt?> FindByReceipt(UInt128 receipt, CancellationToken cancellationToken) => Read<FoundReceipt?>(
        Responses.Where(it => ResponseId.ReceiptNumber(it.Key) == receipt).Select(it => new FoundReceipt(it.Key, it.Value, Rejection)).FirstOrDefault());

    public Task<IReadOnlyList<SuspiciousCount>> CountSuspicious(string survey, CancellationToken cancellationToken) => Read<IReadOnlyList<SuspiciousCount>>(Suspicious);

    public Task<Reconciliation> Reconcile(string survey, CancellationToken cancellationToken) => Read(Counts);

    public Task<string?> FindObstacle(CancellationToken cancellationToken) => Task.FromResult(Obstacle);

    // What was read stays as it was, as it does from a database.
    private static Tally Copy(Tally tally)
    {
        var copy = new Tally(tally.Questionnaire);
        copy.Add(tally);
        return copy;
    }

    private Task<T> Read<T>(T what) => Failure is null ? Task.FromResult(what) : Task.FromException<T>(Failure);
}
