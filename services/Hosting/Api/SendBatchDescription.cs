using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace SipasSurvey.Hosting.Api;

/// <summary>
/// Describes <c>POST /api/v1/batches</c> in the API description; here for the reason that <see cref="SubmitResponseDescription"/> gives.
/// </summary>
public static class SendBatchDescription
{
    /// <summary>Where batches are sent.</summary>
    public const string Path = "/api/v1/batches";

    /// <summary>What a body is.</summary>
    public const string MediaType = "multipart/form-data";

    /// <summary>Media type of a spreadsheet.</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    internal const string Tag = "Batches";

    /// <summary>Says beside the route what it takes and what it answers.</summary>
    public static RouteHandlerBuilder DescribeSendBatch(this RouteHandlerBuilder route) => route
        .WithName("SendBatch")
        .WithTags(Tag)
        .WithSummary("Sends a file of paper sheets")
        .WithDescription("Reads a CSV or XLSX file with one sheet a row, and answers what became of every row: good rows are taken, bad ones refused, each with its cell and what "
            + "would be right. The answer comes once all accepted rows are safe. Sending the same file again is harmless: every sheet is counted once, whatever file it comes in and "
            + "however often. After 503 the batch may be incomplete: send the same file again with the id in the answer. Checked in the order 401, 403, 415, 413, 400, 422, 409; what "
            + "is wrong with single rows is no problem but stands in the report. Who sends is in the trail before anything is sent.")
        .Produces<BatchReport>()
        .WithMetadata(new AlternativeFiles("text/csv", Xlsx))
        .ProducesProblems(BatchProblems.OfSending)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses!["200"].Description = "What became of every row; with report=file the same file with its bad cells marked, and the numbers in the headers Sipas-Batch, "
                + "Sipas-Rows, Sipas-Accepted, Sipas-Rejected, Sipas-Invalid and Sipas-Published.";
            operation.Parameters =
            [
                Flag("dryRun", "Only check: the same report, and nothing is sent on."),
                Flag("allOrNothing", "Send nothing on if any row is refused."),
                Flag("acceptConflicts", "For supervisors: take the batch also when more than a fifth of its sheets are in another batch with other answers."),
                new OpenApiParameter
                {
                    Name = "report", In = ParameterLocation.Query, Description = "How to answer: json, or the marked file.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["json", "file"], Default = "json" },
                },
                new OpenApiParameter
                {
                    Name = "Accept-Language", In = ParameterLocation.Header, Description = "Language of the messages: vi or en.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Default = "vi" },
                },
            ];
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "A form with the fields in any order. The file may have 64 MB unless the setting Batches__LargestFile says otherwise.",
                Content = new Dictionary<string, OpenApiMediaType> { [MediaType] = new() { Schema = Form() } },
            };
            return Task.CompletedTask;
        });

    private static OpenApiSchema Form() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "file", "survey", "province" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The CSV or XLSX file." },
            ["survey"] = Text("Survey code, e.g. sipas-2024.", null),
            ["province"] = Text("Two-digit province code in the survey's geography.", null),
            ["team"] = Text("Survey team: 1 to 32 letters, digits, dots, hyphens or underscores. Needed for serials that were not printed by this service; by default that of the key.", null),
            ["id"] = Text("UUID of version 4 or 7 under which the batch can be sent again. Made by the service when left out.", "uuid"),
        },
    };

    private static OpenApiSchema Text(string description, string? format) => new() { Type = JsonSchemaType.String, Description = description, Format = format };

    private static OpenApiParameter Flag(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) },
    };
}
