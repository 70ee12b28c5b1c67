using System.Globalization;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Pages.Start;
using SipasSurvey.Intake;
using SipasSurvey.Storage;

namespace SipasSurvey.Local.Demo;

/// <summary>The folder holds responses that are not the demo's, which must never be mixed with simulated ones.</summary>
public sealed class DemoRefusedException(string message) : Exception(message);

/// <summary>
/// Sends the simulated survey the way any paper batch goes: in packs, through intake, transport and aggregator. A demo that was interrupted
/// goes on where it stopped, as the same sheets have the same ids.
/// </summary>
public sealed class DemoLoader(Catalogue catalogue, IFigureStore store, PackSender sender, TimeProvider clock, ILogger<DemoLoader> log)
    : BackgroundService, ILoadingProgress
{
    private readonly SimulatedSurvey _simulated = new(catalogue);
    private long _done;

    /// <inheritdoc/>
    public string Title => $"{SimulatedSurvey.Label}: đang nạp phiếu SIPAS 2024";

    /// <inheritdoc/>
    public long Done => Volatile.Read(ref _done);

    /// <inheritdoc/>
    public long Total => _simulated.Batches.Sum(batch => batch.Responses);

    /// <summary>Refuses a folder with other responses, before anything is sent.</summary>
    /// <exception cref="DemoRefusedException">The folder is not empty, and what is in it is not the demo.</exception>
    public async Task EnsureEmptyOrDemo(CancellationToken cancellationToken)
    {
        if (await IsStored(_simulated.Batches[0].Entries().First(), cancellationToken))
        {
            return;
        }

        foreach (var survey in catalogue.Surveys)
        {
            var there = await store.Reconcile(survey.Code, cancellationToken);
            if (there.Published > 0)
            {
                throw new DemoRefusedException(
                    $"--demo fills only an empty folder, but this one holds {there.Published} responses of {survey.Code}. Choose another with --data.");
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Closed before they are filled, so that not one figure is ever shown without the label.
            await Send(_simulated.Batches.Select(Closing), stoppingToken);
            using var bar = ProgressBar.Show(() => Done, Total);
            foreach (var batch in _simulated.Batches)
            {
                await Load(batch, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            log.LogInformation("Stopped while the demo was loading; --demo goes on from there");
        }
    }

    private async Task Load(SimulatedBatch batch, CancellationToken cancellationToken)
    {
        var entries = batch.Entries().ToList();
        if (await IsStored(entries[^1], cancellationToken))
        {
            // Sheets are sent in order, so the last one says that all are there.
            Interlocked.Add(ref _done, entries.Count);
            entries.Clear();
        }

        foreach (var group in entries.Chunk(Pack.MostEntries))
        {
            var missing = new List<PackRecord>();
            foreach (var entry in group)
            {
                if (!await IsStored(entry, cancellationToken))
                {
                    missing.Add(new EntryReceived(entry));
                }
            }

            await Send(missing, cancellationToken);
            Interlocked.Add(ref _done, group.Length);
        }
    }

    private async Task Send(IEnumerable<PackRecord> records, CancellationToken cancellationToken)
    {
        if (!await sender.SendAll(records, cancellationToken))
        {
            throw new OperationCanceledException("Intake is stopping.");
        }
    }

    private BatchClosed Closing(SimulatedBatch batch) => new(
        batch.Id, SimulatedSurvey.SurveyCode, batch.Province, SimulatedSurvey.Team,
        string.Create(CultureInfo.InvariantCulture, $"{SimulatedSurvey.SurveyCode}-{batch.Province}.csv"), SimulatedSurvey.Team,
        batch.Responses, batch.Responses, 0, Simulated: true, UnixMicroseconds.From(clock.GetUtcNow()), ConflictsAccepted: false);

    private async Task<bool> IsStored(Entry entry, CancellationToken cancellationToken) =>
        await store.FindResponse(entry.Id, cancellationToken) is not null;
}
