using System.Data.Common;
using Dapper;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>The plans of the sample, one in force for each survey and province. Those that were replaced are kept.</summary>
public sealed class SamplePlans(StaffDatabase database, TimeProvider clock)
{
    // Each round of a race lets one plan in; people send plans, so there are never many at once.
    private const int MostRounds = 20;

    private const string InForce = """
        p.survey = @Survey AND (@Province IS NULL OR p.province = @Province)
            AND p.version = (SELECT MAX(q.version) FROM field_sample_plan q WHERE q.survey = p.survey AND q.province = p.province)
        """;

    private static readonly Statement FindNext = new("@Survey NVARCHAR(32), @Province NVARCHAR(32)", """
        SELECT COALESCE(MAX(p.version), 0) + 1 FROM field_sample_plan p WHERE p.survey = @Survey AND p.province = @Province
        """);

    // Of two plans that are sent at once, the key refuses one, which then looks again and replaces the other.
    private static readonly Statement InsertPlan = new(
        "@Survey NVARCHAR(32), @Province NVARCHAR(32), @Version INT, @FileName NVARCHAR(400), @PlannedById NVARCHAR(400), @PlannedBy NVARCHAR(400), "
        + "@PlannedAt BIGINT", """
        INSERT INTO field_sample_plan (survey, province, version, file_name, planned_by_id, planned_by, planned_at)
        VALUES (@Survey, @Province, @Version, @FileName, @PlannedById, @PlannedBy, @PlannedAt)
        """);

    private static readonly Statement InsertVillage = new(
        "@Survey NVARCHAR(32), @Province NVARCHAR(32), @Version INT, @Place INT, @Code NVARCHAR(32), @Name NVARCHAR(400), @District NVARCHAR(400), "
        + "@Commune NVARCHAR(400), @Planned INT, @Issued INT", """
        INSERT INTO field_sample_village (survey, province, version, place, code, name, district, commune, planned, issued)
        VALUES (@Survey, @Province, @Version, @Place, @Code, @Name, @District, @Commune, @Planned, @Issued)
        """);

    private static readonly Statement SelectPlans = new("@Survey NVARCHAR(32), @Province NVARCHAR(32)", $"""
        SELECT p.survey, p.province, p.version, p.file_name AS FileName, p.planned_by AS PlannedBy, p.planned_at AS PlannedAt
        FROM field_sample_plan p
        WHERE {InForce}
        ORDER BY p.province
        """);

    private static readonly Statement SelectVillages = new("@Survey NVARCHAR(32), @Province NVARCHAR(32)", $"""
        SELECT v.province, v.version, v.code, v.name, v.district, v.commune, v.planned, v.issued
        FROM field_sample_village v
        INNER JOIN field_sample_plan p ON p.survey = v.survey AND p.province = v.province AND p.version = v.version
        WHERE {InForce}
        ORDER BY v.province, v.place
        """);

    private static readonly Statement SelectCodes = new("@Survey NVARCHAR(32), @Province NVARCHAR(32)", $"""
        SELECT v.code
        FROM field_sample_village v
        INNER JOIN field_sample_plan p ON p.survey = v.survey AND p.province = v.province AND p.version = v.version
        WHERE {InForce}
        """);

    /// <summary>Replaces the plans of some provinces, each as a whole, all in one transaction. Write it into the trail before.</summary>
    /// <returns>The plans that are in force now, in the same order.</returns>
    /// <exception cref="ArgumentException">One has no village, or two are for the same province.</exception>
    /// <exception cref="StaffStoreException">The store cannot be written; the former plans are in force.</exception>
    public async Task<IReadOnlyList<SamplePlan>> Replace(IReadOnlyList<SamplePlanDraft> drafts, CancellationToken cancellationToken)
    {
        if (drafts.Any(it => it.Villages.Count == 0) || drafts.DistinctBy(it => (it.Survey, it.Province)).Count() < drafts.Count)
        {
            throw new ArgumentException("Each plan is for a province of its own and has at least one village.", nameof(drafts));
        }

        // Two that replace the plans of several provinces at once meet in the same order.
        var at = clock.GetUtcNow();
        var versions = await database.Use(async connection =>
        {
            for (var round = 1; ; round++)
            {
                try
                {
                    return await Insert(connection, [.. drafts.OrderBy(it => it.Survey, StringComparer.Ordinal).ThenBy(it => it.Province, StringComparer.Ordinal)], at, cancellationToken);
                }
                catch (DbException taken) when (StaffDatabase.IsTaken(taken) && round < MostRounds)
                {
                    // Another plan was there first.
                }
            }
        }, cancellationToken);
        return
        [
            .. drafts.Select(it => new SamplePlan(it.Survey, it.Province, versions[(it.Survey, it.Province)], AuditChain.OneLine(it.FileName), AuditChain.OneLine(it.PlannedBy), at, it.Villages)),
        ];
    }

