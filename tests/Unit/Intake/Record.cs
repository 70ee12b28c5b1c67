using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Records for a sender, and waiting for them.</summary>
internal static class Record
{
    public static PackRecord Entry(string survey = "sipas-2024") => new EntryReceived(A.Entry(A.Content(survey), id: Guid.CreateVersion7()));

    public static PackRecord OfBatch(Guid batch, int row) =>
        new EntryReceived(A.Entry(channel: Channel.Paper, id: Guid.CreateVersion7(), batch: batch, row: row));

    /// <summary>Waits until so many records wait for a pack.</summary>
    public static Task Waiting(this IntakeHost host, int records) => host.Until(() => host.Measured("sipas.records.waiting") == records);

    /// <summary>Waits until so many records wait or are in packs that were handed over once.</summary>
    public static Task OnTheWay(this IntakeHost host, int records) => host.Until(() =>
        host.Broker.Handed.Sum(pack => pack.Records.Count) + host.Measured("sipas.records.waiting") == records);
}
