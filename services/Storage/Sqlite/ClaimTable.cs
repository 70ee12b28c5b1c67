using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads and writes the rows of <c>spent_invitation</c>.</summary>
internal sealed class ClaimTable(SqliteConnection connection, SqliteTransaction transaction)
{
    /// <summary>Who holds these claims.</summary>
    public async Task<IReadOnlyDictionary<InvitationClaim, ClaimHolder>> FindHolders(IEnumerable<InvitationClaim> claims)
    {
        const string Find = "SELECT claim, holder FROM spent_invitation WHERE claim IN " + IdList.InJson;
        var found = await connection.QueryAsync<(byte[] Claim, byte[] Holder)>(Find, new { Ids = IdList.Json(claims.Select(claim => claim.Value)) }, transaction);
        return found.ToDictionary(row => new InvitationClaim(IdList.Hash(row.Claim)), row => new ClaimHolder(IdList.Hash(row.Holder)));
    }

    /// <summary>Keeps who holds claims that nobody held.</summary>
    public Task Add(IEnumerable<(InvitationClaim Claim, ClaimHolder Holder)> spent)
    {
        const string Add = "INSERT INTO spent_invitation (claim, holder) VALUES (@Claim, @Holder)";
        return connection.ExecuteAsync(Add,
            spent.Select(it => new { Claim = IdList.Bytes(it.Claim.Value), Holder = IdList.Bytes(it.Holder.Value) }), transaction);
    }

    /// <summary>Ids of withdrawn batches that held a claim and have no other entry that does.</summary>
    public async Task<IReadOnlyList<Guid>> FindIdsWithout(IEnumerable<BatchRow> withdrawn)
    {
        const string Find = """
            SELECT DISTINCT e.id FROM entry e
            WHERE e.batch = @Number AND e.holds_claim = 1 AND NOT EXISTS (
                SELECT 1 FROM entry o LEFT JOIN batch b ON b.number = o.batch
                WHERE o.id = e.id AND o.holds_claim = 1 AND b.withdrawn_at IS NULL)
            """;
        var ids = new HashSet<Guid>();
        foreach (var batch in withdrawn)
        {
            ids.UnionWith((await connection.QueryAsync<byte[]>(Find, new { batch.Number }, transaction)).Select(IdList.Id));
        }

        return [.. ids];
    }

    /// <summary>Frees every claim of these holders.</summary>
    public Task Remove(IEnumerable<ClaimHolder> holders) => connection.ExecuteAsync(
        "DELETE FROM spent_invitation WHERE holder = @Holder", holders.Select(holder => new { Holder = IdList.Bytes(holder.Value) }), transaction);

    /// <summary>All holders, each once.</summary>
    public async IAsyncEnumerable<ClaimHolder> ReadHolders()
    {
        await foreach (var holder in connection.QueryUnbufferedAsync<byte[]>("SELECT DISTINCT holder FROM spent_invitation", transaction: transaction))
        {
            yield return new ClaimHolder(IdList.Hash(holder));
        }
    }
}
