using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>What became of a response. Open to all: whoever has the id may know, and nothing of what it says is told.</summary>
public static class ShowResponseState
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/responses/{id}", Handle)
        .WithName(nameof(ShowResponseState)).WithTags("Responses")
        .AllowAnonymous()
        .ProducesProblems(Problems.UnknownResponse, Problems.InvalidQuery, Problems.DatabaseAway);

    /// <summary>What became of a response</summary>
    /// <remarks>Open to all who have the id. A response that was just accepted is found once it is stored, a moment later.</remarks>
    /// <param name="id">Response id: a UUID of 36 characters, in any case.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="store">The stored entries.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">Its state.</response>
    public static async Task<Results<Ok<StateOfResponse>, ProblemHttpResult>> Handle(
        string id, HttpContext context, IFigureStore store, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (!ResponseId.TryParse(id, out var known))
        {
            return Problems.UnknownResponse.Because("A response id is a UUID of 36 characters, like 01234567-89ab-4def-8123-456789abcdef.");
        }

        if (new QueryErrors(context.Request.Query).Any(out var problem))
        {
            return problem;
        }

        return await store.FindResponse(known, cancellationToken) is { } state
            ? TypedResults.Ok(StateOfResponse.Of(known, state))
            : Problems.UnknownResponse.Because("No response is stored under this id. One that was just accepted is stored a moment later.");
    }
}

/// <summary>What became of a response.</summary>
/// <param name="Id">Response id.</param>
/// <param name="State">The first of these states that one of its entries has.</param>
/// <param name="Conflict">Whether another entry with this id says something else than the counted one (trùng số, khác nội dung).</param>
/// <param name="CountedOn">Day in Asia/Ho_Chi_Minh on which the counted entry was received; null when none is counted.</param>
public sealed record StateOfResponse(
    Guid Id,
    [property: JsonConverter(typeof(CamelCaseEnum<ResponseOutcome>))] ResponseOutcome State,
    bool Conflict,
    DateOnly? CountedOn)
{
    internal static StateOfResponse Of(Guid id, ResponseState state) => new(
        id,
        state.State switch
        {
            EntryState.Counted => ResponseOutcome.Counted,
            EntryState.Rejected => ResponseOutcome.Rejected,
            EntryState.Withdrawn => ResponseOutcome.Withdrawn,
            _ => throw new InvalidOperationException($"{state.State} is the state of an entry beside the counted one, never of an id."),
        },
        state.Conflict,
        state.CountedReceivedAt is { } receivedAt ? VietnamTime.Day(receivedAt) : null);
}

/// <summary>State of a response id.</summary>
public enum ResponseOutcome
{
    /// <summary>Đã tính: it is in the figures.</summary>
    Counted,

    /// <summary>Không hợp lệ: it could not be counted.</summary>
    Rejected,

    /// <summary>Đã rút: its batch was withdrawn.</summary>
    Withdrawn,
}
