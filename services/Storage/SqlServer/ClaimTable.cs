using System.Buffers.Binary;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Reads and writes the rows of <c>spent_invitation</c>.</summary>
internal sealed class ClaimTable(SqlServerSession session)
{
    private static readonly Statement FindOfClaims = new("@Rows dbo.ids READONLY", """
        SELECT s.claim, s.holder FROM dbo.spent_invitation s JOIN @Rows i ON i.id = s.claim
        """);

    private static readonly Statement AddRows = new("@Rows dbo.spent_rows READONLY", """
        INSERT INTO dbo.spent_invitation (claim, holder) SELECT r.claim, r.holder FROM @Rows r ORDER BY r.claim
        """);

    private static readonly Statement FindWithout = new("@Rows dbo.numbers READONLY", """
        SELECT DISTINCT e.id
        FROM dbo.entry e JOIN @Rows n ON n.number = e.batch
        WHERE e.holds_claim = 1 AND NOT EXISTS (
            SELECT 1 FROM dbo.entry o LEFT JOIN dbo.batch b ON b.number = o.batch
            WHERE o.id = e.id AND o.holds_claim = 1 AND b.withdrawn_at IS NULL)
        """);

    private static readonly Statement RemoveOfHolders = new("@Rows dbo.ids READONLY", """
        DELETE s FROM dbo.spent_invitation s JOIN @Rows i ON i.id = s.holder
        """);

    private static readonly Statement FindHoldersOnce = new("", "SELECT DISTINCT s.holder AS Holder FROM dbo.spent_invitation s");

    /// <summary>Who holds these claims.</summary>
    public async Task<IReadOnlyDictionary<InvitationClaim, ClaimHolder>> FindHolders(IEnumerable<InvitationClaim> claims) =>
        (await session.Query<(byte[] Claim, byte[] Holder)>(FindOfClaims, TraceTypes.Hashes(claims.Select(claim => claim.Value))))
        .ToDictionary(row => new InvitationClaim(Hash(row.Claim)), row => new ClaimHolder(Hash(row.Holder)));

    /// <summary>Keeps who holds claims that nobody held. One that another fill is just giving away is waited for; then the key is violated.</summary>
    public Task Add(IEnumerable<(InvitationClaim Claim, ClaimHolder Holder)> spent) => session.Execute(AddRows, TraceTypes.Spent(spent));

    /// <summary>Ids of withdrawn batches that held a claim and have no other entry that does.</summary>
    public async Task<IReadOnlyList<Guid>> FindIdsWithout(IEnumerable<BatchRow> withdrawn) =>
        [.. (await session.Query<byte[]>(FindWithout, TableTypes.Numbers(withdrawn.Select(batch => batch.Number)))).Select(TableTypes.Id).Distinct()];

    /// <summary>Frees every claim of these holders.</summary>
    public Task Remove(IEnumerable<ClaimHolder> holders) => session.Execute(RemoveOfHolders, TraceTypes.Hashes(holders.Select(holder => holder.Value)));

    /// <summary>All holders, each once.</summary>
    public IAsyncEnumerable<ClaimHolder> ReadHolders() => session.Stream<byte[]>(FindHoldersOnce).Select(holder => new ClaimHolder(Hash(holder)));

    private static UInt128 Hash(byte[] bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);
}
