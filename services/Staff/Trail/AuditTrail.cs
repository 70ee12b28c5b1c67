using System.Data;
using System.Runtime.CompilerServices;
using Dapper;
using SipasSurvey.Staff.Store;

namespace SipasSurvey.Staff.Trail;

/// <summary>What to read of the trail.</summary>
/// <param name="From">Earliest time; null for the beginning.</param>
/// <param name="To">Time before which; null for the end.</param>
/// <param name="Actor">Name of an actor; null for all.</param>
/// <param name="Action">An action; null for all.</param>
/// <param name="Outcome">An outcome; null for both.</param>
/// <param name="Before">Only entries with a lower sequence, to go on where an answer ended; null for all.</param>
public sealed record AuditQuery(
    DateTimeOffset? From = null, DateTimeOffset? To = null, string? Actor = null, string? Action = null, AuditOutcome? Outcome = null, long? Before = null);

/// <summary>Whether the chain is whole.</summary>
/// <param name="Entries">How many entries were checked.</param>
/// <param name="Head">Hash of the last of them.</param>
/// <param name="Fault">The first fault, in a sentence; null when there is none.</param>
public sealed record AuditVerification(long Entries, byte[] Head, string? Fault);

/// <summary>The audit trail: entries are only added, each with the hash of the one before.</summary>
public sealed class AuditTrail(StaffDatabase database, TimeProvider clock) : IDisposable
{
    // Reading the whole trail takes as long as it is long.
    private const int NoTimeout = 0;

    private static readonly Statement Newest = new(
        "@From BIGINT, @To BIGINT, @Actor NVARCHAR(400), @Action NVARCHAR(400), @Outcome NVARCHAR(16), @Before BIGINT", """
        SELECT a.sequence, a.at, a.actor_id AS ActorId, a.actor, a.role, a.action, a.target, a.outcome, a.address, a.detail, a.previous, a.hash
        FROM staff_audit a
        WHERE (@From IS NULL OR a.at >= @From) AND (@To IS NULL OR a.at < @To) AND (@Actor IS NULL OR a.actor = @Actor)
            AND (@Action IS NULL OR a.action = @Action) AND (@Outcome IS NULL OR a.outcome = @Outcome) AND (@Before IS NULL OR a.sequence < @Before)
        ORDER BY a.sequence DESC
        """);

    private static readonly Statement Oldest = new("", """
        SELECT a.sequence, a.at, a.actor_id AS ActorId, a.actor, a.role, a.action, a.target, a.outcome, a.address, a.detail, a.previous, a.hash
        FROM staff_audit a
        ORDER BY a.sequence
        """);

    private readonly AuditWriter _writer = new(database, clock);

    /// <summary>Adds an entry. What it records must not take effect, or be told, before this returns.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public Task<AuditEntry> Append(AuditRecord record, CancellationToken cancellationToken) => _writer.Append(record, cancellationToken);

    /// <summary>The newest entries that fit, the newest first; read as they are asked for, so that the whole trail can be exported.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async IAsyncEnumerable<AuditEntry> Read(AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parameters = new
        {
            From = query.From?.ToUnixMicroseconds(),
            To = query.To?.ToUnixMicroseconds(),
            Actor = query.Actor is { } actor ? AuditChain.OneLine(actor) : null,
            query.Action,
            Outcome = query.Outcome is { } outcome ? AuditChain.Code(outcome) : null,
            query.Before,
        };
        await foreach (var row in Stream(Newest, parameters, cancellationToken))
        {
            yield return row.ToEntry();
        }
    }

    /// <summary>Checks the whole chain, up to the first fault.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public Task<AuditVerification> Verify(CancellationToken cancellationToken) => Verify(null, cancellationToken);

    /// <summary>Checks the whole chain, up to the first fault, and that an entry that was noted is still in it.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<AuditVerification> Verify(AuditHead? noted, CancellationToken cancellationToken)
    {
        var end = new AuditHead(0, AuditChain.Origin);
        try
        {
            await foreach (var row in Stream(Oldest, null, cancellationToken))
            {
                if (FindFault(row, end, noted) is { } fault)
                {
                    return new AuditVerification(end.Sequence, end.Hash, fault);
                }

                end = new AuditHead(row.Sequence, row.Hash);
            }
        }
        catch (DataException)
        {
            return new AuditVerification(end.Sequence, end.Hash, $"What stands after entry {end.Sequence} is no entry.");
        }

        return new AuditVerification(end.Sequence, end.Hash, noted is null || noted.Sequence <= end.Sequence
            ? null
            : $"Entry {noted.Sequence}, which was noted, is missing: the trail ends with entry {end.Sequence}. Its end was cut off.");
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static string? FindFault(AuditRow row, AuditHead end, AuditHead? noted)
    {
        var entry = row.ToEntry();
        return AuditChain.FindFault(entry, end.Sequence, end.Hash)
            ?? (!row.Says(entry) ? $"Entry {row.Sequence} was changed after it was written."
                : noted?.Sequence == row.Sequence && !noted.Hash.AsSpan().SequenceEqual(row.Hash)
                    ? $"Entry {row.Sequence} is not the one that was noted: the trail was written anew from there, or from further back."
                    : null);
    }

    // Row by row as they come: neither side keeps them all, and whoever has enough breaks off without reading the rest.
    private async IAsyncEnumerable<AuditRow> Stream(Statement statement, object? parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.Open(cancellationToken);
        await using var rows = connection.QueryUnbufferedAsync<AuditRow>(statement.Text, parameters, commandTimeout: NoTimeout)
            .GetAsyncEnumerator(cancellationToken);
        while (await StaffDatabase.Guard(() => rows.MoveNextAsync().AsTask(), cancellationToken))
        {
            yield return rows.Current;
        }
    }
}
