using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using SipasSurvey.Staff.Store;

namespace SipasSurvey.Staff.Trail;

/// <summary>Adds entries to the trail: those that come at the same time in one transaction, in the order in which they came.</summary>
internal sealed class AuditWriter(StaffDatabase database, TimeProvider clock) : IDisposable
{
    // Each round of a race lets one writer in, so this many writers at once are served before one gives up.
    private const int MostRounds = 100;

    // A few rounds of an insert.
    private const int LongestPauseMilliseconds = 20;

    private static readonly Statement FindHead = new("", """
        SELECT a.sequence, a.hash FROM staff_audit a WHERE a.sequence = (SELECT MAX(b.sequence) FROM staff_audit b)
        """);

    // The key decides who is next: of two writers that saw the same end, one is refused and looks again.
    private static readonly Statement InsertEntry = new(
        "@Sequence BIGINT, @At BIGINT, @ActorId NVARCHAR(400), @Actor NVARCHAR(400), @Role NVARCHAR(400), @Action NVARCHAR(400), @Target NVARCHAR(400), "
        + "@Outcome NVARCHAR(16), @Address NVARCHAR(400), @Detail NVARCHAR(400), @Previous BINARY(32), @Hash BINARY(32)", """
        INSERT INTO staff_audit (sequence, at, actor_id, actor, role, action, target, outcome, address, detail, previous, hash)
        VALUES (@Sequence, @At, @ActorId, @Actor, @Role, @Action, @Target, @Outcome, @Address, @Detail, @Previous, @Hash)
        """);

    // Within the process one at a time, so that only processes race.
    private readonly SemaphoreSlim _turn = new(1);

    // Whoever has the turn writes for all who wait for it: a commit costs the same for one entry and for many, and all of its time is the disk's.
    private readonly ConcurrentQueue<Waiting> _waiting = new();

    /// <inheritdoc cref="AuditTrail.Append"/>
    public async Task<AuditEntry> Append(AuditRecord record, CancellationToken cancellationToken)
    {
        var mine = new Waiting(record, new TaskCompletionSource<AuditEntry>(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting.Enqueue(mine);
        try
        {
            await _turn.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Left out, unless somebody is writing it just now.
            mine.Done.TrySetCanceled(cancellationToken);
            throw;
        }

        try
        {
            if (!mine.Done.Task.IsCompleted)
            {
                await AppendAll();
            }
        }
        finally
        {
            _turn.Release();
        }

        return await mine.Done.Task;
    }

    public void Dispose() => _turn.Dispose();

    // Not broken off for one of them, as the others wait for it too.
    private async Task AppendAll()
    {
        var all = new List<Waiting>();
        while (_waiting.TryDequeue(out var next))
        {
            if (!next.Done.Task.IsCompleted)
            {
                all.Add(next);
            }
        }

        try
        {
            var entries = await database.Use(connection => Insert(connection, all.ConvertAll(it => it.Record)), CancellationToken.None);
            foreach (var (waiting, entry) in all.Zip(entries))
            {
                waiting.Done.TrySetResult(entry);
            }
        }
        catch (Exception failure)
        {
            all.ForEach(waiting => waiting.Done.TrySetException(failure));
        }
    }

    private async Task<List<AuditEntry>> Insert(DbConnection connection, List<AuditRecord> records)
    {
        for (var round = 1; ; round++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var head = await connection.QuerySingleOrDefaultAsync<(long Sequence, byte[]? Hash)>(FindHead.CommandIn(transaction, null, default));
            var (sequence, hash, entries) = (head.Sequence, head.Hash ?? AuditChain.Origin, new List<AuditEntry>());
            try
            {
                foreach (var record in records)
                {
                    var entry = AuditChain.Append(sequence, hash, clock.GetUtcNow(), record);
                    await connection.ExecuteAsync(InsertEntry.CommandIn(transaction, AuditRow.Of(entry), default));
                    (sequence, hash) = (entry.Sequence, entry.Hash);
                    entries.Add(entry);
                }

                await transaction.CommitAsync();
                return entries;
            }
            catch (DbException taken) when (StaffDatabase.IsTaken(taken) && round < MostRounds)
            {
                // Another process was there first. Not both at once again.
                await transaction.RollbackAsync();
                await Task.Delay(Random.Shared.Next(1, LongestPauseMilliseconds));
            }
        }
    }

    private sealed record Waiting(AuditRecord Record, TaskCompletionSource<AuditEntry> Done);
}
