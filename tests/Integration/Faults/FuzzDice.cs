using SipasSurvey.Local.Demo;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Chance that can be had again: everything about a request follows from the seed of the run and the number of the request.</summary>
internal sealed class FuzzDice(int seed, int index)
{
    // Mixed, as neighbours begin alike, and as two seeds must not give the same requests in another order.
    private readonly Random _random = new(unchecked((int)new SplitMix64(((ulong)(uint)seed << 32) | (uint)index).Next()));

    /// <summary>From 0 to less than <paramref name="most"/>.</summary>
    public int Below(int most) => _random.Next(most);

    /// <summary>Whether something happens that happens so often, e.g. 0.1.</summary>
    public bool Chance(double often) => _random.NextDouble() < often;

    public T One<T>(params IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
