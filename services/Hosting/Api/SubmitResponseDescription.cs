using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace SipasSurvey.Intake;

/// <summary>Describes <c>POST /api/v1/responses</c> in the API description. The handler reads the body itself, so it is written here.</summary>
internal static class SubmitResponseDescription
{
    private const string Example = """
        {"id": "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b", "survey": "sipas-2024", "province": "10",
         "answers": {"P01": 5, "P02": 4, "S01": 4, "S16": 3}, "respondent": {"gender": "female", "age": "35-49"}, "cluster": "10.02.04"}
        """;

    public static RouteHandlerBuilder DescribeSubmitResponse(this RouteHandlerBuilder route)
    {
        foreach (var kind in Problems.All)
        {
            var body = kind == Problems.InvalidResponse ? typeof(HttpValidationProblemDetails) : typeof(ProblemDetails);
            route.WithMetadata(new ProducesResponseTypeMetadata(kind.Status, body, ["application/problem+json"]));
        }

        return route
            .WithName(nameof(SubmitResponse))
            .WithTags("Responses")
            .WithSummary("Sends one response")
            .WithDescription("Answered once the response is safe. Sending the same id again is harmless: it is counted once. 503 means that it is not known "
                + "whether the response is safe; send it again with the id in the answer, after as many seconds as Retry-After says. "
                + "A response that is not valid is refused as a whole, with all its faults at once.")
            .Produces<Acceptance>(StatusCodes.Status202Accepted)
            .AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
            {
                operation.Responses!["202"].Description = "The response is safe. Its state is found under Location.";
                foreach (var kind in Problems.All)
                {
                    operation.Responses[$"{kind.Status}"].Description = $"{kind.Title} ({kind.Type}).";
                }

                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Description = $"One response, at most {ResponseBody.MostBytes} bytes.",
                    Content = new Dictionary<string, OpenApiMediaType>
                    {
                        [ResponseBody.MediaType] = new()
                        {
                            Schema = await context.GetOrCreateSchemaAsync(typeof(SubmittedResponse), null, cancellationToken),
                            Example = JsonNode.Parse(Example),
                        },
                    },
                };
            });
    }
}
