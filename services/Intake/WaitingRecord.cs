using System.Text;
using System.Threading.Tasks.Sources;
using SipasSurvey.Contracts;

namespace SipasSurvey.Intake;

/// <summary>A record on its way, and the one who waits for it. It ends in a pack or is dropped, whichever is first; never both.</summary>
/// <remarks>It is itself what is waited for, as there is one for each response.</remarks>
internal sealed class WaitingRecord : IValueTaskSource<bool>
{
    /// <summary>The moment of a record that nobody is told about after a while.</summary>
    public const long Patient = long.MaxValue;

    private const int InBuffer = 0;
    private const int InPack = 1;
    private const int Dropped = 2;

    // Ids, numbers and lengths of any record.
    private const int BytesBesideTexts = 128;

    private ManualResetValueTaskSourceCore<bool> _outcome = new() { RunContinuationsAsynchronously = true };
    private int _state;
    private int _settled;

    /// <param name="record">The record.</param>
    /// <param name="since">From when on somebody waits, a timestamp of the clock; <see cref="Patient"/> when it may take as long as it takes.</param>
    /// <exception cref="ArgumentException">The record would not fit into a pack.</exception>
    public WaitingRecord(PackRecord record, long since)
    {
        (Record, Since, Bytes) = (record, since, BytesBesideTexts + BytesOf(record));
        if (Bytes > Pack.MostBytes)
        {
            throw new ArgumentException($"A record may have at most {Pack.MostBytes} bytes; this {record.GetType().Name} has {Bytes}.", nameof(record));
        }
    }

    public PackRecord Record { get; }

    /// <summary>From when on somebody waits, a timestamp of the clock.</summary>
    public long Since { get; }

    /// <summary>What the record takes in a pack, in bytes; an upper bound, as encoding is up to who publishes.</summary>
    public int Bytes { get; }

    /// <summary>True once the record's pack is confirmed; false when that is not known in time, or not going to happen in this process. To be awaited once.</summary>
    public ValueTask<bool> Outcome => new(this, _outcome.Version);

    /// <summary>Puts the record into a pack; false when it was dropped before.</summary>
    public bool TryPack() => Interlocked.CompareExchange(ref _state, InPack, InBuffer) == InBuffer;

    /// <summary>Nobody waits any longer. If the record is in no pack yet, it never will be; otherwise it still travels.</summary>
    public void GiveUp() => Interlocked.CompareExchange(ref _state, Dropped, InBuffer);

    /// <summary>Tells who waits; the first time counts.</summary>
    public void Settle(bool confirmed)
    {
        if (Interlocked.Exchange(ref _settled, 1) == 0)
        {
            _outcome.SetResult(confirmed);
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _outcome.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _outcome.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _outcome.OnCompleted(continuation, state, token, flags);

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