    /// <summary>The plan of a province, or null when it has none.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<SamplePlan?> Find(string survey, string province, CancellationToken cancellationToken) =>
        (await Read(survey, province, cancellationToken)).FirstOrDefault();

    /// <summary>The plans of a survey, by province.</summary>
    /// <param name="survey">Survey code.</param>
    /// <param name="provinces">Only of these provinces; null for all.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<SamplePlan>> List(string survey, IReadOnlyCollection<string>? provinces, CancellationToken cancellationToken) =>
        provinces is { Count: 0 } ? []
            : [.. (await Read(survey, provinces?.Count == 1 ? provinces.First() : null, cancellationToken)).Where(it => provinces?.Contains(it.Province) ?? true)];

    /// <summary>The codes of the villages of a province's plan; null when it has none, and so any code may be right.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read.</exception>
    public async Task<IReadOnlySet<string>?> ClustersOf(string survey, string province, CancellationToken cancellationToken)
    {
        var codes = await database.Use(connection => connection.QueryAsync<string>(
            SelectCodes.Command(new { Survey = survey, Province = province }, cancellationToken)), cancellationToken);
        return codes.ToHashSet(StringComparer.Ordinal) is { Count: > 0 } planned ? planned : null;
    }

    private static async Task<Dictionary<(string Survey, string Province), int>> Insert(
        DbConnection connection, IReadOnlyList<SamplePlanDraft> drafts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // In SQLite this waits for the turn to write, so what is read next stays so.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var versions = new Dictionary<(string, string), int>();
        foreach (var draft in drafts)
        {
            var version = await connection.ExecuteScalarAsync<int>(FindNext.CommandIn(transaction, new { draft.Survey, draft.Province }, cancellationToken));
            await connection.ExecuteAsync(InsertPlan.CommandIn(transaction, new
            {
                draft.Survey,
                draft.Province,
                Version = version,
                FileName = AuditChain.OneLine(draft.FileName),
                PlannedById = AuditChain.OneLine(draft.PlannedById),
                PlannedBy = AuditChain.OneLine(draft.PlannedBy),
                PlannedAt = at.ToUnixMicroseconds(),
            }, cancellationToken));
            await connection.ExecuteAsync(InsertVillage.CommandIn(transaction, draft.Villages.Select((village, place) => new
            {
                draft.Survey,
                draft.Province,
                Version = version,
                Place = place,
                village.Code,
                village.Name,
                village.District,
                village.Commune,
                village.Planned,
                village.Issued,
            }), cancellationToken));
            versions[(draft.Survey, draft.Province)] = version;
        }

        await transaction.CommitAsync(cancellationToken);
        return versions;
    }

    // Villages carry their version: a plan that is replaced between the two statements is read anew.
    private async Task<List<SamplePlan>> Read(string survey, string? province, CancellationToken cancellationToken)
    {
        var parameters = new { Survey = survey, Province = province };
        return await database.Use(async connection =>
        {
            while (true)
            {
                var villages = (await connection.QueryAsync<SampleVillageRow>(SelectVillages.Command(parameters, cancellationToken)))
                    .ToLookup(it => (it.Province, it.Version), it => it.ToVillage());
                var plans = (await connection.QueryAsync<SamplePlanRow>(SelectPlans.Command(parameters, cancellationToken))).AsList();
                if (plans.TrueForAll(it => villages.Contains((it.Province, it.Version))))
                {
                    return plans.ConvertAll(it => it.ToPlan([.. villages[(it.Province, it.Version)]]));
                }
            }
        }, cancellationToken);
    }
}
