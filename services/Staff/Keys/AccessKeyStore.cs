using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Staff.Keys;

/// <summary>The keys for scripts.</summary>
public sealed class AccessKeyStore(StaffDatabase database, Catalogue catalogue, TimeProvider clock)
{
    /// <summary>What every key begins with, so that one that got lost is recognized by whoever, or whatever, finds it.</summary>
    public const string Prefix = "sipas_";

    private static readonly TimeSpan UseRecordedEvery = TimeSpan.FromMinutes(1);

    private static readonly Statement Insert = new(
        "@Id NVARCHAR(16), @Name NVARCHAR(400), @Role NVARCHAR(32), @Provinces NVARCHAR(1000), @Team NVARCHAR(400), @Hash BINARY(32), @MadeBy NVARCHAR(400), "
        + "@MadeAt BIGINT, @ExpiresAt BIGINT", """
        INSERT INTO staff_key (id, name, role, provinces, team, hash, made_by, made_at, expires_at)
        VALUES (@Id, @Name, @Role, @Provinces, @Team, @Hash, @MadeBy, @MadeAt, @ExpiresAt)
        """);

    private static readonly Statement SelectAll = new("", """
        SELECT k.id, k.name, k.role, k.provinces, k.team, k.made_by AS MadeBy, k.made_at AS MadeAt, k.expires_at AS ExpiresAt,
            k.revoked_at AS RevokedAt, k.used_at AS UsedAt
        FROM staff_key k
        ORDER BY k.made_at DESC, k.id
        """);

    private static readonly Statement SelectOne = new("@Hash BINARY(32)", """
        SELECT k.id, k.name, k.role, k.provinces, k.team, k.made_by AS MadeBy, k.made_at AS MadeAt, k.expires_at AS ExpiresAt,
            k.revoked_at AS RevokedAt, k.used_at AS UsedAt
        FROM staff_key k
        WHERE k.hash = @Hash
        """);

    private static readonly Statement Use = new("@Id NVARCHAR(16), @At BIGINT",
        "UPDATE staff_key SET used_at = @At WHERE id = @Id AND (used_at IS NULL OR used_at < @At)");

    private static readonly Statement RevokeOne = new("@Id NVARCHAR(16), @At BIGINT",
        "UPDATE staff_key SET revoked_at = @At WHERE id = @Id AND revoked_at IS NULL");

    /// <summary>Makes a key of 256 random bits. It is returned this once.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public Task<(AccessKey Key, string Secret)> Make(KeyOrder order, string madeBy, CancellationToken cancellationToken) =>
        Make(order, madeBy, _ => Task.CompletedTask, cancellationToken);

    /// <summary>Makes a key of 256 random bits, which is returned this once, after <paramref name="before"/> was told what it will be. When that throws, there is no key.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public async Task<(AccessKey Key, string Secret)> Make(KeyOrder order, string madeBy, Func<AccessKey, Task> before, CancellationToken cancellationToken)
    {
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var key = new AccessKey(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), AuditChain.OneLine(order.Name), order.Role,
            order.Provinces, order.Team is { } team ? AuditChain.OneLine(team) : null, AuditChain.OneLine(madeBy), clock.GetUtcNow(), order.ExpiresAt, null, null);
        await before(key);
        await database.Use(connection => connection.ExecuteAsync(Insert.Command(new
        {
            key.Id,
            key.Name,
            key.Role,
            Provinces = string.Join(' ', key.Provinces.Texts),
            key.Team,
            Hash = HashOf(secret),
            key.MadeBy,
            MadeAt = key.MadeAt.ToUnixMicroseconds(),
            ExpiresAt = key.ExpiresAt.ToUnixMicroseconds(),
        }, cancellationToken)), cancellationToken);
        return (key, secret);
    }

    /// <summary>All keys ever made, the newest first.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<AccessKey>> List(CancellationToken cancellationToken)
    {
        var rows = await database.Use(connection => connection.QueryAsync<Row>(SelectAll.Command(null, cancellationToken)), cancellationToken);
        return [.. rows.Select(ToKey)];
    }

    /// <summary>The key in force that was presented, or null; records its use.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<AccessKey?> Find(string presented, CancellationToken cancellationToken)
    {
        if (!presented.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        return await database.Use(async connection =>
        {
            // By its hash: how long looking takes says nothing about a key that somebody could make use of.
            var row = await connection.QuerySingleOrDefaultAsync<Row>(SelectOne.Command(new { Hash = HashOf(presented) }, cancellationToken));
            if (row is null || ToKey(row) is not { } key || !key.IsInForce(now))
            {
                return null;
            }

            if (key.UsedAt is not { } used || now - used >= UseRecordedEvery)
            {
                await connection.ExecuteAsync(Use.Command(new { key.Id, At = now.ToUnixMicroseconds() }, cancellationToken));
            }

            return key;
        }, cancellationToken);
    }

    /// <summary>Revokes a key at once; false when there is none that could be.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public async Task<bool> Revoke(string id, CancellationToken cancellationToken) => await database.Use(connection =>
        connection.ExecuteAsync(RevokeOne.Command(new { Id = id, At = clock.GetUtcNow().ToUnixMicroseconds() }, cancellationToken)), cancellationToken) == 1;

    // A fast hash is right here: 256 random bits cannot be guessed, whatever guessing costs.
    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private AccessKey ToKey(Row row)
    {
        var known = row.Provinces.Split(' ').Where(text => ProvinceScope.TryParse([text], catalogue, out _, out _));
        _ = ProvinceScope.TryParse(known, catalogue, out var scope, out _);
        return new AccessKey(row.Id, row.Name, row.Role, scope, row.Team, row.MadeBy, Moments.FromUnixMicroseconds(row.MadeAt),
            Moments.FromUnixMicroseconds(row.ExpiresAt), Moment(row.RevokedAt), Moment(row.UsedAt));
    }

    private static DateTimeOffset? Moment(long? microseconds) => microseconds is { } known ? Moments.FromUnixMicroseconds(known) : null;

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string Role { get; init; } = "";

        public string Provinces { get; init; } = "";

        public string? Team { get; init; }

        public string MadeBy { get; init; } = "";

        public long MadeAt { get; init; }

        public long ExpiresAt { get; init; }

        public long? RevokedAt { get; init; }

        public long? UsedAt { get; init; }
    }
}
