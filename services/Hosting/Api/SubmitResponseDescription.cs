using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace SipasSurvey.Hosting.Api;

/// <summary>
/// Describes <c>POST /api/v1/responses</c> in the API description. It is written here rather than beside the handler, which reads the body
/// itself, because two hosts describe the route: Intake, which serves it, and Figures, which describes the whole public origin.
/// </summary>
public static class SubmitResponseDescription
{
    /// <summary>Where responses are sent.</summary>
    public const string Path = "/api/v1/responses";

    /// <summary>What a body is.</summary>
    public const string MediaType = "application/json";

    /// <summary>How large a body may be. A full response has about 700 bytes.</summary>
    public const int MostBytes = 64 * 1024;

    private const string Example = """
        {"id": "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b", "survey": "sipas-2024", "province": "10",
         "answers": {"P01": 5, "P02": 4, "S01": 4, "S16": 3}, "respondent": {"gender": "female", "age": "35-49"}, "cluster": "10.02.04"}
        """;

    /// <summary>Says beside the route what it takes and what it answers.</summary>
    public static RouteHandlerBuilder DescribeSubmitResponse(this RouteHandlerBuilder route) => route
        .WithName("SubmitResponse")
        .WithTags("Responses")
        .WithSummary("Sends one response")
        .WithDescription("Answered once the response is safe. Sending the same id again is harmless: it is counted once. 503 means that it is not known "
            + "whether the response is safe, or that its invitation cannot be checked now; send it again with the same id, after as many seconds as Retry-After says. "
            + "A response that is not valid is refused as a whole, with all its faults at once.")
        .Produces<Acceptance>(StatusCodes.Status202Accepted)
        .ProducesProblems(SubmitResponseProblems.All)
        .AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            operation.Responses!["202"].Description = "The response is safe. Its state is found under Location.";
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = $"One response, at most {MostBytes} bytes.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [MediaType] = new()
                    {
                        Schema = await context.GetOrCreateSchemaAsync(typeof(SubmittedResponse), null, cancellationToken),
                        Example = JsonNode.Parse(Example),
                    },
                },
            };
        });
}
