using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Batches;

/// <summary>Reads the queries of batches and conflicts; every fault is told, with what is allowed.</summary>
internal static class BatchRequest
{
    public const string SurveyParameter = "survey";
    public const string ProvinceParameter = "province";
    public const string TeamParameter = "team";
    public const string StateParameter = "state";
    public const string BeforeParameter = "before";
    public const string AfterParameter = "after";
    public const string LimitParameter = "limit";
    public const string DecidedParameter = "decided";

    /// <summary>The one value of <see cref="DecidedParameter"/>.</summary>
    public const string WithDecided = "true";

    public const int MostBatches = 500;
    public const int UsualBatches = 100;
    public const int MostConflicts = 100;
    public const int UsualConflicts = 50;

    private const string OfBatch = "Must be a batch id, the one at which the answer before ended.";
    private const string OfResponse = "Must be a response id, the one at which the answer before ended.";

    public static readonly IReadOnlyList<KeyValuePair<string, BatchState?>> States =
        [.. Enum.GetValues<BatchState>().Select(state => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(state.ToString()), (BatchState?)state))];

    public static bool TryReadBatches(Catalogue catalogue, IQueryCollection query,
        [NotNullWhen(true)] out BatchListQuery? request, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var errors = new QueryErrors(query, SurveyParameter, ProvinceParameter, TeamParameter, StateParameter, BeforeParameter, LimitParameter);
        var survey = errors.Choose(SurveyParameter, Text(query, SurveyParameter), Surveys(catalogue), null);
        request = new BatchListQuery(
            survey?.Code,
            errors.Choose(ProvinceParameter, Text(query, ProvinceParameter), Provinces(catalogue, survey), null),
            Text(query, TeamParameter),
            errors.Choose(StateParameter, Text(query, StateParameter), States, null),
            errors.Read<Guid>(BeforeParameter, Text(query, BeforeParameter), Id, OfBatch),
            Limit(query, errors, MostBatches, UsualBatches));
        return !errors.Any(out problem);
    }

    public static bool TryReadConflicts(Catalogue catalogue, IQueryCollection query,
        [NotNullWhen(true)] out ConflictQuery? request, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var errors = new QueryErrors(query, SurveyParameter, AfterParameter, LimitParameter, DecidedParameter);
        var survey = errors.Choose(SurveyParameter, Text(query, SurveyParameter), Surveys(catalogue), null);
        if (Text(query, SurveyParameter) is null)
        {
            errors.Fail(SurveyParameter, $"Is missing; allowed: {string.Join(", ", catalogue.Surveys.Select(it => it.Code))}.");
        }

        var after = errors.Read<Guid>(AfterParameter, Text(query, AfterParameter), Id, OfResponse) ?? Guid.Empty;
        var limit = Limit(query, errors, MostConflicts, UsualConflicts);
        var decided = errors.Choose(DecidedParameter, Text(query, DecidedParameter), [KeyValuePair.Create(WithDecided, true)], false);
        request = errors.Any(out problem) ? null : new ConflictQuery(survey!, after, limit, decided);
        return request is not null;
    }

    /// <summary>The query of the same question with those that follow.</summary>
    public static QueryString Following(IQueryCollection query, string parameter, Guid at) => QueryString.Create(query
        .Where(it => it.Key != parameter).SelectMany(it => it.Value.Select(value => KeyValuePair.Create(it.Key, value)))
        .Append(KeyValuePair.Create(parameter, (string?)at.ToString())));

    private static IEnumerable<KeyValuePair<string, Survey?>> Surveys(Catalogue catalogue) =>
        catalogue.Surveys.Select(survey => KeyValuePair.Create(survey.Code, (Survey?)survey));

    private static IEnumerable<KeyValuePair<string, string?>> Provinces(Catalogue catalogue, Survey? survey) =>
        (survey is null ? catalogue.Surveys.Select(it => it.Geography) : [survey.Geography])
        .SelectMany(geography => geography.Provinces).Select(province => province.Code).Distinct().Order(StringComparer.Ordinal)
        .Select(code => KeyValuePair.Create(code, (string?)code));

    private static int Limit(IQueryCollection query, QueryErrors errors, int most, int usual) => errors.Read<int>(LimitParameter, Text(query, LimitParameter),
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null,
        $"Must be a whole number from 1 to {most}.") ?? usual;

    private static Guid? Id(string text) => ResponseId.TryParse(text, out var id) ? id : null;

    private static string? Text(IQueryCollection query, string parameter) => query.TryGetValue(parameter, out var values) ? values.ToString() : null;
}
