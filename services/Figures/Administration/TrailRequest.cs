using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Administration;

/// <summary>In which form the trail is sent.</summary>
internal enum TrailFormat
{
    Json,
    Csv,
}

/// <summary>Which entries of the trail are asked for, after the query was found to be right.</summary>
internal sealed record TrailRequest(AuditQuery Query, int Limit, TrailFormat Format)
{
    public const string FromParameter = "from";
    public const string ToParameter = "to";
    public const string ActorParameter = "actor";
    public const string ActionParameter = "action";
    public const string OutcomeParameter = "outcome";
    public const string BeforeParameter = "before";
    public const string LimitParameter = "limit";
    public const string FormatParameter = "format";

    public const int MostEntries = 1000;
    public const int UsualEntries = 100;

    private const string Moment = "Must be a moment in whole seconds, such as 2026-11-01T00:00:00Z; with an offset, + is written %2B.";

    public static readonly IReadOnlyList<KeyValuePair<string, AuditOutcome?>> Outcomes =
        [.. Enum.GetValues<AuditOutcome>().Select(outcome => KeyValuePair.Create(AuditChain.Code(outcome), (AuditOutcome?)outcome))];

    public static readonly IReadOnlyList<KeyValuePair<string, TrailFormat>> Formats = [new("json", TrailFormat.Json), new("csv", TrailFormat.Csv)];

    public static readonly IReadOnlyList<KeyValuePair<string, string?>> Actions = [.. AuditActions.All.Select(action => KeyValuePair.Create(action, (string?)action))];

    public static bool TryRead(IQueryCollection query, [NotNullWhen(true)] out TrailRequest? request, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var errors = new QueryErrors(query, FromParameter, ToParameter, ActorParameter, ActionParameter, OutcomeParameter, BeforeParameter, LimitParameter, FormatParameter);
        var format = errors.Choose(FormatParameter, Text(FormatParameter), Formats, TrailFormat.Json);
        if (format == TrailFormat.Csv && Text(LimitParameter) is not null)
        {
            errors.Fail(LimitParameter, "Allowed with json only: as csv everything that fits is sent.");
        }

        request = new TrailRequest(
            new AuditQuery(
                errors.Read<DateTimeOffset>(FromParameter, Text(FromParameter), JsonMembers.MomentOf, Moment),
                errors.Read<DateTimeOffset>(ToParameter, Text(ToParameter), JsonMembers.MomentOf, Moment),
                ActorOf(Text(ActorParameter), errors),
                errors.Choose(ActionParameter, Text(ActionParameter), Actions, null),
                errors.Choose(OutcomeParameter, Text(OutcomeParameter), Outcomes, null),
                errors.Read<long>(BeforeParameter, Text(BeforeParameter), text => Number(text, long.MaxValue), "Must be the sequence of an entry, a whole number from 1.")),
            (int)(errors.Read<long>(LimitParameter, Text(LimitParameter), text => Number(text, MostEntries), $"Must be a whole number from 1 to {MostEntries}.") ?? UsualEntries),
            format);
        return !errors.Any(out problem);

        string? Text(string parameter) => query.TryGetValue(parameter, out var values) ? values.ToString() : null;
    }

    /// <summary>The query of the same question with other entries: those before one, or as a file.</summary>
    public static QueryString Going(AuditQuery query, long? before, int? limit, TrailFormat format)
    {
        var parts = new (string Name, string? Value)[]
        {
            (FromParameter, Text(query.From)), (ToParameter, Text(query.To)), (ActorParameter, query.Actor), (ActionParameter, query.Action),
            (OutcomeParameter, query.Outcome is { } outcome ? AuditChain.Code(outcome) : null),
            (BeforeParameter, before?.ToString(CultureInfo.InvariantCulture)), (LimitParameter, limit?.ToString(CultureInfo.InvariantCulture)),
            (FormatParameter, format == TrailFormat.Csv ? "csv" : null),
        };
        return QueryString.Create(parts.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Name, part.Value)));

        static string? Text(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    private static string? ActorOf(string? text, QueryErrors errors)
    {
        if (text is { Length: 0 or > AuditChain.LongestField })
        {
            errors.Fail(ActorParameter, $"Must be the whole name of an actor, 1 to {AuditChain.LongestField} characters.");
        }

        return text;
    }

    private static long? Number(string text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
