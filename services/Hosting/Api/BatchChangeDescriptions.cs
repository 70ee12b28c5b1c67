using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace SipasSurvey.Hosting.Api;

/// <summary>
/// Describes the routes that withdraw a batch, correct a sheet and decide between its versions; here for the reason that
/// <see cref="SubmitResponseDescription"/> gives.
/// </summary>
public static class BatchChangeDescriptions
{
    /// <summary>Where a batch is withdrawn.</summary>
    public const string WithdrawalPath = $"{SendBatchDescription.Path}/{{id}}/withdrawal";

    /// <summary>Where a sheet of a batch is corrected.</summary>
    public const string SheetPath = $"{SendBatchDescription.Path}/{{id}}/sheets/{{serial}}";

    /// <summary>Where it is decided which version of a sheet counts.</summary>
    public const string DecisionPath = "/api/v1/conflicts/{id}/decision";

    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 500;

    private const string Again = "After 503 it is not known whether the change is safe: send it again, which is harmless. Who changes what, and why, is in the trail before it takes effect.";
    private const string BatchId = "Batch id.";

    /// <summary>Says beside the route what it takes and what it answers.</summary>
    public static RouteHandlerBuilder DescribeWithdrawBatch(this RouteHandlerBuilder route) => route
        .WithName("WithdrawBatch").WithTags(SendBatchDescription.Tag)
        .WithSummary("Withdraws a batch")
        .WithDescription($"Every sheet of the batch leaves every figure, those that are still on their way too; where another batch holds the same sheet, that one counts from then on. "
            + $"A batch that is withdrawn stays so, and keeps its first reason. One that was withdrawn here is sent on by itself until it is safe, also after 503. {Again}")
        .Produces<AcceptedChange>(StatusCodes.Status202Accepted)
        .ProducesProblems(BatchProblems.OfChanging)
        .Takes<Withdrawal>("""{"reason": "Gửi nhầm tệp của xã khác"}""", "The withdrawal is safe.", Id(BatchId));

    /// <summary>Says beside the route what it takes and what it answers.</summary>
    public static RouteHandlerBuilder DescribeCorrectSheet(this RouteHandlerBuilder route) => route
        .WithName("CorrectSheet").WithTags(SendBatchDescription.Tag)
        .WithSummary("Corrects a sheet of a batch")
        .WithDescription("The sheet is stored once more as it should have been, and counts instead of what was sent before. Only a sheet that "
            + "the batch holds can be corrected, and it needs as many answers as a valid form. "
            + $"The correction belongs to the batch and ends with it. {Again}")
        .Produces<Acceptance>(StatusCodes.Status202Accepted)
        .ProducesProblems([.. BatchProblems.OfChanging, BatchProblems.Withdrawn])
        .Takes<CorrectedSheet>("""{"answers": {"P01": 5, "P02": 4, "S16": 3}, "respondent": {"gender": "female"}, "cluster": null, "reason": "Gõ nhầm P02"}""",
            "The correction is safe.", Id(BatchId), new OpenApiParameter
            {
                Name = "serial",
                In = ParameterLocation.Path,
                Required = true,
                Description = "Serial of the sheet as in the file; a slash in it is written %2F.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });

    /// <summary>Says beside the route what it takes and what it answers.</summary>
    public static RouteHandlerBuilder DescribeDecideConflict(this RouteHandlerBuilder route) => route
        .WithName("DecideConflict").WithTags("Conflicts")
        .WithSummary("Decides which version of a sheet counts")
        .WithDescription($"The version that is named counts from then on, as long as a batch that is not withdrawn holds it; of several decisions the latest. {Again}")
        .Produces<AcceptedChange>(StatusCodes.Status202Accepted)
        .ProducesProblems([BatchProblems.UnknownSheet, BatchProblems.OutOfScope, .. BatchProblems.OfChanging.Where(kind => kind != BatchProblems.UnknownBatch)])
        .Takes<ConflictDecision>("""{"entry": "AQpzaXBhcy0yMDI0AjEwAA", "reason": "Đã xem lại phiếu giấy"}""", "The decision is safe.", Id("Response id of the sheet."));

    private static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, string example, string accepted, params OpenApiParameter[] parameters) =>
        route.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            operation.Responses!["202"].Description = accepted;
            operation.Parameters = [.. parameters];
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = $"One JSON object, at most {SubmitResponseDescription.MostBytes} bytes.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [SubmitResponseDescription.MediaType] = new()
                    {
                        Schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancellationToken),
                        Example = JsonNode.Parse(example),
                    },
                },
            };
        });

    private static OpenApiParameter Id(string description) => new()
    {
        Name = "id",
        In = ParameterLocation.Path,
        Required = true,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
    };
}
