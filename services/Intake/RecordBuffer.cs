using System.Threading.Channels;
using SipasSurvey.Contracts;

namespace SipasSurvey.Intake;

/// <summary>
/// Records that wait for a pack, in two queues: single ones, which people wait for, and the many of batches, which only fill what room is
/// left in a pack, but always get a part of it.
/// </summary>
internal sealed class RecordBuffer(int mostSingle)
{
    // A fifth of a pack: under full load a batch still goes on, and the form keeps most of the room.
    private const int ShareOfMany = Pack.MostEntries / 5;

    private readonly Lock _lock = new();
    private readonly Queue<WaitingRecord> _single = new();
    private readonly Queue<WaitingRecord> _many = new();

    // One token says that there may be something to take. It is put in after the record and taken out before looking, so none is missed.
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private bool _closed;
    private int _onTheirWay;
    private int _late;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _single.Count + _many.Count;
            }
        }
    }

    /// <summary>Adds a record that somebody waits for; false when too many are waiting already, or after <see cref="Close"/>.</summary>
    public bool TryAdd(WaitingRecord record) => TryAdd(record, _single, mostSingle);

    /// <summary>Adds one of many; who adds them bounds their number. False after <see cref="Close"/>.</summary>
    public bool TryAddOfMany(WaitingRecord record) => TryAdd(record, _many, int.MaxValue);

    /// <summary>Takes nothing more. What is there can still be taken.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }

        _signal.Writer.TryComplete();
    }

    /// <summary>So many that were taken are not on their way any longer.</summary>
    public void Arrived(int records)
    {
        lock (_lock)
        {
            _onTheirWay -= records;
            Signal();
        }
    }

    /// <summary>Of those on their way, so many are late and shall keep nobody waiting.</summary>
    public void SetLate(int records)
    {
        lock (_lock)
        {
            _late = records;
            Signal();
        }
    }

    /// <summary>Waits until there may be something to take; false when all is taken and nothing more can come.</summary>
    public async ValueTask<bool> Wait(CancellationToken cancellationToken)
    {
        if (await _signal.Reader.WaitToReadAsync(cancellationToken))
        {
            _signal.Reader.TryRead(out _);
            return true;
        }

        return Count > 0;
    }

    /// <summary>Takes out the single records that have waited since <paramref name="moment"/> or longer, so that they are in no pack; oldest first.</summary>
    public List<WaitingRecord> TakeOlderThan(long moment)
    {
        var taken = new List<WaitingRecord>();
        lock (_lock)
        {
            while (_single.TryPeek(out var next) && next.Since <= moment)
            {
                taken.Add(_single.Dequeue());
            }
        }

        return taken;
    }

    /// <summary>Takes what fits into one pack, without what was given up; possibly nothing, as while more are on their way than are waiting: then a pack of them would be small.</summary>
    public List<WaitingRecord> Take()
    {
        var taken = new List<WaitingRecord>();
        var bytes = 0;
        lock (_lock)
        {
            if (!IsWorthAPack)
            {
                return taken;
            }

            var reserved = Math.Min(_many.Count, ShareOfMany);
            Move(_single, Pack.MostEntries - reserved, taken, ref bytes);
            Move(_many, Pack.MostEntries, taken, ref bytes);
            _onTheirWay += taken.Count;
            Signal();
        }

        return taken;
    }

    // Each pack costs the broker about the same. While one is on its way, the next leaves once it is as large as all that are; so few connections are not kept waiting, and many share packs.
    // One that is not confirmed for long is waited for by nobody, and in the end everything leaves.
    private bool IsWorthAPack => _single.Count + _many.Count is var waiting && waiting > 0 && (_closed || waiting >= _onTheirWay - _late || waiting >= Pack.MostEntries);

    private void Signal()
    {
        if (IsWorthAPack)
        {
            _signal.Writer.TryWrite(true);
        }
    }

    private bool TryAdd(WaitingRecord record, Queue<WaitingRecord> queue, int most)
    {
        lock (_lock)
        {
            if (_closed || queue.Count >= most)
            {
                return false;
            }

            queue.Enqueue(record);
            Signal();
        }

        return true;
    }

    private static void Move(Queue<WaitingRecord> from, int most, List<WaitingRecord> to, ref int bytes)
    {
        while (to.Count < most && from.TryPeek(out var next) && bytes + next.Bytes <= Pack.MostBytes)
        {
            from.Dequeue();
            if (next.TryPack())
            {
                to.Add(next);
                bytes += next.Bytes;
            }
        }
    }
}
