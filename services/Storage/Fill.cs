using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>
/// Stores packs within one transaction, by the rule "figures are a function of a set" (services/README.md). The order is that of the
/// locks: packs, batches, entries, and last the counts and tallies, which every fill changes.
/// </summary>
internal sealed class Fill(Catalogue catalogue, ClaimKeys? keys, IFillTransaction transaction)
{
    private readonly Dictionary<EntryCountKey, long> _counts = [];
    private readonly Dictionary<SuspicionKey, long> _suspicious = [];
    private readonly Tallies _tallies = new(catalogue);
    private readonly SpentInvitations _invitations = new(keys, transaction);

    public async Task<FillReport> Store(IReadOnlyList<Pack> packs)
    {
        await FillMetrics.Measure("share", () => transaction.LockEntries(alone: packs.Any(pack => pack.Records.Any(JudgesOthers))));
        var fresh = await FillMetrics.Measure("packs", () => transaction.RecordPacks(packs));
        var records = fresh.SelectMany(pack => pack.Records).ToList();
        var received = records.OfType<EntryReceived>().ToList();
        var entries = received.ConvertAll(record => record.Entry);
        var (batches, withdrawn) = await FillMetrics.Measure("batches", () => StoreBatches(records, entries));
        var rows = await FillMetrics.Measure("claims", async () =>
        {
            // First what is free again, then who comes: in one fill as in two.
            await _invitations.Free(withdrawn);
            return await _invitations.Take(received.ConvertAll(record => (RowOf(record, batches), record.SealedClaim)));
        });
        var later = await FillMetrics.Measure("entries", () => StoreFirstEntries(rows));
        await FillMetrics.Measure("receipts", () => transaction.AddReceipts([.. entries.Where(entry => entry.Batch is null).Select(entry => entry.Id).Distinct()]));
        await FillMetrics.Measure("disputes", () => Settle(records, withdrawn, later));
        await StoreCounts(packs);
        await FillMetrics.Measure("fold", () => transaction.FoldPacks(fresh));
        return new FillReport(fresh.Count, packs.Count(pack => pack.Sequence > 0) - fresh.Count, entries.Count, rows.Count(row => row.Rejection is not null));
    }

    /// <summary>Withdraws a batch, as a message would. The caller has the entries alone.</summary>
    public async Task Withdraw(BatchWithdrawn withdrawal)
    {
        var (_, withdrawn) = await StoreBatches([withdrawal], []);
        await _invitations.Free(withdrawn);
        await Settle([withdrawal], withdrawn, []);
        await StoreCounts([]);
    }

    // What changes the states of entries that it does not bring itself, perhaps of some that another fill is bringing just now.
    private static bool JudgesOthers(PackRecord record) => record is BatchWithdrawn or ContentDecided;

    private async Task<(Dictionary<Guid, BatchRow> Batches, List<BatchRow> Withdrawn)> StoreBatches(List<PackRecord> records, List<Entry> entries)
    {
        var closings = records.OfType<BatchClosed>().ToList();
        var withdrawals = records.OfType<BatchWithdrawn>().ToList();
        var named = entries.Where(entry => entry.Batch is not null).Select(entry => entry.Batch!.Value)
            .Concat(closings.Select(closing => closing.Batch))
            .Concat(withdrawals.Select(withdrawal => withdrawal.Batch))
            .Distinct().Order().ToList();
        var batches = await transaction.FindOrAddBatches(named);
        await transaction.CloseBatches(closings);
        await transaction.WithdrawBatches(withdrawals);

        var withdrawn = withdrawals.Select(withdrawal => batches[withdrawal.Batch]).Distinct().Where(batch => !batch.Withdrawn).ToList();
        foreach (var batch in withdrawn)
        {
            batches[batch.Id] = batch with { Withdrawn = true };
        }

        return (batches, withdrawn);
    }

    // The state is right if the entry is the only one of its id, which nearly all are; the others are judged anew together.
    private EntryRow RowOf(EntryReceived received, Dictionary<Guid, BatchRow> batches)
    {
        var entry = received.Entry;
        _ = Content.TryRead(entry.Content.Span, out var content);
        var row = new EntryRow(entry, 0, entry.Batch is { } id ? batches[id] : null, Rejections.Of(catalogue, entry, content), default) { Suspicions = received.Suspicions };
        return row with { State = CountingRule.Judge([row.Judged], [])[0] };
    }

