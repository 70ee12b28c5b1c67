using SipasSurvey.Domain;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>What there is to ask for: values of the parameters of routes and queries. What is destructive has values of its own, so that the rest stays.</summary>
internal sealed class FuzzPlaces
{
    public const string Team = "t1";
    public const string Village = "10.01";

    public required IReadOnlyList<string> Batches { get; init; }

    /// <summary>Batches that may be withdrawn.</summary>
    public required IReadOnlyList<string> Withdrawable { get; init; }

    /// <summary>Sheets with two versions.</summary>
    public required IReadOnlyList<string> Conflicts { get; init; }

    /// <summary>Contents of their versions.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    public required IReadOnlyList<string> Responses { get; init; }

    /// <summary>Keys and accounts of nobody.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    public required IReadOnlyList<string> Accounts { get; init; }

    public required IReadOnlyList<string> PrintRuns { get; init; }

    public required IReadOnlyList<string> InvitationRuns { get; init; }

    /// <summary>Codes of letters.</summary>
    public required IReadOnlyList<string> Invitations { get; init; }

    /// <summary>Right values of a parameter of a route.</summary>
    /// <exception cref="InvalidOperationException">Nobody said yet what it may be.</exception>
    public IReadOnlyList<string> Of(string pattern, string parameter) => parameter switch
    {
        // Who closes a survey keeps everybody from it.
        "survey" => pattern.Contains("/schedule/", StringComparison.Ordinal) ? ["sipas-2025"] : [A.Survey, A.Survey, "sipas-2025", "sipas-2026"],
        "province" => [A.LaoCai, A.HaNoi, A.YenBai],
        "unit" => [A.LaoCai, A.HaNoi, "nation"],
        "indicator" => ["P01", "S16", "PA", "policy", "sipas"],
        "element" => ["PA", "PB", "PC", "PD", "SA", "SB", "SC", "SD", "SE"],
        "code" => [.. Responses.Select(it => ResponseId.Receipt(Guid.Parse(it)))],
        "serial" => ["A1", "A2", "A30", "A%2F1", "SP00000017"],
        "language" => ["vi", "en"],
        "hash" or "path" => ["x"],
        "run" => pattern.Contains("/invitations/", StringComparison.Ordinal) ? InvitationRuns : PrintRuns,
        "id" => pattern.Contains("/withdrawal", StringComparison.Ordinal) ? Withdrawable
            : pattern.Contains("/batches/", StringComparison.Ordinal) ? Batches
            : pattern.Contains("/conflicts/", StringComparison.Ordinal) ? Conflicts
            : pattern.Contains("/responses/", StringComparison.Ordinal) ? Responses
            : pattern.Contains("/keys/", StringComparison.Ordinal) ? Keys
            : pattern.Contains("/accounts/", StringComparison.Ordinal) ? Accounts
            : throw Unknown(pattern, parameter),
        _ => throw Unknown(pattern, parameter),
    };

    /// <summary>What somebody may type into a field, or ask for in a query, of this name; any text where nothing is known.</summary>
    public static string TextOf(string name, FuzzDice dice) => name switch
    {
        "survey" => dice.One(A.Survey, "sipas-2025", "sipas-2026"),
        "province" or "provinces" => dice.One(A.LaoCai, A.HaNoi, "10,01", "vn63/10", "all"),
        "team" or "typist" => Team,
        "serial" => dice.One("A1", "A2", "SP00000017"),
        "cluster" => Village,
        "reason" or "purpose" or "name" => "Gửi nhầm tệp",
        "sheets" or "letters" or "limit" or "page" => dice.One("1", "3", "20"),
        "opens" or "closes" or "expiresAt" or "from" or "to" or "last-day" or "day" => dice.One("2026-10-01", "2026-12-31T23:59:59+07:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "01/12/2026"),
        "geography" => dice.One("vn63", "vn34"),
        "channel" => dice.One("all", "official", "open"),
        "format" => dice.One("csv", "xlsx", "json", "parquet"),
        "language" => dice.One("vi", "en"),
        "by" => dice.One("gender", "age", "ethnicity", "education", "occupation", "channel"),
        "indicator" or "indicators" => dice.One("P01", "sipas", "P01,S16"),
        "after" or "before" or "id" => dice.One("0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b", "1", "100"),
        "role" => dice.One("surveyTeam", "auditor"),
        "user" => dice.One("survey-team", "auditor"),
        _ when name.StartsWith("cell-", StringComparison.Ordinal) || name is [('P' or 'S'), >= '0' and <= '2', >= '0' and <= '9'] => dice.One("1", "5", "", "9"),
        _ => FuzzTexts.Any(dice),
    };

    private static InvalidOperationException Unknown(string pattern, string parameter) => new($"Say in FuzzPlaces what {{{parameter}}} of {pattern} may be.");
}
