using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SipasSurvey.Hosting;

/// <summary>Marks routes whose page runs scripts of ours, which ask our own server; all other pages run none.</summary>
public static class PageScripts
{
    private static readonly Marker Allowed = new();

    /// <summary>Lets the page load scripts from here and send requests to here, and nowhere else.</summary>
    public static TBuilder RunsScripts<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(Allowed);

    // The reference of the API is served by a package that takes its route away before it answers.
    internal static bool AreAllowed(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Marker>() is not null || context.Request.Path.StartsWithSegments("/api-reference");

    private sealed class Marker;
}
