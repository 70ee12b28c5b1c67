using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Reads and writes what is counted: <c>entry_count</c>, <c>tally</c> and the versions. Writers hold the lock of the survey's counts.</summary>
internal sealed class CountTables(Catalogue catalogue, SqlServerSession session)
{
    private static readonly Statement AddToEntryCounts = new("@Rows dbo.entry_changes READONLY", """
        UPDATE c SET entries = c.entries + r.entries
        FROM dbo.entry_count c JOIN @Rows r ON r.survey = c.survey AND r.batch = c.batch AND r.state = c.state;

        INSERT INTO dbo.entry_count (survey, batch, state, entries)
        SELECT r.survey, r.batch, r.state, r.entries
        FROM @Rows r
        WHERE NOT EXISTS (SELECT 1 FROM dbo.entry_count c WHERE c.survey = r.survey AND c.batch = r.batch AND c.state = r.state)
        ORDER BY r.survey, r.batch, r.state;
        """);

    private static readonly Statement AddToSuspicious = new("@Rows dbo.suspicious_changes READONLY", """
        UPDATE c SET entries = c.entries + r.entries
        FROM dbo.suspicious_count c JOIN @Rows r ON r.survey = c.survey AND r.province = c.province AND r.kind = c.kind;

        INSERT INTO dbo.suspicious_count (survey, province, kind, entries)
        SELECT r.survey, r.province, r.kind, r.entries
        FROM @Rows r
        WHERE NOT EXISTS (SELECT 1 FROM dbo.suspicious_count c WHERE c.survey = r.survey AND c.province = r.province AND c.kind = r.kind)
        ORDER BY r.survey, r.province, r.kind;
        """);

    private static readonly Statement FindSuspicious = new("", "SELECT survey, province, kind, entries FROM dbo.suspicious_count");

    private static readonly Statement FindTallies = new("@Rows dbo.tally_rows READONLY", """
        SELECT t.survey AS Survey, t.dimension AS Dimension, t.category AS Category, t.province AS Province, t.channel AS Channel, t.counts AS Counts
        FROM dbo.tally t JOIN @Rows r
            ON r.survey = t.survey AND r.dimension = t.dimension AND r.category = t.category AND r.province = t.province AND r.channel = t.channel
        """);

    private static readonly Statement WriteTallies = new("@Rows dbo.tally_rows READONLY", """
        UPDATE t SET counts = r.counts
        FROM dbo.tally t JOIN @Rows r
            ON r.survey = t.survey AND r.dimension = t.dimension AND r.category = t.category AND r.province = t.province AND r.channel = t.channel;

        INSERT INTO dbo.tally (survey, dimension, category, province, channel, counts)
        SELECT r.survey, r.dimension, r.category, r.province, r.channel, r.counts
        FROM @Rows r
        WHERE NOT EXISTS (
            SELECT 1 FROM dbo.tally t
            WHERE t.survey = r.survey AND t.dimension = r.dimension AND t.category = r.category AND t.province = r.province AND t.channel = r.channel)
        ORDER BY r.survey, r.dimension, r.category, r.province, r.channel;
        """);

    private static readonly Statement RaiseVersions = new("@Rows dbo.codes READONLY", """
        UPDATE v SET tallies = v.tallies + 1 FROM dbo.survey_version v JOIN @Rows s ON s.code = v.survey;

        INSERT INTO dbo.survey_version (survey, tallies)
        SELECT s.code, 1 FROM @Rows s WHERE NOT EXISTS (SELECT 1 FROM dbo.survey_version v WHERE v.survey = s.code);
        """);

    private static readonly Statement ClearAll = new("", """
        DELETE FROM dbo.entry_count;
        DELETE FROM dbo.suspicious_count;
        DELETE FROM dbo.tally;
        UPDATE dbo.survey_version SET tallies = tallies + 1;
        """);

    private static readonly Statement FindEntryCounts = new("", "SELECT survey, batch, state, entries FROM dbo.entry_count");

    // Version and tallies in one statement, so that they belong together. Without a tally there is one row, with the version alone.
    private static readonly Statement FindTalliesOf = new("@Survey NVARCHAR(32), @TotalsOnly BIT", """
        SELECT t.survey AS Survey, t.dimension AS Dimension, t.category AS Category, t.province AS Province, t.channel AS Channel, t.counts AS Counts,
            v.tallies AS Version
        FROM (SELECT COALESCE(MAX(s.tallies), 0) AS tallies FROM dbo.survey_version s WHERE s.survey = @Survey) v
        LEFT JOIN dbo.tally t ON t.survey = @Survey AND (t.dimension = N'' OR @TotalsOnly = 0)
        """);

