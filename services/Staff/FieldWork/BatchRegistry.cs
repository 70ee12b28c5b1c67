using System.Data.Common;
using Dapper;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>The register of paper batches: whose each is, how far it was sent, whether it was withdrawn.</summary>
public sealed class BatchRegistry(StaffDatabase database, TimeProvider clock)
{
    // A year of the whole country is some hundred files; typed sheets come in small batches, some ten thousand.
    private const int MostListed = 50_000;

    private const string Columns = """
        b.id, b.survey, b.province, b.team, b.file_name AS FileName, b.sent_by_id AS SentById, b.sent_by AS SentBy, b.started_at AS StartedAt,
        b.conflicts_accepted AS ConflictsAccepted, b.rows, b.accepted, b.rejected, b.invalid, b.illegible, b.sent, b.closed_at AS ClosedAt,
        b.withdrawn_at AS WithdrawnAt, b.withdrawn_by AS WithdrawnBy, b.withdrawal_reason AS Reason
        """;

    private static readonly Statement Insert = new(
        "@Id BINARY(16), @Survey NVARCHAR(32), @Province NVARCHAR(32), @Team NVARCHAR(64), @FileName NVARCHAR(400), @SentById NVARCHAR(400), "
        + "@SentBy NVARCHAR(400), @StartedAt BIGINT, @ConflictsAccepted INT", """
        INSERT INTO field_batch (id, survey, province, team, file_name, sent_by_id, sent_by, started_at, conflicts_accepted,
            rows, accepted, rejected, invalid, illegible, sent, withdrawal_sent)
        VALUES (@Id, @Survey, @Province, @Team, @FileName, @SentById, @SentBy, @StartedAt, @ConflictsAccepted, 0, 0, 0, 0, 0, 0, 0)
        """);

    private static readonly Statement SelectOne = new("@Id BINARY(16)", $"SELECT {Columns} FROM field_batch b WHERE b.id = @Id");

    private static readonly Statement SelectOfSurvey = new("@Survey NVARCHAR(32)",
        $"SELECT {Columns} FROM field_batch b WHERE b.survey = @Survey ORDER BY b.started_at DESC, b.id");

    private static readonly Statement UpdateTotals = new("@Id BINARY(16), @Rows INT, @Accepted INT, @Rejected INT, @Invalid INT, @Illegible INT", """
        UPDATE field_batch SET rows = @Rows, accepted = @Accepted, rejected = @Rejected, invalid = @Invalid, illegible = @Illegible
        WHERE id = @Id AND closed_at IS NULL
        """);

    // Of a repetition that runs at the same time, the one that is ahead is shown.
    private static readonly Statement UpdateSent = new("@Id BINARY(16), @Sent INT", "UPDATE field_batch SET sent = @Sent WHERE id = @Id AND sent < @Sent");

    private static readonly Statement UpdateClosed = new("@Id BINARY(16), @At BIGINT", "UPDATE field_batch SET closed_at = @At WHERE id = @Id AND closed_at IS NULL");

    private static readonly Statement UpdateWithdrawn = new("@Id BINARY(16), @At BIGINT, @By NVARCHAR(400), @Reason NVARCHAR(1000), @IsSent INT", """
        UPDATE field_batch SET withdrawn_at = @At, withdrawn_by = @By, withdrawal_reason = @Reason, withdrawal_sent = @IsSent
        WHERE id = @Id AND withdrawn_at IS NULL
        """);

    private static readonly Statement UpdateWithdrawalSent = new("@Id BINARY(16)",
        "UPDATE field_batch SET withdrawal_sent = 1 WHERE id = @Id AND withdrawn_at IS NOT NULL");

    private static readonly Statement SelectUnsentWithdrawals = new("",
        $"SELECT {Columns} FROM field_batch b WHERE b.withdrawal_sent = 0 AND b.withdrawn_at IS NOT NULL ORDER BY b.withdrawn_at, b.id");

