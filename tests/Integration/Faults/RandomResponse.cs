namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>What is sent under one id: one version, and perhaps another one, sent only once the first is acknowledged, so that the first counts.</summary>
internal sealed class RandomResponse(Guid id, string province, int level)
{
    public Guid Id { get; } = id;

    public string Province { get; } = province;

    public RandomVersion First { get; } = new(level);

    /// <summary>The other one; null for none.</summary>
    public RandomVersion? Other { get; set; }
}

/// <summary>One version of a response: every item at one level.</summary>
internal sealed class RandomVersion(int level)
{
    private int _attempts;
    private int _acknowledged;

    public int Level { get; } = level;

    /// <summary>How often it was begun to be sent.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>How often it was answered 202.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    public void Begin() => Interlocked.Increment(ref _attempts);

    public void Acknowledge() => Interlocked.Increment(ref _acknowledged);
}
