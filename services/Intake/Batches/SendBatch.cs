using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Intake.Batches;

/// <summary>
/// <c>POST /api/v1/batches</c>: takes a file of paper sheets and answers what became of every row, once all good ones are safe. The schedule does not matter:
/// paper of a survey is typed for months after it.
/// </summary>
internal static class SendBatch
{
    private const string DryRun = "dryRun";
    private const string AllOrNothing = "allOrNothing";
    private const string AcceptConflicts = "acceptConflicts";
    private const string Report = "report";
    private const string AsJson = "json";
    private const string AsFile = "file";
    private const string True = "true";

    private static readonly string[] Parameters = [DryRun, AllOrNothing, AcceptConflicts, Report];
    private static readonly string[] Flags = [True, "false"];
    private static readonly string[] Forms = [AsJson, AsFile];

    public static void MapSendBatch(this IEndpointRouteBuilder routes) => routes.MapPost(SendBatchDescription.Path, Handle)
        .RequireAuthorization(StaffPolicies.SendBatches)
        .DescribeSendBatch()
        .TakesFile(routes);

    /// <summary>Lets a route have bodies as large as its settings say, for as long as they take.</summary>
    public static void TakesFile(this IEndpointConventionBuilder route, IEndpointRouteBuilder routes) => route
        .WithMetadata(new RequestSizeLimitAttribute(UploadForm.LargestBody(routes.ServiceProvider.GetRequiredService<IOptions<BatchesOptions>>().Value)))
        .DisableRequestTimeout();

    private static async Task<Results<Ok<BatchReport>, FileStreamHttpResult, ProblemHttpResult>> Handle(HttpContext http, Uploads uploads, IOptions<BatchesOptions> options)
    {
        // Known before the body, so it is not waited for.
        if (http.Request.Query[AcceptConflicts] == True && !http.May(StaffPolicies.AcceptConflicts))
        {
            await http.RecordRefusal($"POST {SendBatchDescription.Path}", "Conflicts may not be accepted beforehand.");
            return UploadProblems.Of(UploadRefusal.ConflictsNotYours);
        }

        var language = AnswerLanguage.Choose(http);
        return await Answer(http, uploads, options.Value, new UploadWay([], (_, faults) => Choose(http.Request.Query, faults), language));
    }

    /// <summary>Takes a file and answers a program.</summary>
    internal static async Task<Results<Ok<BatchReport>, FileStreamHttpResult, ProblemHttpResult>> Answer(
        HttpContext http, Uploads uploads, BatchesOptions options, UploadWay way)
    {
        var result = await uploads.Receive(http, way);
        if (UploadProblems.Of(result, http.Response, options, way.Language) is { } problem)
        {
            return problem;
        }

        var published = result.End == UploadEnd.Published;
        return result.Marked is { } marked
            ? UploadAnswers.File(http.Response, result.Order!, result.Report!, published, marked, way.Language)
            : TypedResults.Ok(UploadAnswers.Report(result.Order!, result.Report!, published, way.Language));
    }

    private static UploadChoices Choose(IQueryCollection query, SortedDictionary<string, string[]> faults)
    {
        foreach (var (name, values) in query)
        {
            if (!Parameters.Contains(name, StringComparer.Ordinal))
            {
                faults.TryAdd(JsonMembers.Printable(name), [$"is no query parameter; there are: {string.Join(", ", Parameters)}."]);
            }
            else if (values.Count > 1)
            {
                faults.TryAdd(name, ["is given more than once."]);
            }
            else if (!(name == Report ? Forms : Flags).Contains(values[0], StringComparer.Ordinal))
            {
                faults.TryAdd(name, [$"must be one of: {string.Join(", ", name == Report ? Forms : Flags)}; or be left out."]);
            }
        }

        return new UploadChoices(query[DryRun] == True, query[AllOrNothing] == True, query[AcceptConflicts] == True, query[Report] == AsFile);
    }
}