    /// <summary>Registers a batch that is about to be sent, or finds it.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public async Task<BatchStart> Begin(BatchOpening opening, CancellationToken cancellationToken)
    {
        var known = await Find(opening.Id, cancellationToken);
        if (known is null)
        {
            try
            {
                await database.Use(connection => connection.ExecuteAsync(Insert.Command(new
                {
                    Id = Bytes(opening.Id),
                    opening.Survey,
                    opening.Province,
                    opening.Team,
                    FileName = AuditChain.OneLine(opening.FileName),
                    SentById = AuditChain.OneLine(opening.SentById),
                    SentBy = AuditChain.OneLine(opening.SentBy),
                    StartedAt = Now(),
                    ConflictsAccepted = opening.ConflictsAccepted ? 1 : 0,
                }, cancellationToken)), cancellationToken);
                return BatchStart.New;
            }
            catch (StaffStoreException taken) when (taken.InnerException is DbException failure && StaffDatabase.IsTaken(failure))
            {
                // The same file arrives twice at the same moment.
                known = await Find(opening.Id, cancellationToken);
            }
        }

        return known is not { Opening: var first } ? throw new StaffStoreException("The batch that was registered is not there.", null)
            : (first.Survey, first.Province, first.Team) != (opening.Survey, opening.Province, opening.Team) ? BatchStart.OfAnother
            : known.Withdrawal is not null ? BatchStart.Withdrawn
            : BatchStart.Repeated;
    }

    /// <summary>A batch, or null.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<RegisteredBatch?> Find(Guid id, CancellationToken cancellationToken)
    {
        var row = await database.Use(connection => connection.QuerySingleOrDefaultAsync<BatchRow>(SelectOne.Command(new { Id = Bytes(id) }, cancellationToken)), cancellationToken);
        return row?.ToBatch();
    }

    /// <summary>The batches of a survey, the newest first.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<RegisteredBatch>> List(BatchQuery query, CancellationToken cancellationToken)
    {
        var rows = await database.Use(connection => connection.QueryAsync<BatchRow>(SelectOfSurvey.Command(new { query.Survey }, cancellationToken)), cancellationToken);
        return
        [
            .. rows.Where(row => (query.Provinces?.Contains(row.Province) ?? true) && (query.Team is null || query.Team == row.Team))
                .Take(MostListed).Select(row => row.ToBatch()),
        ];
    }

    /// <summary>Writes what was found in the file; of a batch that was closed the first totals stand.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public Task SetTotals(Guid id, BatchTotals totals, CancellationToken cancellationToken) => Execute(UpdateTotals, new
    {
        Id = Bytes(id),
        totals.Rows,
        totals.Accepted,
        totals.Rejected,
        totals.Invalid,
        totals.Illegible,
    }, cancellationToken);

    /// <summary>Writes how many sheets are safe in the queue.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public Task SetSent(Guid id, int sent, CancellationToken cancellationToken) => Execute(UpdateSent, new { Id = Bytes(id), Sent = sent }, cancellationToken);

    /// <summary>All sheets of a batch and its closing message are safe in the queue.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public Task Close(Guid id, CancellationToken cancellationToken) => Execute(UpdateClosed, new { Id = Bytes(id), At = Now() }, cancellationToken);

    /// <summary>A batch was withdrawn: from now on nothing is added to it. False when it had been before, or there is none.</summary>
    /// <param name="id">Batch id.</param>
    /// <param name="withdrawal">Its withdrawal.</param>
    /// <param name="isSent">Whether the queue has it already; if not, it is listed as unsent until <see cref="MarkWithdrawalSent"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public async Task<bool> Withdraw(Guid id, BatchWithdrawal withdrawal, bool isSent, CancellationToken cancellationToken) => await Execute(UpdateWithdrawn, new
    {
        Id = Bytes(id),
        At = withdrawal.At.ToUnixMicroseconds(),
        By = AuditChain.OneLine(withdrawal.By),
        Reason = withdrawal.Reason,
        IsSent = isSent ? 1 : 0,
    }, cancellationToken) == 1;

    /// <summary>The withdrawal of a batch is safe in the queue.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public Task MarkWithdrawalSent(Guid id, CancellationToken cancellationToken) => Execute(UpdateWithdrawalSent, new { Id = Bytes(id) }, cancellationToken);

    /// <summary>The withdrawn batches whose withdrawal is not known to be safe in the queue, the first withdrawn first.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<RegisteredBatch>> ListUnsentWithdrawals(CancellationToken cancellationToken)
    {
        var rows = await database.Use(connection => connection.QueryAsync<BatchRow>(SelectUnsentWithdrawals.Command(new { }, cancellationToken)), cancellationToken);
        return [.. rows.Select(row => row.ToBatch())];
    }

    private Task<int> Execute(Statement statement, object parameters, CancellationToken cancellationToken) =>
        database.Use(connection => connection.ExecuteAsync(statement.Command(parameters, cancellationToken)), cancellationToken);

    private long Now() => clock.GetUtcNow().ToUnixMicroseconds();

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);
}
