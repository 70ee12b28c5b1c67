using System.Data.Common;
using Dapper;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>The table that runs of one kind are kept in.</summary>
/// <param name="FindNext">Finds the number after the last run of a province.</param>
/// <param name="Insert">Adds a run. A number that somebody read as free and is not any more is the first of the run that took it: the table's key refuses it.</param>
/// <param name="SelectOne">Reads a run.</param>
/// <param name="SelectOfSurvey">Reads the runs of a survey, the newest first.</param>
/// <param name="MostAtOnce">The most numbers of one run.</param>
/// <param name="HighestNumber">The highest number that a province has.</param>
internal sealed record NumberTable(Statement FindNext, Statement Insert, Statement SelectOne, Statement SelectOfSurvey, int MostAtOnce, int HighestNumber);

/// <summary>The next numbers of a province that are to be taken.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Province">Code of a province of the survey's geography.</param>
/// <param name="Count">How many.</param>
/// <param name="MeantFor">What for; may be empty.</param>
/// <param name="MadeBy">Name of the one who orders.</param>
internal sealed record NumberOrder(Survey Survey, string Province, int Count, string MeantFor, string MadeBy);

/// <summary>A run as the table has it.</summary>
internal sealed class NumberRow
{
    public byte[] Id { get; init; } = [];

    public string Survey { get; init; } = "";

    public string Geography { get; init; } = "";

    public string Province { get; init; } = "";

    public int First { get; init; }

    public int Count { get; init; }

    public string MeantFor { get; init; } = "";

    public string MadeBy { get; init; } = "";

    public long MadeAt { get; init; }
}

/// <summary>Runs of numbers of one kind: each takes the next ones of its survey and province, and no other has them.</summary>
internal sealed class NumberRuns(StaffDatabase database, TimeProvider clock, NumberTable table)
{
    // Each round of a race lets one run in; people order runs, so there are never many at once.
    private const int MostRounds = 100;

    /// <summary>
    /// Makes a run, after <paramref name="before"/> was told its id. When that throws, there is no run. Null when the province has not as many numbers left.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not one of a run.</exception>
    /// <exception cref="StaffStoreException">The store cannot be written.</exception>
    public async Task<NumberRow?> Make(NumberOrder order, Func<Guid, Task> before, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Count, 1, nameof(order));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Count, table.MostAtOnce, nameof(order));
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        if (await database.Use(connection => FindFirst(connection, order, cancellationToken), cancellationToken) is null)
        {
            return null;
        }

        await before(id);
        return await database.Use(connection => InsertNext(connection, order, id, cancellationToken), cancellationToken);
    }

    /// <summary>A run, or null.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public Task<NumberRow?> Find(Guid id, CancellationToken cancellationToken) => database.Use(
        connection => connection.QuerySingleOrDefaultAsync<NumberRow>(table.SelectOne.Command(new { Id = Bytes(id) }, cancellationToken)), cancellationToken);

    /// <summary>The runs of a survey, the newest first.</summary>
    /// <param name="parameters">What <see cref="NumberTable.SelectOfSurvey"/> asks for.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public Task<IEnumerable<NumberRow>> List(object parameters, CancellationToken cancellationToken) => database.Use(
        connection => connection.QueryAsync<NumberRow>(table.SelectOfSurvey.Command(parameters, cancellationToken)), cancellationToken);

    private async Task<NumberRow?> InsertNext(DbConnection connection, NumberOrder order, Guid id, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            if (await FindFirst(connection, order, cancellationToken) is not { } first)
            {
                return null;
            }

            var run = new NumberRow
            {
                Id = Bytes(id),
                Survey = order.Survey.Code,
                Geography = order.Survey.Geography.Code,
                Province = order.Province,
                First = first,
                Count = order.Count,
                MeantFor = AuditChain.OneLine(order.MeantFor),
                MadeBy = AuditChain.OneLine(order.MadeBy),
                MadeAt = clock.GetUtcNow().ToUnixMicroseconds(),
            };
            try
            {
                await connection.ExecuteAsync(table.Insert.Command(run, cancellationToken));
                return run;
            }
            catch (DbException taken) when (StaffDatabase.IsTaken(taken) && round < MostRounds)
            {
                // Another run was there first.
            }
        }
    }

    /// <summary>The first free number, or null when as many as are ordered are not left.</summary>
    private async Task<int?> FindFirst(DbConnection connection, NumberOrder order, CancellationToken cancellationToken)
    {
        var next = await connection.ExecuteScalarAsync<int>(table.FindNext.Command(new { Survey = order.Survey.Code, order.Province }, cancellationToken));
        return next <= table.HighestNumber - order.Count + 1 ? next : null;
    }

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);
}
