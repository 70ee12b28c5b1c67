using CsCheck;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>
/// Any sequence of uploads, corrections, decisions and withdrawals, in any packs and any order, with batches judged anywhere in between: states
/// and counts are those of the rule over the set, and exactly those batches are withdrawn that somebody withdrew, or that were judged so against
/// what was stored at that moment (<see cref="BatchLifeModel"/>).
/// </summary>
public abstract class BatchLifeTests
{
    private static readonly Guid[] Sheets = [.. Enumerable.Range(1, 8).Select(i => new Guid(i, 0, 0x5000, 0x80, 0, 0, 0, 0, 0, 0, 0))];
    private static readonly Guid[] Batches = [.. Enumerable.Range(1, 4).Select(i => new Guid(i, 1, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0))];
    private static readonly ReadOnlyMemory<byte>[] Contents = [A.Content(5), A.Content(1, age: "18-24"), A.Content(4, A.YenBai), A.Content(0)];

    // A file has each of its serials once; whether its conflicts are accepted is said with it.
    private static readonly Gen<(int[] Contents, bool Accepted)[]> Files =
        Gen.Select(Gen.Int[-1, Contents.Length - 1].Array[Sheets.Length], Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))).Array[Batches.Length];

    private static readonly Gen<Func<(int[] Contents, bool Accepted)[], IEnumerable<PackRecord>>> Happening = Gen.Frequency(
        (5, Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3]).Select((batch, second) => Sent(batch, second))),
        (2, Gen.Select(Gen.Int[0, 3], Gen.Int[0, 7], Gen.Int[0, 2], Gen.Int[0, 4]).Select((batch, sheet, content, second) => Corrected(batch, sheet, content, second))),
        (1, Gen.Select(Gen.Int[0, 7], Gen.Int[0, 2], Gen.Int[0, 4]).Select((sheet, content, second) => Just(A.Decision(Sheets[sheet], Contents[content], second)))),
        (1, Gen.Int[0, 3].Select(batch => Just(A.Withdrawal(Batches[batch])))),
        (1, Gen.Select(Gen.Int[0, 7], Gen.Int[0, 2]).Select((sheet, content) => Just(new EntryReceived(A.Entry(Sheets[sheet], Contents[content]))))));

    private static readonly Gen<(List<List<Pack>> Fills, List<bool> Judged)> Life =
        from files in Files
        from happened in Happening.List[1, 8]
        from cuts in Gen.Int[1, 9].List[80]
        from inOrder in Gen.Bool
        from order in Gen.Shuffle(Enumerable.Range(0, 80).ToArray())
        from repeated in Gen.Int[0, 20].List[0, 6]
        from fills in Gen.Int[1, 4].List[90]
        from judged in Gen.Bool.List[90]
        select (Deliveries.Of([.. happened.SelectMany(it => it(files))], cuts, inOrder ? [.. order.Order()] : order, repeated, fills), judged);

    /// <summary>How many lives are tried; a database that is slower gets fewer.</summary>
    private protected abstract int Histories { get; }

    private protected abstract TestDatabase NewDatabase();

    [SkippableFact]
    public async Task Whatever_happens_to_batches_states_counts_and_withdrawals_are_those_of_the_rule()
    {
        await using var database = NewDatabase();
        await database.Entries.Migrate(default);
        var survey = A.Catalogue.FindSurvey(A.Survey)!;

        await Life.SampleAsync(async life =>
        {
            await database.Clear();
            var model = new BatchLifeModel();
            foreach (var (fill, judged) in life.Fills.Zip(life.Judged.Append(true)))
            {
                await database.Entries.Fill(fill, default);
                model.Fill(fill);
                if (judged)
                {
                    Assert.Equal(model.Judge(), (await database.Entries.JudgeBatches(survey, default)).Select(it => (it.Batch, it.Reason)));
                }
            }

            Assert.Equal(model.Judge(), (await database.Entries.JudgeBatches(survey, default)).Select(it => (it.Batch, it.Reason)));
            await AssertFollows(database, model);
        }, iter: Histories, threads: 1);
    }

    private static async Task AssertFollows(TestDatabase database, BatchLifeModel model)
    {
        var states = model.States().ToList();
        foreach (var batch in Batches)
        {
            var stored = await database.Batches.FindBatch(batch, default);
            Assert.Equal(model.IsWithdrawn(batch), stored?.Withdrawal is not null);
            Assert.Equal(EntryCounts.Of(states.Where(it => it.Entry.Batch == batch).Select(it => (it.State, 1L))), stored?.Entries ?? EntryCounts.None);
        }

        var entries = await database.Batches.FindEntries(Sheets, default);
        Assert.Equal(states.Select(it => Show(it.Entry, it.State)).Order(StringComparer.Ordinal), entries.Select(it => Show(it.Entry, it.State)).Order(StringComparer.Ordinal));
        Assert.Equal(states.Where(it => it.State == EntryState.Conflict).Select(it => it.Entry.Id).Distinct().Order(),
            await database.Batches.ListConflicts(Guid.Empty, 100, default));
        Assert.Equal(states.Count(it => it.State == EntryState.Counted), (await database.Figures.Reconcile(A.Survey, default)).Counted);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

    private static Func<(int[] Contents, bool Accepted)[], IEnumerable<PackRecord>> Just(PackRecord record) => _ => [record];

    private static Func<(int[] Contents, bool Accepted)[], IEnumerable<PackRecord>> Sent(int batch, int second) => files =>
    {
        var sheets = files[batch].Contents.Select((content, sheet) => (content, sheet)).Where(it => it.content >= 0)
            .Select(it => (PackRecord)new EntryReceived(A.Entry(Sheets[it.sheet], Contents[it.content], second, Batches[batch], it.sheet + 2))).ToList();
        return [.. sheets, A.Closing(Batches[batch], sheets.Count, files[batch].Accepted, second: batch)];
    };

    private static Func<(int[] Contents, bool Accepted)[], IEnumerable<PackRecord>> Corrected(int batch, int sheet, int content, int second) => _ =>
    [
        new EntryReceived(A.Entry(Sheets[sheet], Contents[content], second, Batches[batch], sheet + 2)), A.Decision(Sheets[sheet], Contents[content], second),
    ];

    private static string Show(Entry entry, EntryState state) =>
        $"{entry.Id} {entry.Batch} {entry.Row} {entry.ReceivedAt} {Convert.ToHexString(entry.Content.Span)} {state}";
}

public sealed class SqliteBatchLifeTests : BatchLifeTests
{
    private protected override int Histories => 300;

    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}
