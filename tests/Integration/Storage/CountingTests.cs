using CsCheck;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>
/// The rule "figures are a function of a set", tried on the database: whatever happens to be in which pack, in which order and how often,
/// the states and figures are those of the rule, which is written here a second time, as plainly as possible.
/// </summary>
public abstract class CountingTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 5).Select(i => new Guid(i, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0))];
    private static readonly Guid[] Batches = [.. Enumerable.Range(1, 3).Select(i => new Guid(i, 1, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0))];
    private static readonly ReadOnlyMemory<byte>[] Contents =
    [
        A.Content(5), A.Content(1, age: "18-24"), A.Content(4, A.YenBai), A.Content(2, A.HaNoi, age: "over-60"),
        A.Content(0), A.Content(3, province: "99"),
    ];

    private static readonly Gen<PackRecord> Record = Gen.Frequency(
        (12, Gen.Select(OneOf(Ids), OneOf(Contents), Gen.Int[0, 3], OneOf<Guid?>([null, .. Batches.Cast<Guid?>()]), Gen.Int[0, 2])
            .Select((id, content, second, batch, row) =>
                (PackRecord)A.Claiming(A.Entry(id, content, second, batch, batch is null ? 0 : row, batch is null && row == 2 ? Channel.Invited : null), NumberOf(id),
                    (Suspicions)row))),
        (1, OneOf(Batches).Select(batch => (PackRecord)A.Withdrawal(batch))),
        (3, Gen.Select(OneOf(Ids), OneOf(Contents), Gen.Int[0, 2])
            .Select((id, content, second) => (PackRecord)A.Decision(id, content, second))));

    // What happened, in packs of any size, delivered in any order, some of them more than once, in fills of any size.
    private static readonly Gen<List<List<Pack>>> History =
        from records in Record.List[1, 40]
        from cuts in Gen.Int[1, 6].List[40]
        from order in Gen.Shuffle(Enumerable.Range(0, 40).ToArray())
        from repeated in Gen.Int[0, 39].List[0, 6]
        from fills in Gen.Int[1, 4].List[50]
        select Deliveries.Of(records, cuts, order, repeated, fills);

    /// <summary>How many histories are tried; a database that is slower gets fewer.</summary>
    private protected abstract int Histories { get; }

    private protected abstract TestDatabase NewDatabase();

    [SkippableFact]
    public async Task Any_split_order_and_repetition_gives_the_figures_of_the_rule()
    {
        await using var database = NewDatabase();
        await database.Entries.Migrate(default);

        await History.SampleAsync(async history =>
        {
            await database.Clear();
            foreach (var fill in history)
            {
                await database.Entries.Fill(fill, default);
            }

            await AssertFollowsTheRule(database, history);
        }, iter: Histories, threads: 1);
    }

    private static async Task AssertFollowsTheRule(TestDatabase database, List<List<Pack>> history)
    {
        var records = history.SelectMany(fill => fill).DistinctBy(pack => (pack.Producer, pack.Sequence)).SelectMany(pack => pack.Records).ToList();
        var withdrawn = records.OfType<BatchWithdrawn>().Select(it => it.Batch).ToHashSet();
        var entries = records.OfType<EntryReceived>().Select(it => it.Entry).ToList();
        var expected = new Dictionary<EntryState, long>();
        var counted = new List<Entry>();

        foreach (var group in entries.GroupBy(entry => entry.Id))
        {
            var candidates = group.Where(entry => !IsWithdrawn(entry) && !IsRejected(entry)).ToList();
            var decision = records.OfType<ContentDecided>().Select(it => it.Decision)
                .Where(it => it.Id == group.Key && candidates.Any(entry => Hex(entry) == Convert.ToHexString(it.Content.Span)))
                .OrderByDescending(it => it.DecidedAt).ThenByDescending(it => Convert.ToHexString(it.Content.Span), StringComparer.Ordinal)
                .FirstOrDefault();
            var winner = candidates
                .Where(entry => decision is null || Hex(entry) == Convert.ToHexString(decision.Content.Span))
                .OrderBy(entry => entry.ReceivedAt).ThenBy(Hex, StringComparer.Ordinal).ThenBy(entry => entry.Channel)
                .ThenBy(entry => entry.Batch?.ToString("N") ?? "", StringComparer.Ordinal).ThenBy(entry => entry.Row)
                .FirstOrDefault();

            Add(EntryState.Withdrawn, group.Count(IsWithdrawn));
            Add(EntryState.Rejected, group.Count(entry => !IsWithdrawn(entry) && IsRejected(entry)));
            if (winner is null)
            {
                continue;
            }

            counted.Add(winner);
            Add(EntryState.Counted, 1);
            Add(EntryState.Duplicate, candidates.Count(entry => Hex(entry) == Hex(winner)) - 1);
            Add(EntryState.Conflict, candidates.Count(entry => Hex(entry) != Hex(winner)));
            var state = await database.Figures.FindResponse(group.Key, default);
            Assert.Equal(EntryState.Counted, state!.State);
            Assert.Equal(candidates.Any(entry => Hex(entry) != Hex(winner)), state.Conflict);
            Assert.Equal(winner.ReceivedAt, UnixMicroseconds.From(state.CountedReceivedAt!.Value));
        }

        var stored = await database.Figures.Reconcile(A.Survey, default);
        Assert.Equal(
            (Of(EntryState.Counted), Of(EntryState.Duplicate), Of(EntryState.Conflict), Of(EntryState.Rejected), Of(EntryState.Withdrawn)),
            (stored.Counted, stored.Duplicate, stored.Conflict, stored.Rejected, stored.Withdrawn));
        await AssertFigures(database, counted);
        Assert.Empty((await database.Entries.Verify(default)).Differences);

        void Add(EntryState state, long count) => expected[state] = Of(state) + count;
        long Of(EntryState state) => expected.GetValueOrDefault(state);
        bool IsWithdrawn(Entry entry) => entry.Batch is { } batch && withdrawn.Contains(batch);
        static bool IsRejected(Entry entry) => Read(entry) is { } content && (content.Province == "99" || content.Answered == 0);
    }

    private static async Task AssertFigures(TestDatabase database, List<Entry> counted)
    {
        await database.Entries.RefreshFigures(A.Catalogue.FindSurvey(A.Survey)!, always: false, default);
        foreach (var (channel, included) in new (ChannelChoice, Func<Entry, bool>)[]
        {
            (ChannelChoice.All, _ => true), (ChannelChoice.Official, entry => entry.Channel != Channel.Open), (ChannelChoice.Open, entry => entry.Channel == Channel.Open),
        })
        {
            var rows = (await database.Figures.FindFigures(new FigureQuery(A.Survey, "vn63", channel, ["P01"]), default))!.Rows;
            foreach (var row in rows)
            {
                var levels = counted.Where(included).Select(Read).Where(content => row.Unit is "nation" || content.Province == row.Unit)
                    .Select(content => (int)content.Answers.Span[0]).ToList();
                Assert.Equal(levels.Count, row.N);
                Assert.Equal(Enumerable.Range(1, 5).Select(level => (long)levels.Count(it => it == level)), row.Levels!);
                if (levels.Count > 0)
                {
                    Assert.Equal(100.0 * levels.Count(level => level >= 4) / levels.Count, row.Satisfied!.Value, 9);
                    Assert.Equal(levels.Average() / 5 * 100, row.Score!.Value, 9);
                }
            }
        }
    }

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    // Each id has an invitation of its own, so that none is refused and the rule is the same as without.
    private static int NumberOf(Guid id) => Array.IndexOf(Ids, id) + 1;

    private static string Hex(Entry entry) => Convert.ToHexString(entry.Content.Span);

    private static Content Read(Entry entry) => Content.TryRead(entry.Content.Span, out var content) ? content : throw new InvalidDataException();
}
