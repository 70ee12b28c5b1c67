using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Store;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>The runs of printed questionnaires, and so which serials were printed for which province.</summary>
public sealed class PrintRuns(StaffDatabase database, TimeProvider clock)
{
    /// <summary>The most sheets of one run: a ream of paper, and a page that a browser still prints.</summary>
    public const int MostSheets = 500;

    private const string Columns =
        "r.id, r.survey, r.geography, r.province, r.cluster AS MeantFor, r.first_number AS First, r.sheets AS Count, r.made_by AS MadeBy, r.made_at AS MadeAt";

    private static readonly Statement FindNext = new("@Survey NVARCHAR(32), @Province NVARCHAR(32)", """
        SELECT COALESCE(MAX(r.first_number + r.sheets), 1) FROM field_print_run r WHERE r.survey = @Survey AND r.province = @Province
        """);

    private static readonly Statement Insert = new(
        "@Survey NVARCHAR(32), @Province NVARCHAR(32), @First INT, @Count INT, @Id BINARY(16), @Geography NVARCHAR(32), @MeantFor NVARCHAR(32), "
        + "@MadeBy NVARCHAR(400), @MadeAt BIGINT", """
        INSERT INTO field_print_run (survey, province, first_number, sheets, id, geography, cluster, made_by, made_at)
        VALUES (@Survey, @Province, @First, @Count, @Id, @Geography, @MeantFor, @MadeBy, @MadeAt)
        """);

    private static readonly Statement SelectOne = new("@Id BINARY(16)", $"SELECT {Columns} FROM field_print_run r WHERE r.id = @Id");

    private static readonly Statement SelectOfSurvey = new("@Survey NVARCHAR(32), @Province NVARCHAR(32)", $"""
        SELECT {Columns}
        FROM field_print_run r
        WHERE r.survey = @Survey AND (@Province IS NULL OR r.province = @Province)
        ORDER BY r.made_at DESC, r.province, r.first_number DESC
        """);

    private readonly NumberRuns _runs = new(database, clock, new NumberTable(FindNext, Insert, SelectOne, SelectOfSurvey, MostSheets, SheetSerial.HighestNumber));

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
        if (!scope.Covers(order.Survey.Geography, order.Province))
        {
            return (PrintOutcome.OutOfScope, null);
        }

        var row = await _runs.Make(new NumberOrder(order.Survey, order.Province, order.Count, order.Cluster, madeBy), before, cancellationToken);
        return row is null ? (PrintOutcome.UsedUp, null) : (PrintOutcome.Made, RunOf(row));
    }

    /// <summary>A run, or null.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<PrintRun?> Find(Guid id, CancellationToken cancellationToken) => await _runs.Find(id, cancellationToken) is { } row ? RunOf(row) : null;

    /// <summary>The runs of a survey, of one province or of all, the newest first.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<PrintRun>> List(string survey, string? province, CancellationToken cancellationToken) =>
        [.. (await _runs.List(new { Survey = survey, Province = province }, cancellationToken)).Select(RunOf)];

    private static PrintRun RunOf(NumberRow row) => new(new Guid(row.Id, bigEndian: true), row.Survey, row.Geography, row.Province, row.MeantFor, row.First, row.Count,
        row.MadeBy, Moments.FromUnixMicroseconds(row.MadeAt));
}
