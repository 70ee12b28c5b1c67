using System.Security.Cryptography;

namespace SipasSurvey.Hosting.Door;

/// <summary>
/// Counts what each sender does in the running minute, in memory of fixed size and without a lock: an attack from millions of addresses costs
/// as much as one from a single address.
/// </summary>
/// <remarks>
/// Senders share a slot by chance. That adds up what few senders do, which is far below any limit; only who meets one that is over the limit
/// is refused with it, at slots as many as here one in a quarter of a million. Which slots these are differs with every start.
/// </remarks>
/// <param name="clock">The clock.</param>
public sealed class MinuteCounts(TimeProvider clock)
{
    private const int Slots = 1 << 18;

    // The minute in the upper half, the count in the lower.
    private readonly ulong[] _slots = new ulong[Slots];
    private readonly ulong _salt = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly long _origin = clock.GetTimestamp();

    /// <summary>Seconds until the next minute begins, at least one.</summary>
    public int SecondsLeft => 60 - (int)(clock.GetElapsedTime(_origin).TotalSeconds % 60);

    /// <summary>Counts one more; how many of the sender these are in this minute.</summary>
    public int Add(ulong sender)
    {
        var minute = (ulong)(clock.GetElapsedTime(_origin).TotalMinutes + 1) << 32;
        ref var slot = ref _slots[SlotOf(sender)];
        while (true)
        {
            var before = Volatile.Read(ref slot);
            var after = (before & 0xFFFF_FFFF_0000_0000) == minute ? before + 1 : minute | 1;
            // Long before the lower half would run over into the upper.
            if ((uint)before == int.MaxValue || Interlocked.CompareExchange(ref slot, after, before) == before)
            {
                return (int)Math.Min((uint)after, int.MaxValue);
            }
        }
    }

    // The mixer of SplitMix64. A multiplication alone lets addresses of one network meet far more often than by chance, with one salt in some.
    private ulong SlotOf(ulong sender)
    {
        var mixed = sender ^ _salt;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (mixed ^ (mixed >> 31)) % Slots;
    }
}