    private static readonly Statement FindVersions = new("@Survey NVARCHAR(32)", """
        SELECT COALESCE((SELECT v.tallies FROM dbo.survey_version v WHERE v.survey = @Survey), 0) AS Tallies,
            (SELECT f.figures FROM dbo.figure_version f WHERE f.survey = @Survey) AS Figures
        """);

    /// <summary>Adds to the counts of entries per state.</summary>
    public Task AddEntryCounts(IReadOnlyDictionary<EntryCountKey, long> changes) => session.Execute(AddToEntryCounts, TableTypes.EntryChanges(changes));

    /// <summary>Adds to the counts of suspicious entries among the counted ones.</summary>
    public Task AddSuspicious(IReadOnlyDictionary<SuspicionKey, long> changes) => session.Execute(AddToSuspicious, TraceTypes.SuspiciousChanges(changes));

    /// <summary>How many of the counted entries are suspicious.</summary>
    public async Task<IReadOnlyDictionary<SuspicionKey, long>> ReadSuspicious() =>
        (await session.Query<(string Survey, string Province, byte Kind, long Entries)>(FindSuspicious))
        .ToDictionary(row => new SuspicionKey(row.Survey, row.Province, (Suspicions)row.Kind), row => row.Entries);

    /// <summary>Adds to the tallies and raises the version of each survey among them.</summary>
    public async Task AddTallies(Tallies changes)
    {
        var changed = changes.ByKey.Where(it => !it.Value.IsZero).Select(it => (it.Key, Tally: it.Value)).ToList();
        var stored = (await session.Query<TallyRecord>(FindTallies, TableTypes.Tallies(changed.Select(it => (it.Key, (Tally?)null)))))
            .ToDictionary(record => record.Key, Read);
        await session.Execute(WriteTallies, TableTypes.Tallies(changed.Select(it => (it.Key, (Tally?)Sum(it.Tally, stored.GetValueOrDefault(it.Key))))));
        await session.Execute(RaiseVersions, TableTypes.Codes(changes.ByKey.Keys.Select(key => key.Survey)));
    }

    /// <summary>Forgets counts and tallies and raises all versions.</summary>
    public Task Clear() => session.Execute(ClearAll);

    /// <summary>How many entries are in which state.</summary>
    public async Task<IReadOnlyDictionary<EntryCountKey, long>> ReadEntryCounts() =>
        (await session.Query<(string Survey, long Batch, byte State, long Entries)>(FindEntryCounts))
        .ToDictionary(row => new EntryCountKey(row.Survey, row.Batch, (EntryState)row.State), row => row.Entries);

    /// <summary>The tallies of a survey, and their version.</summary>
    public async Task<(IReadOnlyDictionary<TallyKey, Tally> Tallies, long Version)> ReadTallies(Survey survey, bool totalsOnly)
    {
        var records = await session.Query<TallyRecord>(FindTalliesOf, new { Survey = survey.Code, TotalsOnly = totalsOnly });
        return (records.Where(record => record.Counts is not null).ToDictionary(record => record.Key, Read), records[0].Version);
    }

    /// <summary>The version of a survey's tallies, and the one that its figures were computed from.</summary>
    public async Task<(long Tallies, long? Figures)> ReadVersions(Survey survey) =>
        (await session.Query<(long, long?)>(FindVersions, new { Survey = survey.Code })).Single();

    private static Tally Sum(Tally change, Tally? stored)
    {
        if (stored is null)
        {
            return change;
        }

        stored.Add(change);
        return stored;
    }

    private Tally Read(TallyRecord record) => Tally.FromBytes(
        (catalogue.FindSurvey(record.Survey) ?? throw new InvalidDataException($"The database holds tallies of survey {record.Survey}, which is unknown."))
        .Questionnaire, record.Counts!);

    private sealed class TallyRecord
    {
        public string Survey { get; init; } = "";
        public string Dimension { get; init; } = "";
        public string Category { get; init; } = "";
        public string Province { get; init; } = "";
        public byte Channel { get; init; }
        public byte[]? Counts { get; init; }
        public long Version { get; init; }

        public TallyKey Key => new(Survey, Province, (Channel)Channel, Dimension, Category);
    }
}
