using System.Data.Common;
using Dapper;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

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

    // Each round of a race lets one run in; people order runs, so there are never many at once.
    private const int MostRounds = 100;

    private const string Columns =
        "r.id, r.survey, r.geography, r.province, r.first_number AS First, r.letters AS Count, r.purpose AS Purpose, r.made_by AS MadeBy, r.made_at AS MadeAt";

    private static readonly Statement FindNext = new("@Survey NVARCHAR(32), @Province NVARCHAR(32)", """
        SELECT COALESCE(MAX(r.first_number + r.letters), 1) FROM field_invitation_run r WHERE r.survey = @Survey AND r.province = @Province
        """);

    // A number that somebody read as free and is not any more is the first of the run that took it: the key refuses it.
    private static readonly Statement Insert = new(
        "@Survey NVARCHAR(32), @Province NVARCHAR(32), @First INT, @Count INT, @Id BINARY(16), @Geography NVARCHAR(32), @Purpose NVARCHAR(400), "
        + "@MadeBy NVARCHAR(400), @MadeAt BIGINT", """
        INSERT INTO field_invitation_run (survey, province, first_number, letters, id, geography, purpose, made_by, made_at)
        VALUES (@Survey, @Province, @First, @Count, @Id, @Geography, @Purpose, @MadeBy, @MadeAt)
        """);

    private static readonly Statement SelectOne = new("@Id BINARY(16)", $"SELECT {Columns} FROM field_invitation_run r WHERE r.id = @Id");

    private static readonly Statement SelectOfSurvey = new("@Survey NVARCHAR(32)", $"""
        SELECT {Columns}
        FROM field_invitation_run r
        WHERE r.survey = @Survey
        ORDER BY r.made_at DESC, r.province, r.first_number DESC
        """);

    /// <summary>
    /// Makes a run of the next numbers of the province, after <paramref name="before"/> was told its id. When that throws, there is no run. Null when the
    /// province has not as many numbers left.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of letters is not one of a run.</exception>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public async Task<InvitationRun?> Make(InvitationOrder order, string madeBy, Func<Guid, Task> before, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Count, 1, nameof(order));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Count, MostLetters, nameof(order));
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        if (await database.Use(connection => FindFirst(connection, order, cancellationToken), cancellationToken) is null)
        {
            return null;
        }

        await before(id);
        return await database.Use(connection => InsertNext(connection, order, id, AuditChain.OneLine(madeBy), cancellationToken), cancellationToken);
    }

    /// <summary>A run, or null.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<InvitationRun?> Find(Guid id, CancellationToken cancellationToken)
    {
        var row = await database.Use(
            connection => connection.QuerySingleOrDefaultAsync<Row>(SelectOne.Command(new { Id = Bytes(id) }, cancellationToken)), cancellationToken);
        return row?.ToRun();
    }

    /// <summary>The runs of a survey, the newest first.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<InvitationRun>> List(string survey, CancellationToken cancellationToken)
    {
        var rows = await database.Use(
            connection => connection.QueryAsync<Row>(SelectOfSurvey.Command(new { Survey = survey }, cancellationToken)), cancellationToken);
        return [.. rows.Select(row => row.ToRun())];
    }

    private async Task<InvitationRun?> InsertNext(DbConnection connection, InvitationOrder order, Guid id, string madeBy, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            if (await FindFirst(connection, order, cancellationToken) is not { } first)
            {
                return null;
            }

            var run = new InvitationRun(id, order.Survey.Code, order.Survey.Geography.Code, order.Province, first, order.Count, AuditChain.OneLine(order.Purpose),
                madeBy, clock.GetUtcNow());
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
                    run.Purpose,
                    run.MadeBy,
                    MadeAt = run.MadeAt.ToUnixMicroseconds(),
                }, cancellationToken));
                return run;
            }
            catch (DbException taken) when (StaffDatabase.IsTaken(taken) && round < MostRounds)
            {
                // Another run was there first.
            }
        }
    }

    /// <summary>The first free number, or null when as many as are ordered are not left.</summary>
    private static async Task<int?> FindFirst(DbConnection connection, InvitationOrder order, CancellationToken cancellationToken)
    {
        var next = await connection.ExecuteScalarAsync<int>(FindNext.Command(new { Survey = order.Survey.Code, order.Province }, cancellationToken));
        return next <= HighestNumber - order.Count + 1 ? next : null;
    }

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    private sealed class Row
    {
        public byte[] Id { get; init; } = [];

        public string Survey { get; init; } = "";

        public string Geography { get; init; } = "";

        public string Province { get; init; } = "";

        public int First { get; init; }

        public int Count { get; init; }

        public string Purpose { get; init; } = "";

        public string MadeBy { get; init; } = "";

        public long MadeAt { get; init; }

        public InvitationRun ToRun() => new(
            new Guid(Id, bigEndian: true), Survey, Geography, Province, First, Count, Purpose, MadeBy, Moments.FromUnixMicroseconds(MadeAt));
    }
}
