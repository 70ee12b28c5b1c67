using System.Text;
using SipasSurvey.Contracts;

namespace SipasSurvey.Intake;

/// <summary>A record on its way, and the one who waits for it. It ends in a pack or is dropped, whichever is first; never both.</summary>
internal sealed class WaitingRecord
{
    private const int InBuffer = 0;
    private const int InPack = 1;
    private const int Dropped = 2;

    // Ids, numbers and lengths of any record.
    private const int BytesBesideTexts = 128;

    private readonly TaskCompletionSource<bool> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    /// <exception cref="ArgumentException">The record would not fit into a pack.</exception>
    public WaitingRecord(PackRecord record)
    {
        (Record, Bytes) = (record, BytesBesideTexts + BytesOf(record));
        if (Bytes > Pack.MostBytes)
        {
            throw new ArgumentException($"A record may have at most {Pack.MostBytes} bytes; this {record.GetType().Name} has {Bytes}.", nameof(record));
        }
    }

    public PackRecord Record { get; }

    /// <summary>What the record takes in a pack, in bytes; an upper bound, as encoding is up to who publishes.</summary>
    public int Bytes { get; }

    /// <summary>True once the record's pack is confirmed; false when that is not going to happen in this process.</summary>
    public Task<bool> Outcome => _outcome.Task;

    /// <summary>Puts the record into a pack; false when it was dropped before.</summary>
    public bool TryPack() => Interlocked.CompareExchange(ref _state, InPack, InBuffer) == InBuffer;

    /// <summary>Nobody waits any longer. If the record is in no pack yet, it never will be; otherwise it still travels.</summary>
    public void GiveUp() => Interlocked.CompareExchange(ref _state, Dropped, InBuffer);

    public void Settle(bool confirmed) => _outcome.TrySetResult(confirmed);

    private static int BytesOf(PackRecord record) => record switch
    {
        EntryReceived received => received.Entry.Content.Length + received.SealedClaim.Length,
        BatchClosed closed => Texts(closed.Survey, closed.Province, closed.Team, closed.FileName, closed.SentBy),
        BatchWithdrawn withdrawn => Texts(withdrawn.WithdrawnBy, withdrawn.Reason),
        ContentDecided { Decision: var decision } => decision.Content.Length + Texts(decision.DecidedBy, decision.Reason),
        _ => throw new ArgumentException($"A {record.GetType().Name} is not sent by anybody but the sender itself.", nameof(record)),
    };

    private static int Texts(params ReadOnlySpan<string> texts)
    {
        var bytes = 0;
        foreach (var text in texts)
        {
            bytes += Encoding.UTF8.GetByteCount(text);
        }

        return bytes;
    }
}
