using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Pages.Inviting;
using SipasSurvey.Figures.Query;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>What the page of queries shows.</summary>
/// <param name="Choices">What is chosen as on every page.</param>
/// <param name="Snapshot">What the figures are computed from; null while nothing was counted.</param>
/// <param name="Query">The query of what is chosen, as JSON.</param>
/// <param name="Origin">Scheme and host that programs ask.</param>
public sealed record QueriesView(FigureChoices Choices, SurveySnapshot? Snapshot, ValueQuery Query, string Origin)
{
    /// <summary>The channels that the rows are of: those of the query; all where these divide the rows.</summary>
    public ChannelChoice Counted => Query.Channel ?? ChannelChoice.All;

    /// <summary>The whole address of the query in a format.</summary>
    public string AddressOf(ValueFormat format) => Origin + (Query with { Format = format }).Address;

    /// <summary>What is chosen beside the choices of all pages, as the part of an address that comes behind them, from <c>&amp;</c> on.</summary>
    /// <param name="withUnits">Whether units are in it: their codes are of these provinces alone.</param>
    public string Filters(bool withUnits) => string.Concat(Query.Address.Split('?', '&').Skip(1)
        .Where(part => part.Split('=')[0] is var name && ShowQueries.Filters.Contains(name) && (withUnits || name != ValueParameters.ProvinceParameter))
        .Select(part => $"&{part}"));
}

/// <summary>How to get the figures that a page shows into Excel, R and Python. Other pages lead here with what they show: units, indicators, division.</summary>
internal static class ShowQueries
{
    /// <summary>Parameters beside those of every page, as in the API; a list may also be given as one parameter for each member, as forms do.</summary>
    public static readonly IReadOnlyList<string> Filters = [ValueParameters.ProvinceParameter, ValueParameters.IndicatorParameter, ValueParameters.ByParameter];

    public static void MapQueries(this IEndpointRouteBuilder routes) =>
        routes.MapGet(DashboardPaths.Queries("{survey}"), Show).RequireAuthorization(StaffPolicies.ReadFigures)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context)));

    private static async Task<IResult> Show(string survey, HttpContext context, Catalogue catalogue, SurveySnapshots snapshots, CancellationToken cancellationToken)
    {
        if (!FigureChoices.TryRead(context, catalogue, survey, out var choices, out var refusal, Filters))
        {
            return refusal;
        }

        var query = context.Request.Query;
        var (units, indicators, divisions) = (ValueQuery.UnitsOf(choices.Geography), choices.Survey.Questionnaire.Indicators, ValueDivision.Of(choices.Survey).ToList());
        if (!TryMembers(context, ValueParameters.ProvinceParameter, [.. units.Select(unit => unit.Key)], out var chosenUnits, out refusal)
            || !TryMembers(context, ValueParameters.IndicatorParameter, [.. indicators.Select(it => it.Code)], out var chosenIndicators, out refusal))
        {
            return refusal;
        }

        var given = query[ValueParameters.ByParameter].ToString();
        var by = divisions.FirstOrDefault(it => it.Code == given);
        if (by is null && given.Length > 0)
        {
            return QueryFault.NotOneOf(context, ValueParameters.ByParameter, divisions.Select(it => it.Code));
        }

        var values = new ValueQuery(choices.Survey, choices.Geography,
            by is null ? choices.Channel : by.Dimension is null ? null : ChannelChoice.Official,
            [.. units.Where(unit => chosenUnits?.Contains(unit.Key) != false).Select(unit => unit.Value)],
            [.. indicators.Where(it => chosenIndicators?.Contains(it.Code) != false)],
            by, choices.Rule, ValueFormat.Json);
        return new RazorComponentResult<QueriesPage>(new
        {
            View = new QueriesView(choices, await snapshots.Find(choices.Survey, cancellationToken), values, InvitationAddress.Origin(context) + context.Request.PathBase),
        });
    }

    // As the API reads them, so that the page leads to no query that is refused; null when nothing is chosen, and so all.
    private static bool TryMembers(HttpContext context, string parameter, IReadOnlyCollection<string> members, out IReadOnlySet<string>? chosen, [NotNullWhen(false)] out IResult? refusal)
    {
        var errors = new QueryErrors(QueryCollection.Empty);
        chosen = errors.ChooseSome(parameter, context.Request.Query.TryGetValue(parameter, out var given) ? string.Join(',', given.AsEnumerable()) : null, members);
        var list = string.Join(", ", members);
        refusal = errors.IsWrong(parameter)
            ? QueryFault.Say(context, new LocalizedText($"Tham số {parameter} chỉ nhận các giá trị sau, mỗi giá trị một lần: {list}.", $"The parameter {parameter} takes these values, each once: {list}."))
            : null;
        return refusal is null;
    }
}
