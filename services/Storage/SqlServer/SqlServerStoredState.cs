using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Reads what is stored in SQL Server, within one transaction.</summary>
internal sealed class SqlServerStoredState(Catalogue catalogue, SqlServerSession session) : IStoredState
{
    private readonly CountTables _counts = new(catalogue, session);

    public IAsyncEnumerable<EntryRow> ReadEntries() => new EntryTable(session).ReadAll();

    public async Task<ILookup<Guid, Decision>> ReadDecisions() => (await new DecisionTable(session).ReadAll()).ToLookup(decision => decision.Id);

    public Task<IReadOnlyDictionary<EntryCountKey, long>> ReadEntryCounts() => _counts.ReadEntryCounts();

    public Task<IReadOnlyDictionary<SuspicionKey, long>> ReadSuspicious() => _counts.ReadSuspicious();

    public IAsyncEnumerable<(UInt128 Receipt, Guid Id)> ReadReceipts() => new ReceiptTable(session).ReadAll();

    public IAsyncEnumerable<ClaimHolder> ReadHolders() => new ClaimTable(session).ReadHolders();

    public async Task<IReadOnlyDictionary<TallyKey, Tally>> ReadTallies(Survey survey, bool totalsOnly) =>
        (await _counts.ReadTallies(survey, totalsOnly)).Tallies;

    public Task<(long Tallies, long? Figures)> ReadVersions(Survey survey) => _counts.ReadVersions(survey);

    public Task<IReadOnlyList<FigureRow>> ReadFigures(Survey survey, Geography geography, ChannelChoice channel) =>
        new FigureTable(session).Read(new FigureQuery(survey.Code, geography.Code, channel));
}
