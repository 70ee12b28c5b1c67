using SipasSurvey.Staff.Store;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>The runs of letters with invitations, and so which numbers were given out for which province. No code is kept.</summary>
public sealed class InvitationRuns(StaffDatabase database, TimeProvider clock)
{
    /// <summary>The most letters of one run: a commune's, and a page that a browser still prints.</summary>
    public const int MostLetters = 10_000;

    /// <summary>The longest purpose, in characters.</summary>
    public const int LongestPurpose = 200;

    // Far more than a province has people.
    private const int HighestNumber = 99_999_999;

    private const string Columns =
        "r.id, r.survey, r.geography, r.province, r.first_number AS First, r.letters AS Count, r.purpose AS MeantFor, r.made_by AS MadeBy, r.made_at AS MadeAt";

    private static readonly Statement FindNext = new("@Survey NVARCHAR(32), @Province NVARCHAR(32)", """
        SELECT COALESCE(MAX(r.first_number + r.letters), 1) FROM field_invitation_run r WHERE r.survey = @Survey AND r.province = @Province
        """);

    private static readonly Statement Insert = new(
        "@Survey NVARCHAR(32), @Province NVARCHAR(32), @First INT, @Count INT, @Id BINARY(16), @Geography NVARCHAR(32), @MeantFor NVARCHAR(400), "
        + "@MadeBy NVARCHAR(400), @MadeAt BIGINT", """
        INSERT INTO field_invitation_run (survey, province, first_number, letters, id, geography, purpose, made_by, made_at)
        VALUES (@Survey, @Province, @First, @Count, @Id, @Geography, @MeantFor, @MadeBy, @MadeAt)
        """);

    private static readonly Statement SelectOne = new("@Id BINARY(16)", $"SELECT {Columns} FROM field_invitation_run r WHERE r.id = @Id");

    private static readonly Statement SelectOfSurvey = new("@Survey NVARCHAR(32)", $"""
        SELECT {Columns}
        FROM field_invitation_run r
        WHERE r.survey = @Survey
        ORDER BY r.made_at DESC, r.province, r.first_number DESC
        """);

    private readonly NumberRuns _runs = new(database, clock, new NumberTable(FindNext, Insert, SelectOne, SelectOfSurvey, MostLetters, HighestNumber));

    /// <summary>
    /// Makes a run of the next numbers of the province, after <paramref name="before"/> was told its id. When that throws, there is no run. Null when the
    /// province has not as many numbers left.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of letters is not one of a run.</exception>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public async Task<InvitationRun?> Make(InvitationOrder order, string madeBy, Func<Guid, Task> before, CancellationToken cancellationToken) =>
        await _runs.Make(new NumberOrder(order.Survey, order.Province, order.Count, order.Purpose, madeBy), before, cancellationToken) is { } row ? RunOf(row) : null;

    /// <summary>A run, or null.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<InvitationRun?> Find(Guid id, CancellationToken cancellationToken) =>
        await _runs.Find(id, cancellationToken) is { } row ? RunOf(row) : null;

    /// <summary>The runs of a survey, the newest first.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<InvitationRun>> List(string survey, CancellationToken cancellationToken) =>
        [.. (await _runs.List(new { Survey = survey }, cancellationToken)).Select(RunOf)];

    private static InvitationRun RunOf(NumberRow row) => new(new Guid(row.Id, bigEndian: true), row.Survey, row.Geography, row.Province, row.First, row.Count,
        row.MeantFor, row.MadeBy, Moments.FromUnixMicroseconds(row.MadeAt));
}
