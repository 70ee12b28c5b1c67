using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Intake.Batches;

/// <summary>
/// <c>POST /api/v1/conflicts/{id}/decision</c>: says which version of a sheet counts. The version comes as its content, so that no survey data is read here;
/// one that nobody sent changes nothing, by the counting rule.
/// </summary>
internal sealed class DecideConflict(Catalogue catalogue, ChangeSending sending, TimeProvider clock)
{
    public const string EntryField = "entry";

    // Three times what a full form with the longest codes has.
    private const int LongestEntry = 1_024;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(BatchChangeDescriptions.DecisionPath, Handle)
        .RequireAuthorization(StaffPolicies.SendBatches).DescribeDecideConflict();

    /// <summary>Reads a version of a sheet; false when it is none of a province that there is.</summary>
    public bool TryRead(string? entry, [NotNullWhen(true)] out Content? content)
    {
        content = null;
        return entry is { Length: > 0 and <= LongestEntry } && Base64Url.IsValid(entry) && Content.TryRead(Base64Url.DecodeFromChars(entry), out content)
            && catalogue.FindSurvey(content.Survey)?.Geography.Find(content.Province) is not null;
    }

    /// <summary>Whether the province of a version is in the scope of the one who asks; if not, the attempt is in the trail.</summary>
    public async Task<bool> MayDecide(HttpContext http, Content content)
    {
        if (http.Staff()!.Provinces.Covers(catalogue.FindSurvey(content.Survey)!.Geography, content.Province))
        {
            return true;
        }

        await http.RecordRefusal($"{http.Request.Method} {http.Request.Path} {content.Survey}/{content.Province}", "The province is another one.");
        return false;
    }

    /// <summary>Decides after that was written into the trail, which never holds the version; whether it is known to be safe.</summary>
    /// <exception cref="Staff.Store.StaffStoreException">The trail cannot be written.</exception>
    public async Task<bool> Decide(HttpContext http, Guid sheet, Content content, string reason)
    {
        await http.Record(AuditActions.DecideConflict, $"{content.Survey}/{content.Province}/{sheet}", reason);
        return await sending.Send(new ContentDecided(new Decision(sheet, content.ToBytes(), UnixMicroseconds.From(clock.GetUtcNow()), http.Staff()!.Name, reason)));
    }

    private static async Task<Results<Accepted<AcceptedChange>, ProblemHttpResult>> Handle(string id, HttpContext http, DecideConflict deciding)
    {
        if (!ResponseId.TryParse(id, out var sheet))
        {
            return BatchProblems.UnknownSheet.Because("The path names no response: its id is a UUID in its 36-character form. GET /api/v1/conflicts lists them.");
        }

        var (body, problem) = await ChangeBody.Read(http, EntryField, ChangeReason.Field);
        if (body is null)
        {
            return problem!;
        }

        var reason = body.Reason();
        if (!deciding.TryRead(body.Text(EntryField), out var content) && body.IsObject)
        {
            body.Faults.TryAdd(EntryField, ["must be a version of a sheet as GET /api/v1/conflicts gives it in entry: canonical content in base64url, of a survey and province that there are."]);
        }

        return body.Faults.Count > 0 ? ChangeBody.Refuse(body.Faults)
            : !await deciding.MayDecide(http, content!) ? BatchProblems.OutOfScope.Because("Nothing was changed. Who asks does not work for that province.")
            : await deciding.Decide(http, sheet, content!, reason) ? TypedResults.Accepted((string?)null, new AcceptedChange(sheet))
            : ChangeSending.NotSafe(http.Response);
    }
}
