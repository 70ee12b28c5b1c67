using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Intake.Batches;

/// <summary>
/// <c>POST /api/v1/batches/{id}/withdrawal</c>: takes a batch out of every figure, also while its packs are still queued. Nothing is added to it from then on.
/// </summary>
internal sealed class WithdrawBatch(BatchRegistry registry, WithdrawalSending sending, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(BatchChangeDescriptions.WithdrawalPath, Handle)
        .RequireAuthorization(StaffPolicies.SendBatches).DescribeWithdrawBatch();

    /// <summary>
    /// Withdraws a batch after that was written into the trail; whether it is known to be safe. The first withdrawal of a batch stands, and once it
    /// is in the register it is sent until it is safe.
    /// </summary>
    /// <exception cref="Staff.Store.StaffStoreException">Trail or register cannot be written.</exception>
    public async Task<bool> Withdraw(HttpContext http, RegisteredBatch batch, string reason)
    {
        await http.Record(AuditActions.WithdrawBatch, OwnBatches.NameOf(batch), reason);

        // From here on to the end, whoever waits: what the register says withdrawn, nobody could send again as live.
        _ = await registry.Withdraw(batch.Id, new BatchWithdrawal(clock.GetUtcNow(), http.Staff()!.Name, reason), isSent: false, CancellationToken.None);
        return await sending.Send((await registry.Find(batch.Id, CancellationToken.None))!, CancellationToken.None);
    }

    private static async Task<Results<Accepted<AcceptedChange>, ProblemHttpResult>> Handle(string id, HttpContext http, OwnBatches batches, WithdrawBatch withdrawing)
    {
        if (await batches.Find(http, id) is not { } batch)
        {
            return OwnBatches.Unknown();
        }

        var (body, problem) = await ChangeBody.Read(http, ChangeReason.Field);
        if (body is null)
        {
            return problem!;
        }

        var reason = body.Reason();
        return body.Faults.Count > 0 ? ChangeBody.Refuse(body.Faults)
            : await withdrawing.Withdraw(http, batch, reason) ? TypedResults.Accepted((string?)null, new AcceptedChange(batch.Id))
            : ChangeSending.NotSafe(http.Response);
    }
}
