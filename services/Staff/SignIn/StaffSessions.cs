using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Staff.SignIn;

/// <summary>One session of the pages.</summary>
/// <param name="Id">Its identifier; it opens nothing.</param>
/// <param name="ActorId">Who, for good.</param>
/// <param name="Actor">Name of who.</param>
/// <param name="Role">Role of who.</param>
/// <param name="BeganAt">When it began.</param>
/// <param name="UsedAt">When it was last used, to some minutes.</param>
/// <param name="EndsAt">When it ends without a further request.</param>
public sealed record StaffSession(string Id, string ActorId, string Actor, string Role, DateTimeOffset BeganAt, DateTimeOffset UsedAt, DateTimeOffset EndsAt);

/// <summary>The sessions of the pages. They are kept in the store, so that they can be ended by others than who holds the cookie.</summary>
public sealed class StaffSessions(StaffDatabase database, IDataProtectionProvider protection, TimeProvider clock) : ITicketStore
{
    private static readonly Statement Insert = new(
        "@Hash BINARY(32), @Id NVARCHAR(16), @ActorId NVARCHAR(400), @Actor NVARCHAR(400), @Role NVARCHAR(32), @BeganAt BIGINT, @EndsAt BIGINT, @Ticket VARBINARY(MAX)", """
        INSERT INTO staff_session (hash, id, actor_id, actor, role, began_at, used_at, ends_at, ticket)
        VALUES (@Hash, @Id, @ActorId, @Actor, @Role, @BeganAt, @BeganAt, @EndsAt, @Ticket)
        """);

    private static readonly Statement Update = new("@Hash BINARY(32), @UsedAt BIGINT, @EndsAt BIGINT, @Ticket VARBINARY(MAX)",
        "UPDATE staff_session SET used_at = @UsedAt, ends_at = @EndsAt, ticket = @Ticket WHERE hash = @Hash");

    private static readonly Statement SelectTicket = new("@Hash BINARY(32), @Now BIGINT",
        "SELECT s.ticket FROM staff_session s WHERE s.hash = @Hash AND s.ends_at > @Now");

    private static readonly Statement SelectAll = new("@ActorId NVARCHAR(400), @Now BIGINT", """
        SELECT s.id, s.actor_id AS ActorId, s.actor, s.role, s.began_at AS BeganAt, s.used_at AS UsedAt, s.ends_at AS EndsAt
        FROM staff_session s
        WHERE s.ends_at > @Now AND (@ActorId IS NULL OR s.actor_id = @ActorId)
        ORDER BY s.used_at DESC, s.id
        """);

    private static readonly Statement DeleteByHash = new("@Hash BINARY(32)", "DELETE FROM staff_session WHERE hash = @Hash");
    private static readonly Statement DeleteById = new("@Id NVARCHAR(16)", "DELETE FROM staff_session WHERE id = @Id");
    private static readonly Statement DeleteByActor = new("@ActorId NVARCHAR(400)", "DELETE FROM staff_session WHERE actor_id = @ActorId");
    private static readonly Statement DeleteEnded = new("@Now BIGINT", "DELETE FROM staff_session WHERE ends_at <= @Now");

    private readonly IDataProtector _seal = protection.CreateProtector("sipas-session");

    /// <inheritdoc/>
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var name = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var principal = ticket.Principal;
        await database.Use(async connection =>
        {
            await connection.ExecuteAsync(DeleteEnded.Command(new { Now = Now() }, CancellationToken.None));
            return await connection.ExecuteAsync(Insert.Command(new
            {
                Hash = HashOf(name),
                Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)),
                ActorId = AuditChain.OneLine(principal.FindFirst(StaffMember.IdClaim)?.Value ?? ""),
                Actor = AuditChain.OneLine(principal.FindFirst(StaffMember.NameClaim)?.Value ?? ""),
                Role = StaffMember.RoleOf(principal) ?? "",
                BeganAt = Now(),
                EndsAt = EndOf(ticket),
                Ticket = Seal(ticket),
            }, CancellationToken.None));
        }, CancellationToken.None);
        return name;
    }

    /// <inheritdoc/>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => database.Use(connection => connection.ExecuteAsync(Update.Command(new
    {
        Hash = HashOf(key),
        UsedAt = Now(),
        EndsAt = EndOf(ticket),
        Ticket = Seal(ticket),
    }, CancellationToken.None)), CancellationToken.None);

    /// <inheritdoc/>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var sealedTicket = await database.Use(connection => connection.QuerySingleOrDefaultAsync<byte[]>(
            SelectTicket.Command(new { Hash = HashOf(key), Now = Now() }, CancellationToken.None)), CancellationToken.None);
        try
        {
            return sealedTicket is null ? null : TicketSerializer.Default.Deserialize(_seal.Unprotect(sealedTicket));
        }
        catch (CryptographicException)
        {
            // Sealed with keys that are gone: everybody signs in again.
            return null;
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string key) => Delete(DeleteByHash, new { Hash = HashOf(key) }, CancellationToken.None);

    /// <summary>The sessions of one, or of all, the last used first.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<StaffSession>> List(string? actorId, CancellationToken cancellationToken)
    {
        var rows = await database.Use(connection => connection.QueryAsync<Row>(
            SelectAll.Command(new { ActorId = actorId is null ? null : AuditChain.OneLine(actorId), Now = Now() }, cancellationToken)), cancellationToken);
        return [.. rows.Select(row => new StaffSession(row.Id, row.ActorId, row.Actor, row.Role,
            Moments.FromUnixMicroseconds(row.BeganAt), Moments.FromUnixMicroseconds(row.UsedAt), Moments.FromUnixMicroseconds(row.EndsAt)))];
    }

    /// <summary>Ends a session at once; false when there is none.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public async Task<bool> End(string id, CancellationToken cancellationToken) => await Delete(DeleteById, new { Id = id }, cancellationToken) == 1;

    /// <summary>Ends all sessions of somebody at once; how many there were.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public Task<int> EndAllOf(string actorId, CancellationToken cancellationToken) => Delete(DeleteByActor, new { ActorId = AuditChain.OneLine(actorId) }, cancellationToken);

    private Task<int> Delete(Statement statement, object parameters, CancellationToken cancellationToken) =>
        database.Use(connection => connection.ExecuteAsync(statement.Command(parameters, cancellationToken)), cancellationToken);

    private long Now() => clock.GetUtcNow().ToUnixMicroseconds();

    private long EndOf(AuthenticationTicket ticket) => (ticket.Properties.ExpiresUtc ?? clock.GetUtcNow()).ToUnixMicroseconds();

    private byte[] Seal(AuthenticationTicket ticket) => _seal.Protect(TicketSerializer.Default.Serialize(ticket));

    // As with keys: who reads the store cannot make a cookie of what stands there.
    private static byte[] HashOf(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name));

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string ActorId { get; init; } = "";

        public string Actor { get; init; } = "";

        public string Role { get; init; } = "";

        public long BeganAt { get; init; }

        public long UsedAt { get; init; }

        public long EndsAt { get; init; }
    }
}
