using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using SipasSurvey.Domain;

namespace SipasSurvey.Hosting.Api;

/// <summary>
/// Describes the API of a host (OpenAPI): every route of it. Texts come from the doc comments of handlers and types, keys from the routes'
/// own authorization, problems and allowed values from what stands beside the routes.
/// </summary>
public static class ApiDescription
{
    /// <summary>The one description there is.</summary>
    public const string Version = "v1";

    private const string Bearer = "bearer";
    private const string Provider = "provider";
    private const string NotPermitted = "The role of the key or token may not do this.";
    private const string AuthoritySetting = "SignIn:Authority";
    private const string AudienceSetting = "SignIn:Audience";

    /// <summary>
    /// Adds what no framework knows. <c>AddOpenApi(Version, …)</c> itself is called by whoever has the handlers: the compiler takes doc comments
    /// only from the project in which that call stands.
    /// </summary>
    public static OpenApiOptions DescribeApi(this OpenApiOptions options) => options
        .AddDocumentTransformer((document, context, _) => Describe(document, AuthorityOf(context.ApplicationServices)))
        .AddOperationTransformer((operation, context, _) => Describe(operation, context))
        .AddSchemaTransformer((schema, context, _) => Describe(schema, context));

    /// <summary>Maps it to /openapi/v1.json, open to all.</summary>
    public static IEndpointRouteBuilder MapApiDescription(this IEndpointRouteBuilder routes)
    {
        // Not the framework's pattern with a variable name, which answers unknown names with plain text.
        routes.MapOpenApi($"/openapi/{Version}.json").AllowAnonymous();
        return routes;
    }

    // Without an audience the provider is for the pages alone.
    private static string? AuthorityOf(IServiceProvider services) =>
        services.GetService<IConfiguration>() is { } settings && settings[AuthoritySetting] is { Length: > 0 } authority && settings[AudienceSetting] is { Length: > 0 }
            ? authority
            : null;

    private static Task Describe(OpenApiDocument document, string? authority)
    {
        document.Info = new OpenApiInfo
        {
            Title = "SIPAS Survey",
            Version = Version,
            Description =
                "Survey of citizen satisfaction with public administrative services in Vietnam (SIPAS): responses in, figures out. "
                + "Percentages are numbers at full precision, null without a value. Times are in UTC, days in Asia/Ho_Chi_Minh. "
                + "Faults are answered as problem details (RFC 9457).",
        };
        // Behind one public origin, whatever this process calls itself.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            Description = "A key for scripts, or an access token of the sign-in provider: Authorization: Bearer …",
        };
        if (authority is not null)
        {
            document.Components.SecuritySchemes[Provider] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OpenIdConnect,
                OpenIdConnectUrl = new Uri($"{authority.TrimEnd('/')}/.well-known/openid-configuration"),
                Description = "The provider that gives access tokens for this API.",
            };
        }

        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
        {
            // Either of them.
            string[] schemes = AuthorityOf(context.ApplicationServices) is null ? [Bearer] : [Bearer, Provider];
            operation.Security =
                [.. schemes.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] })];
            operation.Responses.TryAdd("401", new OpenApiResponse { Description = "No key or token, or none that is in force." });
            operation.Responses.TryAdd("403", new OpenApiResponse { Description = NotPermitted });
            operation.Responses.TryAdd("429", new OpenApiResponse { Description = "Too many requests from this address; ask again after as many seconds as Retry-After says." });
            operation.Responses.TryAdd("503", new OpenApiResponse { Description = "The staff store, with keys and trail, cannot be used." });
        }

        foreach (var problems in metadata.OfType<ProblemKind>().GroupBy(problem => $"{problem.Status}"))
        {
            var kinds = string.Join("; ", problems.Select(problem => $"{problem.Title} ({problem.Type})"));
            operation.Responses[problems.Key].Description = problems.Key == "403" ? $"{NotPermitted} {kinds}." : $"{kinds}.";
        }

        foreach (var file in metadata.OfType<AlternativeFiles>().SelectMany(files => files.ContentTypes))
        {
            var format = file.StartsWith("text/", StringComparison.Ordinal) ? null : "binary";
            operation.Responses["200"].Content!.TryAdd(file, new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = format },
            });
        }

        foreach (var allowed in metadata.OfType<AllowedValues>())
        {
            Describe(operation.Parameters!.OfType<OpenApiParameter>().Single(parameter => parameter.Name == allowed.Parameter),
                [.. allowed.Values(context.ApplicationServices.GetRequiredService<Catalogue>())], allowed.Default, allowed.IsList);
        }

        return Task.CompletedTask;
    }

    private static void Describe(OpenApiParameter parameter, IReadOnlyList<string> values, string? byDefault, bool isList)
    {
        parameter.Description = $"{parameter.Description} Allowed: {string.Join(", ", values)}.".TrimStart();
        var one = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. values.Select(value => (JsonNode)value)],
            Default = byDefault,
        };
        parameter.Schema = isList ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one, UniqueItems = true, MinItems = 1 } : one;
        if (isList)
        {
            // province=01,10 rather than province=01&province=10.
            parameter.Explode = false;
            parameter.Example = new JsonArray([.. values.Take(2).Select(value => (JsonNode)value)]);
        }
    }

    private static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        // Numbers are neither written nor taken as texts, though the framework's reader would take them.
        const JsonSchemaType Numbers = JsonSchemaType.Number | JsonSchemaType.Integer;
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.String) && (type & Numbers) != 0)
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        if (schema is { Enum.Count: > 0, Type: null })
        {
            schema.Type = JsonSchemaType.String;
        }

        foreach (var property in context.JsonTypeInfo.Properties)
        {
            if (IsSometimesLeftOut(property))
            {
                schema.Required?.Remove(property.Name);
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsSometimesLeftOut(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true).OfType<JsonIgnoreAttribute>()
            .Any(it => it.Condition is JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault) == true;
}
