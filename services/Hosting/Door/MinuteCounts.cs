using System.Security.Cryptography;

namespace SipasSurvey.Hosting.Door;

/// <summary>
/// Counts what each sender does in the running minute, in memory of fixed size and without a lock: an attack from millions of addresses costs
/// as much as one from a single address.
/// </summary>
/// <remarks>
/// Senders share slots by chance, so each has one in two rows, and the smaller count is taken (count-min): too high it is only for who meets others in both. Never is it too low.
/// How many slots are needed goes by limit and senders: in one slot there should be far fewer senders than the limit. Which slots meet differs with every start.
/// </remarks>
/// <param name="clock">The clock.</param>
/// <param name="slots">Slots of a row, of eight bytes each.</param>
public sealed class MinuteCounts(TimeProvider clock, int slots = MinuteCounts.ForAddresses)
{
    /// <summary>Slots for senders that are allowed hundreds, of whom there are some hundred thousand in a minute: 4 MB.</summary>
    public const int ForAddresses = 1 << 18;

    /// <summary>
    /// Slots for devices, which are allowed six, and of which each sends once or twice: 16 MB. With 20,000 of them a second a slot has 1.1 in the end, more than six one slot in
    /// a thousand, and both of a device's one pair in a million.
    /// </summary>
    public const int ForDevices = 1 << 20;

    // The minute in the upper half, the count in the lower; one row behind the other.
    private readonly ulong[] _slots = new ulong[2 * slots];
    private readonly ulong _salt = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly long _origin = clock.GetTimestamp();

    /// <summary>Seconds until the next minute begins, at least one.</summary>
    public int SecondsLeft => 60 - (int)(clock.GetElapsedTime(_origin).TotalSeconds % 60);

    /// <summary>Counts one more; how many of the sender these are in this minute.</summary>
    public int Add(ulong sender)
    {
        var minute = (ulong)(clock.GetElapsedTime(_origin).TotalMinutes + 1) << 32;
        var mixed = Mix(sender);
        // Each half of the number is as good as a hash of its own.
        return Math.Min(Add((int)((uint)mixed % (uint)slots), minute), Add(slots + (int)((uint)(mixed >> 32) % (uint)slots), minute));
    }

    private int Add(int place, ulong minute)
    {
        ref var slot = ref _slots[place];
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
    private ulong Mix(ulong sender)
    {
        var mixed = sender ^ _salt;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
