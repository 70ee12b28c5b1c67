using Dapper;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>The second entries of sheets, from which it is computed how well those who type agree.</summary>
public sealed class SecondEntries(StaffDatabase database)
{
    // Codes of columns have no blank.
    private const char Separator = ' ';

    private static readonly Statement Insert = new(
        "@Id BINARY(16), @Survey NVARCHAR(32), @Province NVARCHAR(32), @Team NVARCHAR(64), @Response BINARY(16), @Typist NVARCHAR(64), @Compared INT, "
        + "@Differing NVARCHAR(4000), @At BIGINT", """
        INSERT INTO field_second_entry (id, survey, province, team, response_id, typist, compared, differing, compared_at)
        VALUES (@Id, @Survey, @Province, @Team, @Response, @Typist, @Compared, @Differing, @At)
        """);

    private static readonly Statement SelectOfSurvey = new("@Survey NVARCHAR(32), @Province NVARCHAR(32), @Team NVARCHAR(64)", """
        SELECT e.survey, e.province, e.team, e.response_id AS Response, e.typist, e.compared, e.differing, e.compared_at AS At
        FROM field_second_entry e
        WHERE e.survey = @Survey AND e.province = @Province AND (@Team IS NULL OR e.team = @Team)
        ORDER BY e.compared_at DESC, e.id DESC
        """);

    /// <summary>Keeps a comparison; a sheet may be compared any number of times. Write it into the trail before.</summary>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public Task Add(SecondEntry entry, CancellationToken cancellationToken) => database.Use(connection => connection.ExecuteAsync(Insert.Command(new
    {
        Id = Bytes(Guid.CreateVersion7(entry.At)),
        entry.Survey,
        entry.Province,
        Team = AuditChain.OneLine(entry.Team),
        Response = Bytes(entry.Response),
        entry.Typist,
        entry.Compared,
        Differing = string.Join(Separator, entry.Differing),
        At = entry.At.ToUnixMicroseconds(),
    }, cancellationToken)), cancellationToken);

    /// <summary>The comparisons of a province, the newest first.</summary>
    /// <param name="survey">Survey code.</param>
    /// <param name="province">Province code.</param>
    /// <param name="team">Only of sheets that this team sent; null for all.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<SecondEntry>> List(string survey, string province, string? team, CancellationToken cancellationToken)
    {
        var rows = await database.Use(connection => connection.QueryAsync<Row>(
            SelectOfSurvey.Command(new { Survey = survey, Province = province, Team = team }, cancellationToken)), cancellationToken);
        return [.. rows.Select(row => row.ToEntry())];
    }

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    private sealed class Row
    {
        public string Survey { get; init; } = "";

        public string Province { get; init; } = "";

        public string Team { get; init; } = "";

        public byte[] Response { get; init; } = [];

        public string Typist { get; init; } = "";

        public int Compared { get; init; }

        public string Differing { get; init; } = "";

        public long At { get; init; }

        public SecondEntry ToEntry() => new(Survey, Province, Team, new Guid(Response, bigEndian: true), Typist, Compared,
            Differing.Split(Separator, StringSplitOptions.RemoveEmptyEntries), Moments.FromUnixMicroseconds(At));
    }
}
