namespace SipasSurvey.Aggregator;

/// <summary>
/// How many responses a fill may take: as many as are good for speed, half of that where the database is slow, and fewer where it took nothing, as what is too much for it at once may
/// fit in parts.
/// </summary>
public sealed class FillSize
{
    // The more, the fewer pages are written for each response, as many are the same, and the fewer commits.
    private const int Largest = 10_000;

    // With fewer, what each fill takes however small it is would be most of it, and the slower the database, the less would be stored.
    private const int Slow = 5_000;

    // Those of a full pack, which is the least that a fill can have.
    private const int Smallest = 500;

    // Running figures are a second behind at most and wait for a fill, and so does whoever withdraws a batch.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(400);

    /// <summary>Responses that the next fill may take; the pack that reaches this number is its last.</summary>
    public int Most { get; private set; } = Largest;

    /// <summary>A fill of so many responses was stored, and took so long.</summary>
    public void Stored(int responses, TimeSpan elapsed)
    {
        var most = elapsed > Longest ? Slow : Largest;
        if (Most > most)
        {
            Most = most;
        }
        else if (responses >= Most)
        {
            // Smaller ones say nothing of what a larger one would take.
            Most = Math.Min(most, Most * 2);
        }
    }

    /// <summary>The database took nothing.</summary>
    public void Failed() => Most = Math.Max(Smallest, Most / 2);
}
