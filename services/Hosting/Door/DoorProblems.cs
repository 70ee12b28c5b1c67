using Microsoft.AspNetCore.Http;

namespace SipasSurvey.Hosting.Door;

/// <summary>What the door answers on any route, before the route itself is asked.</summary>
public static class DoorProblems
{
    /// <summary>One address sent too many requests, too many wrong keys, or too many passwords.</summary>
    public static readonly ProblemKind TooMany = new("/problems/too-many-requests", StatusCodes.Status429TooManyRequests, "Too many requests from this address");

    /// <summary>A page was asked for under another host name than the public one.</summary>
    public static readonly ProblemKind OtherName = new("/problems/other-name", StatusCodes.Status421MisdirectedRequest, "This is not the public address");

    /// <summary>The answer would have taken too long.</summary>
    public static readonly ProblemKind TookTooLong = new("/problems/took-too-long", StatusCodes.Status504GatewayTimeout, "The answer took too long");

    /// <summary>What to do about <see cref="TooMany"/>.</summary>
    public const string TooManyDetail = "Send it again after as many seconds as Retry-After says.";

    private static readonly (ProblemKind Kind, string Detail)[] All =
    [
        (TooMany, TooManyDetail),
        (OtherName, "Ask for the page under the public address of this service."),
        (TookTooLong, "Ask for less at once, or try again later."),
    ];

    /// <summary>Words a status that was set without a body.</summary>
    internal static void Word(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem.Detail is null && Array.Find(All, it => it.Kind.Status == problem.Status) is ({ } kind, { } detail))
        {
            (problem.Type, problem.Title, problem.Detail) = (kind.Type, kind.Title, detail);
        }
    }
}
