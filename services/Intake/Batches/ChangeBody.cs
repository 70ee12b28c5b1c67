using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Intake.Batches;

/// <summary>The JSON of a change of a batch or a sheet.</summary>
internal static class ChangeBody
{
    // Who goes away breaks off the body, which reading notices by itself.
    private static readonly BodyLimit Limit = BodyLimit.Of(SubmitResponseDescription.MostBytes);

    /// <summary>Reads the body of a request as JSON, or says why that cannot be.</summary>
    public static Task<(JsonDocument? Document, ProblemHttpResult? Problem)> Read(HttpContext http) => JsonBody.ReadDocument(http.Request, Limit, CancellationToken.None);

    /// <summary>Reads the body of a request as an object of texts.</summary>
    public static Task<(JsonMembers? Body, ProblemHttpResult? Problem)> Read(HttpContext http, params string[] known) =>
        JsonMembers.Read(http.Request, Limit, known, CancellationToken.None);

    /// <summary>The reason, which is a fault when it is none.</summary>
    public static string Reason(this JsonMembers body)
    {
        if (!ChangeReason.TryRead(body.Text(ChangeReason.Field), out var reason) && body.IsObject)
        {
            body.Faults.TryAdd(ChangeReason.Field, [ChangeReason.Right]);
        }

        return reason ?? "";
    }

    /// <summary>422.</summary>
    public static ProblemHttpResult Refuse(SortedDictionary<string, string[]> faults) =>
        BatchProblems.InvalidChange.Because("Nothing was changed. Each path in errors says what would be right there.", faults);
}
