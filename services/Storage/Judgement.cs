using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>
/// Judges one closed batch in a transaction of its own: whether too many of its sheets are those of others (<see cref="SharedSerials"/>). What
/// counts is what is stored at that moment. Of two batches whose packs arrive interleaved, the one that is complete first finds few sheets of
/// the other, so the second finds all of the first one's, also where its own came in earlier and are counted instead: which of two versions counts
/// says nothing of whose serial it is. A batch is judged once: what arrives later changes states, as always, but no judgement.
/// </summary>
internal sealed class Judgement(Catalogue catalogue, ClaimKeys? keys, IFillTransaction transaction, TimeProvider clock)
{
    /// <summary>The withdrawal of the batch when it was withdrawn now; null when it was not, or is not to be judged, or not yet.</summary>
    public async Task<BatchWithdrawn?> Judge(string survey, Guid id)
    {
        // Alone, so that no entry that is just being stored is missed, and of several aggregators one judges.
        await transaction.LockEntries(alone: true);
        if ((await transaction.FindUnjudged(survey)).FirstOrDefault(it => it.Batch.Id == id) is not { } batch)
        {
            return null;
        }

        BatchWithdrawn? withdrawal = null;
        if (!batch.Batch.Withdrawn)
        {
            // Distinct ones: what came twice must not make up for what has not come yet.
            var sheets = await transaction.CountSheets(batch.Batch);
            if (sheets < batch.Accepted)
            {
                return null;
            }

            withdrawal = await FindWithdrawal(batch, sheets);
        }

        await transaction.SetJudged(batch.Batch);
        if (withdrawal is not null)
        {
            await new Fill(catalogue, keys, transaction).Withdraw(withdrawal);
        }

        return withdrawal;
    }

    private async Task<BatchWithdrawn?> FindWithdrawal(UnjudgedBatch batch, long sheets) =>
        SharedSerials.AreTooMany(await transaction.CountShared(batch.Batch), sheets)
            ? new BatchWithdrawn(batch.Batch.Id, UnixMicroseconds.From(clock.GetUtcNow()), SharedSerials.Judge,
                SharedSerials.ReasonOf(await transaction.FindMostShared(batch.Batch)))
            : null;
}
