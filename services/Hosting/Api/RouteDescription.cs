using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using SipasSurvey.Domain;

namespace SipasSurvey.Hosting.Api;

/// <summary>The values that a parameter of a route may have; the description of the API lists them.</summary>
/// <param name="Parameter">Name of the parameter in the path or the query.</param>
/// <param name="Values">The values; those of a catalogue are only known when the program runs.</param>
/// <param name="Default">The value when it is left out; null when there is none, or when it depends on others.</param>
/// <param name="IsList">Whether it takes several of them, separated by commas.</param>
public sealed record AllowedValues(string Parameter, Func<Catalogue, IEnumerable<string>> Values, string? Default = null, bool IsList = false);

/// <summary>The forms in which a route sends a file instead of JSON.</summary>
/// <param name="ContentTypes">Media types.</param>
public sealed record AlternativeFiles(params string[] ContentTypes);

/// <summary>Says beside a route what it may answer, for the description of the API.</summary>
public static class RouteDescription
{
    /// <summary>The problems that the route may answer with; several of one status are described together.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder route, params IEnumerable<ProblemKind> kinds)
    {
        foreach (var kind in kinds)
        {
            var body = kind.HasErrors ? typeof(HttpValidationProblemDetails) : typeof(ProblemDetails);
            route.WithMetadata(kind, new ProducesResponseTypeMetadata(kind.Status, body, ["application/problem+json"]));
        }

        return route;
    }
}
