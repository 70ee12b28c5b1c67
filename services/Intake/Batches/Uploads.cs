using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Intake.Batches;

/// <summary>What differs between the ways in which files are sent: the API and the page.</summary>
/// <param name="Fields">Fields of the form beside those of every upload.</param>
/// <param name="Choose">Reads how the file is to be taken, and adds what is wrong with that.</param>
/// <param name="Language">Language of the marked file, <c>vi</c> or <c>en</c>.</param>
/// <param name="MayTakeFile">Looks at the fields before the file; null when any will do.</param>
internal sealed record UploadWay(
    string[] Fields, Func<UploadForm, SortedDictionary<string, string[]>, UploadChoices> Choose, string Language, Func<UploadForm, Task<bool>>? MayTakeFile = null);

/// <summary>
/// Takes a file of paper sheets: onto the disk, then through a first pass that checks every row, and only then on in a second. Memory does not grow with the
/// file, and nothing of it is left when the request ends.
/// </summary>
internal sealed class Uploads(
    UploadFolder folder, UploadPlaces places, BatchPublishing publishing, SamplePlans plans, Catalogue catalogue, IOptions<BatchesOptions> options, TimeProvider clock,
    IHostApplicationLifetime lifetime, ILogger<Uploads> log)
{
    // In the file every fault is wanted; so many take a few megabytes of memory.
    private const int MostMarked = 20_000;

    /// <summary>Takes the file of a request.</summary>
    /// <exception cref="OperationCanceledException">The client went away. A batch that was being sent is incomplete.</exception>
    public async Task<UploadResult> Receive(HttpContext http, UploadWay way)
    {
        using var place = places.Take();
        if (place is null)
        {
            return new UploadResult(UploadEnd.TooManyFiles);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var file = folder.NewFile();
        UploadOrder? order = null;
        try
        {
            var (form, fault) = await UploadForm.Read(http, [.. UploadOrder.Fields, .. way.Fields], options.Value, file, way.MayTakeFile, either.Token);
            if (form is null)
            {
                return new UploadResult(UploadEnd.BrokenForm) { Form = fault };
            }

            var member = http.Staff()!;
            var faults = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
            order = UploadOrder.Read(form, way.Choose(form, faults), catalogue, member.OnlyTeam, clock.GetUtcNow(), faults);
            if (order is null)
            {
                return new UploadResult(UploadEnd.InvalidFields) { Faults = faults };
            }

            if (order.RefusalOf(member) is { } refusal)
            {
                await http.RecordRefusal($"{http.Request.Method} {http.Request.Path} {order.Survey.Code}/{order.Province}", $"A batch may not be sent: {refusal}.");
                return new UploadResult(UploadEnd.Refused) { Refusal = refusal, Order = order };
            }

            await place.AwaitTurn(either.Token);
            return await Work(http, order, file, way.Language, either.Token);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            // The process is being stopped.
            return new UploadResult(UploadEnd.Incomplete) { Order = order };
        }
        catch (IOException failure) when (UploadFolder.IsFull(failure))
        {
            log.LogError("A file of paper sheets was not taken, and its sender was told to send it again, as there is no room on the disk (Batches:Folder): {Reason}", failure.Message);
            return new UploadResult(UploadEnd.Incomplete) { Order = order };
        }
    }

    private async Task<UploadResult> Work(HttpContext http, UploadOrder order, TemporaryFile file, string language, CancellationToken cancellationToken)
    {
        var sheetOrder = new SheetOrder(order.Survey, order.Province, order.Team, await plans.ClustersOf(order.Survey.Code, order.Province, cancellationToken));
        using var sheets = new SheetSpool(folder.NewStream());
        SheetReport report;
        FileStream? marked = null;
        try
        {
            report = await SheetFile.Read(file.Path, order.FileName, sheetOrder, sheets.Add, order.Choices.AsFile ? MostMarked : SheetFile.MostFaults, cancellationToken);

            // Before anything is sent: of a file that cannot be marked nothing is taken.
            marked = order.Choices.AsFile ? await Mark(http, file, report, language, cancellationToken) : null;
        }
        catch (SheetFileException fault)
        {
            return new UploadResult(UploadEnd.UnreadableFile) { Order = order, File = fault };
        }

        if (await publishing.FindObstacle(order, cancellationToken) is { } obstacle)
        {
            return new UploadResult(obstacle) { Order = order, Report = report };
        }

        var end = order.Choices.DryRun ? UploadEnd.Checked
            : report.Accepted == 0 || (order.Choices.AllOrNothing && report.Rejected > 0) ? UploadEnd.NothingToPublish
            : await publishing.Publish(http, order, report, sheets, cancellationToken);
        return new UploadResult(end) { Order = order, Report = report, Marked = marked };
    }

    private async Task<FileStream> Mark(
        HttpContext http, TemporaryFile file, SheetReport report, string language, CancellationToken cancellationToken)
    {
        var marked = folder.NewStream();

        // However the request ends.
        http.Response.RegisterForDispose(marked);
        await MarkedFile.Write(file.Path, report, language, marked, cancellationToken);
        marked.Position = 0;
        return marked;
    }
}
