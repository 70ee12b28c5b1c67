using System.Data.Common;
using Dapper;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>The runs of printed questionnaires, and so which serials were printed for which province.</summary>
public sealed class PrintRuns(StaffDatabase database, TimeProvider clock)
{
    /// <summary>The most sheets of one run: a ream of paper, and a page that a browser still prints.</summary>
    public const int MostSheets = 500;

    // Each round of a race lets one run in; people order runs, so there are never many at once.
    private const int MostRounds = 100;

    private const string Columns =
        "r.id, r.survey, r.geography, r.province, r.cluster, r.first_number AS First, r.sheets AS Count, r.made_by AS MadeBy, r.made_at AS MadeAt";

    private static readonly Statement FindNext = new("@Survey NVARCHAR(32), @Province NVARCHAR(32)", """
        SELECT COALESCE(MAX(r.first_number + r.sheets), 1) FROM field_print_run r WHERE r.survey = @Survey AND r.province = @Province
        """);

    // A number that somebody read as free and is not any more is the first of the run that took it: the key refuses it.
    private static readonly Statement Insert = new(
        "@Survey NVARCHAR(32), @Province NVARCHAR(32), @First INT, @Count INT, @Id BINARY(16), @Geography NVARCHAR(32), @Cluster NVARCHAR(32), "
        + "@MadeBy NVARCHAR(400), @MadeAt BIGINT", """
        INSERT INTO field_print_run (survey, province, first_number, sheets, id, geography, cluster, made_by, made_at)
        VALUES (@Survey, @Province, @First, @Count, @Id, @Geography, @Cluster, @MadeBy, @MadeAt)
        """);

    private static readonly Statement SelectOne = new("@Id BINARY(16)", $"SELECT {Columns} FROM field_print_run r WHERE r.id = @Id");

    private static readonly Statement SelectOfSurvey = new("@Survey NVARCHAR(32), @Province NVARCHAR(32)", $"""
        SELECT {Columns}
        FROM field_print_run r
        WHERE r.survey = @Survey AND (@Province IS NULL OR r.province = @Province)
        ORDER BY r.made_at DESC, r.province, r.first_number DESC
        """);

    /// <summary>
    /// Makes a run of the next serials of the province, after <paramref name="before"/> was told its id. When that throws, there is no run.
    /// </summary>
    /// <param name="order">What is to be printed.</param>
    /// <param name="scope">The provinces that the one who orders works for.</param>
    /// <param name="madeBy">Name of the one who orders.</param>
    /// <param name="before">Writes the run into the trail.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The run, which is null unless the outcome is <see cref="PrintOutcome.Made"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of sheets is not one of a run.</exception>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public async Task<(PrintOutcome Outcome, PrintRun? Run)> Make(
        PrintOrder order, ProvinceScope scope, string madeBy, Func<Guid, Task> before, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Count, 1, nameof(order));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Count, MostSheets, nameof(order));
        if (!scope.Covers(order.Survey.Geography, order.Province))
        {
            return (PrintOutcome.OutOfScope, null);
        }

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        if (await database.Use(connection => FindFirst(connection, order, cancellationToken), cancellationToken) is null)
        {
            return (PrintOutcome.UsedUp, null);
        }

        await before(id);
        return await database.Use(connection => InsertNext(connection, order, id, AuditChain.OneLine(madeBy), cancellationToken), cancellationToken);
    }

    /// <summary>A run, or null.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<PrintRun?> Find(Guid id, CancellationToken cancellationToken)
    {
        var row = await database.Use(
            connection => connection.QuerySingleOrDefaultAsync<Row>(SelectOne.Command(new { Id = Bytes(id) }, cancellationToken)), cancellationToken);
        return row?.ToRun();
    }

    /// <summary>The runs of a survey, of one province or of all, the newest first.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<PrintRun>> List(string survey, string? province, CancellationToken cancellationToken)
    {
        var rows = await database.Use(connection => connection.QueryAsync<Row>(
            SelectOfSurvey.Command(new { Survey = survey, Province = province }, cancellationToken)), cancellationToken);
        return [.. rows.Select(row => row.ToRun())];
    }

    private async Task<(PrintOutcome, PrintRun?)> InsertNext(
        DbConnection connection, PrintOrder order, Guid id, string madeBy, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            if (await FindFirst(connection, order, cancellationToken) is not { } first)
            {
                return (PrintOutcome.UsedUp, null);
            }

            var run = new PrintRun(id, order.Survey.Code, order.Survey.Geography.Code, order.Province, order.Cluster, first, order.Count, madeBy, clock.GetUtcNow());
            try
            {
                await connection.ExecuteAsync(Insert.Command(new
                {
                    run.Survey,
                    run.Province,
                    run.First,
                    run.Count,
                    Id = Bytes(run.Id),
                    run.Geography,
                    run.Cluster,
                    run.MadeBy,
                    MadeAt = run.MadeAt.ToUnixMicroseconds(),
                }, cancellationToken));
                return (PrintOutcome.Made, run);
            }
            catch (DbException taken) when (StaffDatabase.IsTaken(taken) && round < MostRounds)
            {
                // Another run was there first.
            }
        }
    }

    /// <summary>The first free number, or null when as many as are ordered are not left.</summary>
    private static async Task<int?> FindFirst(DbConnection connection, PrintOrder order, CancellationToken cancellationToken)
    {
        var next = await connection.ExecuteScalarAsync<int>(FindNext.Command(new { Survey = order.Survey.Code, order.Province }, cancellationToken));
        return next <= SheetSerial.HighestNumber - order.Count + 1 ? next : null;
    }

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    private sealed class Row
    {
        public byte[] Id { get; init; } = [];

        public string Survey { get; init; } = "";

        public string Geography { get; init; } = "";

        public string Province { get; init; } = "";

        public string Cluster { get; init; } = "";

        public int First { get; init; }

        public int Count { get; init; }

        public string MadeBy { get; init; } = "";

        public long MadeAt { get; init; }

        public PrintRun ToRun() => new(
            new Guid(Id, bigEndian: true), Survey, Geography, Province, Cluster, First, Count, MadeBy, Moments.FromUnixMicroseconds(MadeAt));
    }
}
