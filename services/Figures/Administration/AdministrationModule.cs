using System.Text.Json.Nodes;
using FluentValidation.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Figures.Administration;

/// <summary>The routes with which administrators and auditors work.</summary>
internal static class AdministrationModule
{
    public const string Tag = "Administration";

    /// <summary>The largest body that makes sense, a key for all provinces by name, has about 1,500 bytes.</summary>
    public static readonly BodyLimit BodyLimit = BodyLimit.Of(16 * 1024);

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

    /// <summary>Every fault by its path: what is wrong with the names of the properties, and what the rules found.</summary>
    public static SortedDictionary<string, string[]> FaultsWith(this JsonMembers body, ValidationResult found)
    {
        JsonMembers.Add(body.Faults, found.Errors.Where(_ => body.IsObject).Select(fault => (fault.PropertyName, fault.ErrorMessage)));
        return body.Faults;
    }

    /// <summary>Describes a body that the handler reads itself, because it names every fault of it.</summary>
    public static RouteHandlerBuilder TakesJson<T>(this RouteHandlerBuilder route, string example) =>
        route.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) => operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = $"One JSON object, at most {BodyLimit.MostBytes} bytes.",
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
