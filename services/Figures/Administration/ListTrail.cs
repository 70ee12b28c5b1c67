using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Administration;

/// <summary>The audit trail, as JSON in parts or as CSV as a whole.</summary>
public static class ListTrail
{
    internal const string Path = "/api/v1/trail";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Handle)
        .WithName(nameof(ListTrail)).WithTags(AdministrationModule.Tag)
        .RequireAuthorization(StaffPolicies.ReadTrail)
        .WithMetadata(
            new AllowedValues(TrailRequest.ActionParameter, _ => AuditActions.All),
            new AllowedValues(TrailRequest.OutcomeParameter, _ => TrailRequest.Outcomes.Select(it => it.Key)),
            new AllowedValues(TrailRequest.FormatParameter, _ => TrailRequest.Formats.Select(it => it.Key), "json"),
            new AlternativeFiles(TrailCsv.ContentType))
        .Audited(Describe)
        .ProducesProblems(Problems.InvalidQuery, AccessProblems.StaffStoreAway)
        // The whole trail may take longer to send than other answers may.
        .DisableRequestTimeout();

    /// <summary>What staff did, the newest first</summary>
    /// <remarks>
    /// Each entry holds the hash of the one before. An entry's own hash is SHA-256 over UTF-8 of these texts, each ended by a line feed: previous, sequence, at,
    /// actorId, actor, role, action, target, outcome, address, detail. As CSV everything that fits is sent; there, take away one apostrophe
    /// where a field begins with one. A file that breaks off is not whole. Reading and exporting are in the trail too.
    /// </remarks>
    /// <param name="from">Earliest time.</param>
    /// <param name="to">Time before which.</param>
    /// <param name="actor">Name of an actor, whole.</param>
    /// <param name="action">What was done.</param>
    /// <param name="outcome">Whether it was done or refused.</param>
    /// <param name="before">Only entries with a lower sequence.</param>
    /// <param name="limit">How many entries, 1 to 1000. By default 100.</param>
    /// <param name="format">Form of the answer. By default json.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="trail">The trail.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The entries.</response>
#pragma warning disable IDE0060 // The parameters are named for the description of the API; they are read together, so that every fault is told.
    public static async Task<Results<Results<Ok<TrailPart>, PushStreamHttpResult>, ProblemHttpResult>> Handle(
        string? from, string? to, string? actor, string? action, string? outcome, string? before, string? limit, string? format,
        HttpContext context, AuditTrail trail, TimeProvider clock, CancellationToken cancellationToken)
#pragma warning restore IDE0060
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (!TrailRequest.TryRead(context.Request.Query, out var request, out var problem))
        {
            return problem;
        }

        if (request.Format == TrailFormat.Json)
        {
            return (Results<Ok<TrailPart>, PushStreamHttpResult>)TypedResults.Ok(await TrailPart.Read(trail, request.Query, request.Limit, cancellationToken));
        }

        // Tried before the answer begins: afterwards a store that is away could only break it off.
        await foreach (var _ in trail.Read(request.Query, cancellationToken))
        {
            break;
        }

        var name = $"trail-{clock.GetUtcNow().ToOffset(VietnamTime.Offset).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}.csv";
        return (Results<Ok<TrailPart>, PushStreamHttpResult>)TypedResults.Stream(
            stream => TrailCsv.Write(stream, trail.Read(request.Query, context.RequestAborted), context.RequestAborted), $"{TrailCsv.ContentType}; charset=utf-8", name);
    }

    private static (string Action, string Target) Describe(HttpContext context) =>
        (context.Request.Query[TrailRequest.FormatParameter] == "csv" ? AuditActions.ExportTrail : AuditActions.ReadTrail, context.Request.QueryString.Value ?? "");
}

/// <summary>A part of the trail.</summary>
/// <param name="Entries">Entries, the newest first.</param>
/// <param name="Next">Where the entries before these are; null when there are none.</param>
public sealed record TrailPart(IReadOnlyList<TrailEntry> Entries, string? Next)
{
    internal static async Task<TrailPart> Read(AuditTrail trail, AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        var (entries, more) = await Take(trail, query, limit, cancellationToken);
        return new TrailPart([.. entries.Select(TrailEntry.Of)],
            more ? ListTrail.Path + TrailRequest.Going(query, entries[^1].Sequence, limit, TrailFormat.Json) : null);
    }

    /// <summary>The newest entries that fit, at most so many, and whether there are more.</summary>
    internal static async Task<(IReadOnlyList<AuditEntry> Entries, bool More)> Take(AuditTrail trail, AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in trail.Read(query, cancellationToken))
        {
            if (entries.Count == limit)
            {
                return (entries, true);
            }

            entries.Add(entry);
        }

        return (entries, false);
    }
}

/// <summary>One entry of the trail.</summary>
/// <param name="Sequence">Its number; none is missing.</param>
/// <param name="At">When, in UTC to the microsecond, always with six digits.</param>
/// <param name="ActorId">Who, for good: the provider's subject, or <c>key:</c> and the id of a key; empty when nobody is known.</param>
/// <param name="Actor">Name of who; <c>-</c> when nobody is known.</param>
/// <param name="Role">Role in which it was done; empty without one.</param>
/// <param name="Action">What was done.</param>
/// <param name="Target">What it was done to; may be empty.</param>
/// <param name="Outcome">done or refused.</param>
/// <param name="Address">Network address that it came from.</param>
/// <param name="Detail">What else matters; may be empty.</param>
/// <param name="Previous">Hash of the entry before, 64 hexadecimal digits; zeros for the first.</param>
/// <param name="Hash">Hash of this entry.</param>
public sealed record TrailEntry(
    long Sequence, string At, string ActorId, string Actor, string Role, string Action, string Target, string Outcome, string Address, string Detail,
    string Previous, string Hash)
{
    internal static TrailEntry Of(AuditEntry entry) => new(entry.Sequence, AuditChain.Code(entry.At), entry.Record.ActorId, entry.Record.Actor, entry.Record.Role,
        entry.Record.Action, entry.Record.Target, AuditChain.Code(entry.Record.Outcome), entry.Record.Address, entry.Record.Detail,
        Convert.ToHexStringLower(entry.Previous), Convert.ToHexStringLower(entry.Hash));
}