    // The insertion itself finds out which ids are new; no look-up before it. Returned is what was not stored.
    private async Task<List<EntryRow>> StoreFirstEntries(List<EntryRow> rows)
    {
        var ids = new HashSet<Guid>();
        var first = rows.Where(row => ids.Add(row.Entry.Id)).OrderBy(row => row.Entry.Id).ToList();
        var later = rows.Except(first, ReferenceEqualityComparer.Instance).Cast<EntryRow>().ToList();
        var refused = await transaction.AddFirstEntries(first);
        foreach (var row in first.Except(refused, ReferenceEqualityComparer.Instance).Cast<EntryRow>())
        {
            Count(row, 1);
        }

        return [.. refused, .. later];
    }

    // Whatever has more than one entry, or a decision, or an entry in a batch that was withdrawn just now.
    private async Task Settle(List<PackRecord> records, List<BatchRow> withdrawn, List<EntryRow> later)
    {
        var decisions = records.OfType<ContentDecided>().Select(record => record.Decision).ToList();
        await transaction.AddDecisions(decisions);
        var disputed = later.Select(row => row.Entry.Id)
            .Concat(decisions.Select(decision => decision.Id))
            .Concat(await transaction.FindIdsOf(withdrawn))
            .ToHashSet();
        if (disputed.Count > 0)
        {
            await JudgeAnew(disputed, later);
        }
    }

    private async Task StoreCounts(IReadOnlyList<Pack> packs)
    {
        // Counts are of what was published, so they are taken from repeated packs too. Nobody can ask for a survey that is unknown here.
        var published = packs
            .SelectMany(pack => pack.Counts.Concat(pack.Records.OfType<EntriesReported>().SelectMany(it => it.Counts)).Select(count => (pack.Producer, count)))
            .Where(it => catalogue.FindSurvey(it.count.Survey) is not null)
            .ToList();
        var surveys = published.Select(it => it.count.Survey)
            .Concat(_counts.Keys.Select(key => key.Survey))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        await FillMetrics.Measure("lock", () => transaction.LockCounts(surveys));
        await FillMetrics.Measure("counts", () => transaction.RaiseCounts(published));
        await FillMetrics.Measure("counts", () => transaction.AddEntryCounts(_counts));
        await FillMetrics.Measure("counts", () => transaction.AddSuspicious(_suspicious));
        await FillMetrics.Measure("tallies", () => transaction.AddTallies(_tallies));
    }

    private async Task JudgeAnew(HashSet<Guid> ids, List<EntryRow> added)
    {
        var stored = (await transaction.FindEntries(ids)).ToLookup(row => row.Entry.Id);
        var arriving = added.ToLookup(row => row.Entry.Id);
        var decisions = (await transaction.FindDecisions(ids)).ToLookup(decision => decision.Id);
        var changed = new List<EntryRow>();
        var complete = new List<EntryRow>();
        foreach (var id in ids.Order())
        {
            var before = stored[id].OrderBy(row => row.Ordinal).ToList();
            List<EntryRow> all = [.. before, .. arriving[id].Select((row, i) => row with { Ordinal = before.Count + i })];
            var states = CountingRule.Judge([.. all.Select(row => row.Judged)], [.. decisions[id]]);
            for (var i = 0; i < all.Count; i++)
            {
                var now = all[i] with { State = states[i] };
                if (i >= before.Count)
                {
                    complete.Add(now);
                    Count(now, 1);
                }
                else if (now.State != before[i].State)
                {
                    changed.Add(now);
                    Count(before[i], -1);
                    Count(now, 1);
                }
            }
        }

        await transaction.AddEntries(complete);
        await transaction.SetStates(changed);
    }

    private void Count(EntryRow row, int sign)
    {
        var key = EntryCountKey.Of(catalogue, row, row.State, out var content);
        _counts[key] = _counts.GetValueOrDefault(key) + sign;
        if (row.State == EntryState.Counted)
        {
            _tallies.Add(content!, row.Entry.Channel, sign);
            if (row.Suspicions != Suspicions.None)
            {
                var suspicious = new SuspicionKey(content!.Survey, content.Province, row.Suspicions);
                _suspicious[suspicious] = _suspicious.GetValueOrDefault(suspicious) + sign;
            }
        }
    }
}
