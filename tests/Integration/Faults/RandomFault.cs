namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>What befalls somebody.</summary>
internal enum RandomFaultKind
{
    /// <summary>SIGKILL, and later a start.</summary>
    Killed,

    /// <summary>SIGSTOP, and later SIGCONT: it holds what it has and does nothing.</summary>
    Paused,

    /// <summary>SIGTERM, and a start.</summary>
    Restarted,

    /// <summary>Somebody else takes the database alone: SQLite is locked for writers, on SQL Server all sessions are killed, again and again.</summary>
    Seized,
}

/// <summary>Whom faults befall.</summary>
internal enum RandomVictim
{
    Node,
    Intake,
    Aggregator,
    Figures,
    Database,
}

/// <summary>One fault.</summary>
/// <param name="After">How long after the one before it; zero for a node that goes with another.</param>
/// <param name="Victim">Whom it befalls.</param>
/// <param name="Index">Which of these.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Lasts">How long until it is undone.</param>
internal sealed record RandomFault(TimeSpan After, RandomVictim Victim, int Index, RandomFaultKind Kind, TimeSpan Lasts)
{
    /// <summary>Nodes of the broker that the plans are for.</summary>
    public const int Nodes = 3;

    /// <summary>Intakes, and as many Aggregators.</summary>
    public const int Pairs = 2;

    // As many as one round has; each kind comes in every round.
    private const int Round = 20;

    // In a long run, one in so many pauses outlasts the two heartbeats after which connections are given up (20 s) and the time that SQLite waits for a lock (30 s).
    private const int LongOneIn = 8;

    private static readonly RandomFaultKind[] OfProcesses = [RandomFaultKind.Killed, RandomFaultKind.Paused, RandomFaultKind.Restarted];
    private static readonly RandomVictim[] Processes = [RandomVictim.Node, RandomVictim.Intake, RandomVictim.Aggregator, RandomVictim.Figures];

    /// <summary>Faults in the order in which they come; the same for the same seed and number.</summary>
    public static IReadOnlyList<RandomFault> Plan(int seed, int number)
    {
        var random = new Random(seed);
        var plan = new List<RandomFault>();
        while (plan.Count < number)
        {
            var round = NextRound(random);
            random.Shuffle(round);
            plan.AddRange(round.SelectMany(it => it).Select(fault => fault with { Lasts = Stretch(fault, random, number) }));
        }

        return plan[..number];
    }

    private static RandomFault[][] NextRound(Random random)
    {
        var first = random.Next(Nodes);
        RandomFault[][] round =
        [
            .. Processes.SelectMany(_ => OfProcesses, (victim, kind) => (RandomFault[])[Next(random, victim, kind)]),
            // Two of three nodes at the same time: no majority until they are back.
            [Next(random, RandomVictim.Node, RandomFaultKind.Killed, first), Next(random, RandomVictim.Node, RandomFaultKind.Killed, (first + 1) % Nodes) with { After = TimeSpan.Zero }],
            [Next(random, RandomVictim.Database, RandomFaultKind.Seized)],
            [Next(random, RandomVictim.Database, RandomFaultKind.Seized)],
        ];
        return [.. round, .. Enumerable.Range(round.Length + 1, Round - round.Length - 1).Select(_ => (RandomFault[])
            [Next(random, random.Next(2) == 0 ? RandomVictim.Intake : RandomVictim.Aggregator, OfProcesses[random.Next(OfProcesses.Length)])])];
    }

    private static RandomFault Next(Random random, RandomVictim victim, RandomFaultKind kind, int? index = null) => new(
        TimeSpan.FromMilliseconds(random.Next(200, 3_000)),
        victim,
        index ?? victim switch
        {
            RandomVictim.Node => random.Next(Nodes),
            RandomVictim.Intake or RandomVictim.Aggregator => random.Next(Pairs),
            _ => 0,
        },
        kind,
        TimeSpan.FromMilliseconds(kind is RandomFaultKind.Restarted ? random.Next(500) : random.Next(500, 6_000)));

    private static TimeSpan Stretch(RandomFault fault, Random random, int number) =>
        number > Round && fault.Kind is RandomFaultKind.Paused or RandomFaultKind.Seized && random.Next(LongOneIn) == 0
            ? TimeSpan.FromMilliseconds(random.Next(22_000, 36_000))
            : fault.Lasts;
}
