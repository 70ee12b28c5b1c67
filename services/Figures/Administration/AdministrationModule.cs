using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace SipasSurvey.Figures.Administration;

/// <summary>The routes with which administrators and auditors work.</summary>
internal static class AdministrationModule
{
    public const string Tag = "Administration";

    public static void MapAdministration(this IEndpointRouteBuilder routes)
    {
        ListKeys.Map(routes);
        MakeKey.Map(routes);
        RevokeKey.Map(routes);
        ListSchedule.Map(routes);
        ChangeSchedule.Map(routes);
        ListTrail.Map(routes);
        VerifyTrail.Map(routes);
    }

    /// <summary>Describes a body that the handler reads itself, because it names every fault of it.</summary>
    public static RouteHandlerBuilder TakesJson<T>(this RouteHandlerBuilder route, string example) =>
        route.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) => operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = $"One JSON object, at most {JsonBody.MostBytes} bytes.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new()
                {
                    Schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancellationToken),
                    Example = JsonNode.Parse(example),
                },
            },
        });
}
