using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.Figures.Administration;

/// <summary>The keys for scripts, without the keys themselves: they are kept nowhere.</summary>
public static class ListKeys
{
    internal const string Path = "/api/v1/keys";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Handle)
        .WithName(nameof(ListKeys)).WithTags(AdministrationModule.Tag)
        .RequireAuthorization(StaffPolicies.ManageKeys)
        .ProducesProblems(Problems.InvalidQuery, AccessProblems.StaffStoreAway);

    /// <summary>All keys for scripts</summary>
    /// <remarks>The newest first, also those that were revoked or have expired. A key itself was shown once, when it was made. The keys of the file of staff keys are not among them.</remarks>
    /// <param name="context">The request and its answer.</param>
    /// <param name="store">The keys.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The keys.</response>
    public static async Task<Results<Ok<KeyList>, ProblemHttpResult>> Handle(
        HttpContext context, AccessKeyStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (new QueryErrors(context.Request.Query).Any(out var problem))
        {
            return problem;
        }

        var keys = await store.List(cancellationToken);
        return TypedResults.Ok(new KeyList([.. keys.Select(key => ListedKey.Of(key, clock.GetUtcNow()))]));
    }
}

/// <summary>Keys for scripts.</summary>
/// <param name="Keys">The keys, the newest first.</param>
public sealed record KeyList(IReadOnlyList<ListedKey> Keys);

/// <summary>Whether a key opens anything.</summary>
public enum KeyState
{
    /// <summary>Còn hiệu lực: it opens what its role may.</summary>
    InForce,

    /// <summary>Hết hạn: its time is over.</summary>
    Expired,

    /// <summary>Đã thu hồi: somebody revoked it.</summary>
    Revoked,
}

/// <summary>A key for scripts (khóa cho chương trình), without the key itself.</summary>
/// <param name="Id">Its identifier; in the trail its bearer is <c>key:</c> and this.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">Role that it gives.</param>
/// <param name="Provinces">Provinces that it works for: <c>*</c> for all, or like <c>vn34/15</c>.</param>
/// <param name="Team">Survey team; null without one.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="MadeAt">When, in UTC.</param>
/// <param name="ExpiresAt">From when on it is refused, in UTC.</param>
/// <param name="RevokedAt">When it was revoked, in UTC; null while it is not.</param>
/// <param name="UsedAt">When it was last used, in UTC and within a minute; null when never.</param>
/// <param name="State">Whether it opens anything now.</param>
public sealed record ListedKey(
    string Id,
    string Name,
    string Role,
    IReadOnlyList<string> Provinces,
    string? Team,
    string MadeBy,
    DateTime MadeAt,
    DateTime ExpiresAt,
    DateTime? RevokedAt,
    DateTime? UsedAt,
    [property: JsonConverter(typeof(CamelCaseEnum<KeyState>))] KeyState State)
{
    internal static ListedKey Of(AccessKey key, DateTimeOffset now) => new(key.Id, key.Name, key.Role, key.Provinces.Texts, key.Team, key.MadeBy,
        key.MadeAt.UtcDateTime, key.ExpiresAt.UtcDateTime, key.RevokedAt?.UtcDateTime, key.UsedAt?.UtcDateTime, StateOf(key, now));

    internal static KeyState StateOf(AccessKey key, DateTimeOffset now) =>
        key.RevokedAt is not null ? KeyState.Revoked : key.IsInForce(now) ? KeyState.InForce : KeyState.Expired;
}
