using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures;

/// <summary>The values that a parameter of a route may have; the description of the API lists them.</summary>
/// <param name="Parameter">Name of the parameter in the path or the query.</param>
/// <param name="Values">The values; those of a catalogue are only known when the program runs.</param>
/// <param name="Default">The value when it is left out; null when there is none, or when it depends on others.</param>
public sealed record AllowedValues(string Parameter, Func<Catalogue, IEnumerable<string>> Values, string? Default = null);

/// <summary>The forms in which a route sends a file instead of JSON.</summary>
/// <param name="ContentTypes">Media types.</param>
public sealed record AlternativeFiles(params string[] ContentTypes);

/// <summary>Says beside a route what it takes and what it may answer, for the description of the API.</summary>
internal static class RouteDescription
{
    private static readonly AllowedValues Surveys = new("survey", catalogue => catalogue.Surveys.Select(survey => survey.Code));

    private static readonly AllowedValues Geographies = new(FigureRequest.GeographyParameter, catalogue => catalogue.Surveys
        .SelectMany(catalogue.GeographiesOf).Select(geography => geography.Code).Distinct());

    private static readonly AllowedValues Channels = new(FigureRequest.ChannelParameter,
        _ => FigureRequest.Channels.Select(choice => choice.Key), FigureRequest.Channels.First(choice => choice.Value == default).Key);

    private static readonly AllowedValues Formats = new(FigureRequest.FormatParameter,
        _ => FigureRequest.Formats.Select(choice => choice.Key), FigureRequest.Formats.First(choice => choice.Value == default).Key);

    public static RouteHandlerBuilder TakesSurvey(this RouteHandlerBuilder route) => route.WithMetadata(Surveys);

    public static RouteHandlerBuilder TakesFigureQuery(this RouteHandlerBuilder route) =>
        route.TakesSurvey().WithMetadata(Geographies, Channels);

    public static RouteHandlerBuilder TakesFormat(this RouteHandlerBuilder route, params string[] contentTypes) =>
        route.WithMetadata(Formats, new AlternativeFiles(contentTypes));

    /// <summary>The problems that the route may answer with; several of one status are described together.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder route, params ProblemKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            var body = kind == Problems.InvalidQuery ? typeof(HttpValidationProblemDetails) : typeof(ProblemDetails);
            route.WithMetadata(kind, new ProducesResponseTypeMetadata(kind.Status, body, ["application/problem+json"]));
        }

        return route;
    }
}
