using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SipasSurvey.Contracts;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Intake.Batches;

/// <summary>Sends the few records of a change; somebody waits for it, as citizens do for their response.</summary>
internal sealed class ChangeSending(PackSender sender, IOptions<PackSenderOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether the records are safe, in their order. Whoever waits may go away meanwhile: a change that stands in the trail and in the register is sent all the same.
    /// </summary>
    public Task<bool> Send(params IReadOnlyList<PackRecord> records) => Send(records, CancellationToken.None);

    /// <summary>Whether the records are safe, in their order; false also when it was cancelled before that was known.</summary>
    public async Task<bool> Send(IReadOnlyList<PackRecord> records, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Value.Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await sender.SendAll(records, either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>503.</summary>
    public static ProblemHttpResult NotSafe(HttpResponse response) => BatchProblems.ChangeNotSafe.Because(
        "It may have been stored or not. Send it again: that is harmless.", response, RetryAfter);
}
