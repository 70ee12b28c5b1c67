using System.Globalization;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>
/// What entries leave beside states and tallies: receipts that can be found, counts of suspicious ones, and who holds an invitation. Of the first and the last only
/// number and sum are kept, so that memory does not grow with them: values that are hashes have the same sum when they are the same, and hardly ever otherwise.
/// </summary>
internal sealed class EntryTraces(ClaimKeys? keys)
{
    private readonly Dictionary<SuspicionKey, long> _suspicious = [];
    private Sum _receipts;
    private Sum _holders;

    public IReadOnlyDictionary<SuspicionKey, long> Suspicious => _suspicious;

    /// <summary>Takes all entries of one response id.</summary>
    public void Add(IReadOnlyList<EntryRow> entries)
    {
        var (online, holds) = (false, false);
        for (var i = 0; i < entries.Count; i++)
        {
            online |= entries[i].Entry.Batch is null;
            holds |= entries[i] is { HoldsClaim: true, Judged.IsCandidate: true };
        }

        var id = entries[0].Entry.Id;
        if (online)
        {
            _receipts.Add(ResponseId.ReceiptNumber(id));
        }

        if (holds)
        {
            _holders.Add(keys?.HolderOf(id).Value ?? 0);
        }
    }

    /// <summary>Takes an entry that is counted.</summary>
    public void AddCounted(EntryRow row, Content content)
    {
        if (row.Suspicions != Suspicions.None)
        {
            var key = new SuspicionKey(content.Survey, content.Province, row.Suspicions);
            _suspicious[key] = _suspicious.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>Compares with what is stored.</summary>
    public async Task Compare(IStoredState stored, Differences differences, List<string> notCompared)
    {
        differences.CompareSuspicious(_suspicious, await stored.ReadSuspicious());
        await CompareReceipts(stored, differences);
        await CompareHolders(stored, differences);
        if (keys is null && _holders.Count > 0)
        {
            notCompared.Add($"Who used invitations was compared by number alone. Set {Invitations.Setting} to have them compared one by one.");
        }
    }

    private async Task CompareReceipts(IStoredState stored, Differences differences)
    {
        var found = default(Sum);
        await foreach (var (receipt, id) in stored.ReadReceipts().Ahead())
        {
            found.Add(receipt);
            if (receipt != ResponseId.ReceiptNumber(id))
            {
                differences.Add($"A receipt that can be found is not that of the response {id}.");
            }
        }

        if (found != _receipts)
        {
            differences.Add(string.Create(CultureInfo.InvariantCulture,
                $"Receipts that can be found: {found.Count} stored, {_receipts.Count} found{(found.Count == _receipts.Count ? ", of other responses" : "")}."));
        }
    }

    private async Task CompareHolders(IStoredState stored, Differences differences)
    {
        var found = default(Sum);
        await foreach (var holder in stored.ReadHolders())
        {
            found.Add(keys is null ? 0 : holder.Value);
        }

        if (found == _holders)
        {
            return;
        }

        // What is missing stands in no entry, on purpose.
        differences.Add(string.Create(CultureInfo.InvariantCulture, $"Responses that used an invitation: {found.Count} stored, {_holders.Count} found")
            + (found.Count == _holders.Count ? $", which are others, unless {Invitations.Setting} is not the one that they were stored with." : ".")
            + " 'rebuild' removes what is too much; what is missing comes from a backup alone.");
    }

    // Number and sum of hashes.
    private record struct Sum(long Count, UInt128 Total)
    {
        public void Add(UInt128 value) => (Count, Total) = (Count + 1, unchecked(Total + value));
    }
}
