using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SipasSurvey.Local.Demo;

/// <summary>
/// The random numbers of the simulation: SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014), in
/// integers alone. <see cref="Random"/> may change with the version of .NET, floating-point functions with the processor; this does not.
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    /// <summary>One standard deviation of <see cref="Bell"/>.</summary>
    public const int Deviation = 1000;

    // Four uniform 16-bit numbers together have the mean 2 · 65535 and the standard deviation √(4/12) · 65536.
    private const int SumMean = 2 * ushort.MaxValue;
    private const int SumDeviation = 37837;

    private ulong _state = seed;

    /// <summary>The generator for one purpose, independent of those for other purposes and seeds.</summary>
    public static SplitMix64 For(long seed, params ReadOnlySpan<string> purpose) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(Digest(seed, purpose)));

    /// <summary>SHA-256 of a seed and what it is used for.</summary>
    public static byte[] Digest(long seed, params ReadOnlySpan<string> purpose) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}|{string.Join('|', purpose)}")));

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="bound"/> − 1.</summary>
    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>True in so many of a thousand cases.</summary>
    public bool Chance(int perThousand) => Below(1000) < perThousand;

    /// <summary>A number around 0 that is close to normally distributed up to three deviations and never beyond 3.5.</summary>
    public int Bell()
    {
        var bits = Next();
        var sum = (int)((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48));
        return (sum - SumMean) * Deviation / SumDeviation;
    }

    /// <summary>Puts a list in random order.</summary>
    public void Shuffle<T>(IList<T> list)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var other = (int)Below(i + 1);
            (list[i], list[other]) = (list[other], list[i]);
        }
    }
}
