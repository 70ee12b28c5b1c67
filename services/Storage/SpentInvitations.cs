using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>A process lacks the secret that a pack needs, or has another one. For people to mend; the pack is not stored, and comes back with <c>replay</c>.</summary>
public sealed class InvitationSecretException(string message) : Exception(message);

/// <summary>
/// Gives invitations to who comes first. An entry whose claim somebody else holds is rejected, for good; the same response id never fails on its own. Claims are
/// taken before entries are judged, in the transaction that counts them, and freed when no entry of their holder may be counted any more.
/// </summary>
internal sealed class SpentInvitations(ClaimKeys? keys, IFillTransaction transaction)
{
    /// <summary>The rows with what became of their claims, in the order given, which is the order in which they come first.</summary>
    /// <exception cref="InvitationSecretException">There are claims, and not the secret that they were sealed under.</exception>
    public async Task<List<EntryRow>> Take(List<(EntryRow Row, ReadOnlyMemory<byte> SealedClaim)> arriving)
    {
        var rows = arriving.ConvertAll(it => Open(it.Row, it.SealedClaim.Span));
        var claims = rows.Where(it => it.Claim is not null).Select(it => it.Claim!.Value).ToHashSet();
        if (claims.Count == 0)
        {
            return rows.ConvertAll(it => it.Row);
        }

        var holders = new Dictionary<InvitationClaim, ClaimHolder>(await transaction.FindHolders(claims));
        var taken = new List<(InvitationClaim, ClaimHolder)>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] is not ({ } row, { } claim))
            {
                continue;
            }

            var self = keys!.HolderOf(row.Entry.Id);
            if (!holders.TryGetValue(claim, out var holder))
            {
                holders.Add(claim, holder = self);
                taken.Add((claim, self));
            }

            rows[i] = (holder == self ? row with { HoldsClaim = true } : Reject(row, Rejections.InvitationSpent), null);
        }

        await transaction.AddHolders(taken);
        return rows.ConvertAll(it => it.Row);
    }

    /// <summary>Frees what the entries of withdrawn batches held, unless another entry of the same response id holds it too.</summary>
    /// <exception cref="InvitationSecretException">They held claims, and the secret is missing.</exception>
    public async Task Free(IReadOnlyCollection<BatchRow> withdrawn)
    {
        if (withdrawn.Count > 0 && await transaction.FindIdsWithoutClaim(withdrawn) is { Count: > 0 } ids)
        {
            await transaction.RemoveHolders([.. ids.Select((keys ?? throw Missing()).HolderOf)]);
        }
    }

    // What cannot be counted takes nobody's invitation.
    private (EntryRow Row, InvitationClaim? Claim) Open(EntryRow row, ReadOnlySpan<byte> sealedClaim)
    {
        if (sealedClaim.IsEmpty)
        {
            return (row.Judged.IsCandidate && row.Entry.Channel == Channel.Invited ? Reject(row, Rejections.InvalidInvitation) : row, null);
        }

        return (keys ?? throw Missing()).TryOpen(sealedClaim, row.Entry.Id, out var claim) switch
        {
            ClaimOpening.OtherSecret => throw new InvitationSecretException(
                $"The pack has invitations that were sealed under another secret than {Invitations.Setting} of this process. Give Intake and Aggregator the same one, then run 'replay'."),
            _ when !row.Judged.IsCandidate => (row, null),
            ClaimOpening.Damaged => (Reject(row, Rejections.InvalidInvitation), null),
            _ => (row, claim),
        };
    }

    private static EntryRow Reject(EntryRow row, string reason) => row with { Rejection = reason, State = EntryState.Rejected };

    private static InvitationSecretException Missing() =>
        new($"The pack has invitations, and {Invitations.Setting} is not set. Give this process the secret that Intake has, then run 'replay'.");
}
