using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Intake;

/// <summary>Answers that need more than the detail of their kind (<see cref="SubmitResponseProblems"/>).</summary>
internal static class Problems
{
    // Long enough for a broker to elect a new leader, short enough for a person who is watching the form.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    // Somebody has to give the server its secret first.
    private static readonly TimeSpan InvitationsRetryAfter = TimeSpan.FromMinutes(5);

    public static ProblemHttpResult OfInvalidResponse(IDictionary<string, string[]> errors, bool more) => SubmitResponseProblems.InvalidResponse.Because(
        "Nothing was stored. Each path in errors says what would be right there." + (more ? $" There may be more than these {JsonMembers.MostFaults}." : ""), errors);

    public static ProblemHttpResult OfTooManyRequests(HttpResponse response, int seconds) =>
        DoorProblems.TooMany.Because(DoorProblems.TooManyDetail, response, TimeSpan.FromSeconds(seconds));

    public static ProblemHttpResult OfTooMany(HttpResponse response, int seconds) => DoorProblems.TooMany.Because(
        "Nothing is lost, and nothing was stored: keep the response, and send it again with the same id after as many seconds as Retry-After says.",
        response, TimeSpan.FromSeconds(seconds));

    public static ProblemHttpResult OfInvitationsAway(HttpResponse response) => SubmitResponseProblems.InvitationsAway.Because(
        "Nothing was stored: this server takes no invitations at present. Keep the response, and send it again with the same id later, or without its invitation.",
        response, InvitationsRetryAfter);

    public static ProblemHttpResult OfUnsafe(HttpResponse response, Guid id)
    {
        var problem = SubmitResponseProblems.NotKnownToBeSafe.Because("It may have been stored or not. Send it again with the id given here: "
            + "that is harmless, as it is counted once however often it arrives.", response, RetryAfter);
        problem.ProblemDetails.Extensions["id"] = id;
        return problem;
    }
}
