using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Intake.Batches;

/// <summary>
/// Sends the good rows of a file on, and at last that they are all. Whatever breaks it off, the batch is incomplete and the same file can be sent again:
/// every sheet has the id that it had before.
/// </summary>
internal sealed class BatchPublishing(
    PackSender sender, InvitationCheck invitations, BatchRegistry registry, BatchSheets known, IOptions<BatchesOptions> options, TimeProvider clock, ILogger<BatchPublishing> log)
{
    // Ten packs: after each the number of safe sheets is written, and a withdrawal is noticed. Between them the queue of packs runs empty for a moment.
    private const int SheetsAtOnce = 10 * Pack.MostEntries;

    /// <summary>Why a batch cannot be sent, or null: it was withdrawn, or the id is that of another.</summary>
    /// <exception cref="StaffStoreException">The register cannot be read.</exception>
    public async Task<UploadEnd?> FindObstacle(UploadOrder order, CancellationToken cancellationToken) =>
        await registry.Find(order.Id, cancellationToken) is not { } known ? null
        : (known.Opening.Survey, known.Opening.Province, known.Opening.Team) != (order.Survey.Code, order.Province, order.Team) ? UploadEnd.OtherBatch
        : known.Withdrawal is not null ? UploadEnd.Withdrawn
        : null;

    /// <summary>Publishes a batch after that was written into the trail: <see cref="UploadEnd.Published"/>, or what came in between.</summary>
    /// <exception cref="StaffStoreException">Trail or register cannot be written; nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the batch is incomplete.</exception>
    public async Task<UploadEnd> Publish(HttpContext http, UploadOrder order, SheetReport report, SheetSpool sheets, CancellationToken cancellationToken)
    {
        var member = http.Staff()!;
        await http.Record(AuditActions.SendBatch, $"{order.Survey.Code}/{order.Province}/{order.Id}",
            $"team {(order.Team.Length == 0 ? AuditRecord.Nobody : order.Team)}; {report.Accepted} of {report.Rows} rows"
            + (order.Choices.AcceptConflicts ? "; conflicts accepted" : ""));
        var opening = new BatchOpening(
            order.Id, order.Survey.Code, order.Province, order.Team, order.FileName, member.Id, member.Name, order.Choices.AcceptConflicts);
        var start = await registry.Begin(opening, cancellationToken);
        if (start is BatchStart.OfAnother or BatchStart.Withdrawn)
        {
            // Between the look at the register and now.
            return start == BatchStart.OfAnother ? UploadEnd.OtherBatch : UploadEnd.Withdrawn;
        }

        var earlier = start == BatchStart.Repeated ? await known.Find(order.Id, cancellationToken) : new HashSet<Guid>();
        await registry.SetTotals(order.Id, new BatchTotals(report.Rows, report.Accepted, report.Rejected, report.Invalid, report.Illegible), cancellationToken);
        var end = await SendAll(opening, report, sheets, earlier, cancellationToken);
        if (end == UploadEnd.Incomplete)
        {
            log.LogWarning("A batch is incomplete: not all of its {Accepted} sheets are known to be safe. Its sender was told to send it again", report.Accepted);
        }

        return end;
    }

    private async Task<UploadEnd> SendAll(BatchOpening opening, SheetReport report, SheetSpool sheets, IReadOnlySet<Guid> earlier, CancellationToken cancellationToken)
    {
        // One moment for all of them, so that within a file the row decides which comes first.
        var receivedAt = UnixMicroseconds.From(clock.GetUtcNow());
        var sent = 0;
        sheets.Rewind();
        try
        {
            while (sheets.Take(SheetsAtOnce) is { Count: > 0 } rows)
            {
                if (rows.Where(row => !earlier.Contains(row.Id)).Select(row => row.Id).ToList() is { Count: > 0 } fresh)
                {
                    await known.Add(opening.Id, fresh, cancellationToken);
                }

                if (!await Send(rows.Select(row => Received(opening, row, receivedAt)), cancellationToken))
                {
                    return UploadEnd.Incomplete;
                }

                sent += rows.Count;
                await registry.SetSent(opening.Id, sent, cancellationToken);
                if (await registry.Find(opening.Id, cancellationToken) is { Withdrawal: not null })
                {
                    return UploadEnd.Withdrawn;
                }
            }

            var closed = new BatchClosed(opening.Id, opening.Survey, opening.Province, opening.Team, opening.FileName, opening.SentBy, report.Rows, report.Accepted,
                report.Rejected, Simulated: false, UnixMicroseconds.From(clock.GetUtcNow()), opening.ConflictsAccepted);
            if (!await Send([closed], cancellationToken))
            {
                return UploadEnd.Incomplete;
            }

            await registry.Close(opening.Id, cancellationToken);
            return UploadEnd.Published;
        }
        catch (StaffStoreException)
        {
            // What was sent is safe, and nobody can say how much: as with a broker that went away.
            return UploadEnd.Incomplete;
        }
    }

    // Whether or not an invitation was printed on a sheet, its serial is the identity that one would have.
    private EntryReceived Received(BatchOpening opening, SheetRow row, long receivedAt) => new(
        new Entry(row.Id, Channel.Paper, opening.Id, row.Number, receivedAt, row.Content), Suspicions.None,
        invitations.SealSheet(opening.Survey, opening.Province, row.PrintedNumber, row.Id));

    private async Task<bool> Send(IEnumerable<PackRecord> records, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Value.Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await sender.SendAll(records, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
