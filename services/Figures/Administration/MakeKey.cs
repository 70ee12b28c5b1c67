using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Administration;

/// <summary>Makes a key for scripts and shows it this once.</summary>
public static class MakeKey
{
    private static readonly string[] Known = [KeyDraft.NamePath, KeyDraft.RolePath, KeyDraft.ProvincesPath, KeyDraft.TeamPath, KeyDraft.ExpiresAtPath];

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapPost(ListKeys.Path, Handle)
        .WithName(nameof(MakeKey)).WithTags(AdministrationModule.Tag)
        .RequireAuthorization(StaffPolicies.ManageKeys)
        .TakesJson<NewKey>("""{"name": "Tổng hợp hằng đêm", "role": "ministryAnalyst", "provinces": ["*"], "team": null, "expiresAt": "2027-06-30T00:00:00+07:00"}""")
        .ProducesProblems([.. JsonBody.Problems, Problems.InvalidKey, AccessProblems.StaffStoreAway]);

    /// <summary>Makes a key for scripts</summary>
    /// <remarks>
    /// The answer holds the key this once; only its hash is kept. A request that breaks off may leave a key that nobody has: revoke it.
    /// Who makes which key is in the trail before the key is in force.
    /// </remarks>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The provinces that exist.</param>
    /// <param name="store">The keys.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="201">The key, which is shown this once.</response>
    public static async Task<Results<Created<MadeKey>, ProblemHttpResult>> Handle(
        HttpContext context, Catalogue catalogue, AccessKeyStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        var (body, problem) = await JsonMembers.Read(context.Request, AdministrationModule.BodyLimit, Known, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        // No list of provinces is an empty one; a team that is no text is no team that there could be.
        var draft = new KeyDraft(body.Text(KeyDraft.NamePath), body.Text(KeyDraft.RolePath),
            body.Has(KeyDraft.ProvincesPath) ? body.Texts(KeyDraft.ProvincesPath) : [],
            body.IsLeftOut(KeyDraft.TeamPath) ? null : body.Text(KeyDraft.TeamPath) ?? "", body.Moment(KeyDraft.ExpiresAtPath));
        var faults = body.FaultsWith(new KeyRules(catalogue, clock.GetUtcNow()).Validate(draft));
        if (faults.Count > 0)
        {
            return Problems.InvalidKey.Because("No key was made. Each path in errors says what would be right there.", faults);
        }

        var (key, secret) = await Make(context, store, draft.ToOrder(catalogue), cancellationToken);
        return TypedResults.Created((string?)null, new MadeKey(secret, ListedKey.Of(key, clock.GetUtcNow())));
    }

    /// <summary>Makes a key after that was written into the trail.</summary>
    internal static Task<(AccessKey Key, string Secret)> Make(HttpContext context, AccessKeyStore store, KeyOrder order, CancellationToken cancellationToken) =>
        store.Make(order, context.Staff()!.Name, key => context.Record(AuditActions.MakeKey, key.Id,
            $"{key.Name}; {key.Role}; {key.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}; {key.Team ?? "-"}; {string.Join(' ', key.Provinces.Texts)}"), cancellationToken);
}

/// <summary>A key for scripts as an administrator asks for it.</summary>
/// <param name="Name">What it is for: 1 to 80 characters.</param>
/// <param name="Role">Role that it gives: surveyTeam, supervisor, ministryAnalyst, ministryPublisher, administrator or auditor.</param>
/// <param name="Provinces">Provinces that it works for: <c>*</c> for all, or geography and code, like <c>vn34/15</c>. At least one for surveyTeam and supervisor.</param>
/// <param name="ExpiresAt">From when on it is refused: in the future, at most two years ahead, with its offset from UTC.</param>
/// <param name="Team">Survey team: 1 to 32 letters, digits, dots, hyphens or underscores; null without one.</param>
public sealed record NewKey(string Name, string Role, IReadOnlyList<string> Provinces, DateTimeOffset ExpiresAt, string? Team = null);

/// <summary>A key that was just made.</summary>
/// <param name="Key">The key, for the header <c>Authorization: Bearer</c>. It is shown this once.</param>
/// <param name="Made">What it is.</param>
public sealed record MadeKey(string Key, ListedKey Made);
