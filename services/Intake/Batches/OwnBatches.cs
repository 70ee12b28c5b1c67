using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Intake.Batches;

/// <summary>The batches that somebody may change: those of their provinces and, when they belong to one, of their team.</summary>
internal sealed class OwnBatches(BatchRegistry registry, Catalogue catalogue)
{
    /// <summary>The batch with the id in a path. One of others is as unknown as one that there is not, but the attempt is in the trail.</summary>
    /// <exception cref="Staff.Store.StaffStoreException">The register cannot be read.</exception>
    public async Task<RegisteredBatch?> Find(HttpContext http, string id)
    {
        if (!ResponseId.TryParse(id, out var batchId) || await registry.Find(batchId, http.RequestAborted) is not { } batch
            || catalogue.FindSurvey(batch.Opening.Survey) is not { } survey)
        {
            return null;
        }

        var member = http.Staff()!;
        if (member.Provinces.Covers(survey.Geography, batch.Opening.Province) && member.MayTouch(batch.Opening.Team))
        {
            return batch;
        }

        await http.RecordRefusal($"{http.Request.Method} {http.Request.Path}", "The batch is of another province or team.");
        return null;
    }

    /// <summary>404.</summary>
    public static ProblemHttpResult Unknown() =>
        BatchProblems.UnknownBatch.Because($"No batch with that id was sent from your provinces or team. GET {SendBatchDescription.Path} lists them.");

    /// <summary>What a batch is called in the trail.</summary>
    public static string NameOf(RegisteredBatch batch) => $"{batch.Opening.Survey}/{batch.Opening.Province}/{batch.Id}";
}
