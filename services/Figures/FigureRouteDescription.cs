using Microsoft.AspNetCore.Builder;
using SipasSurvey.Figures.Query;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Figures;

/// <summary>Says beside a route which surveys, geographies, channels, formats and filters it takes, for the description of the API.</summary>
internal static class FigureRouteDescription
{
    private static readonly AllowedValues Surveys = new("survey", catalogue => catalogue.Surveys.Select(survey => survey.Code));

    private static readonly AllowedValues Geographies = new(FigureRequest.GeographyParameter, catalogue => catalogue.Surveys
        .SelectMany(catalogue.GeographiesOf).Select(geography => geography.Code).Distinct());

    private static readonly AllowedValues Channels = new(FigureRequest.ChannelParameter,
        _ => FigureRequest.Channels.Select(choice => choice.Key), FigureRequest.Channels.First(choice => choice.Value == default).Key);

    private static readonly AllowedValues Formats = new(FigureRequest.FormatParameter,
        _ => FigureRequest.Formats.Select(choice => choice.Key), FigureRequest.Formats.First(choice => choice.Value == default).Key);

    private static readonly AllowedValues[] Values =
    [
        new(ValueParameters.ProvinceParameter, catalogue => catalogue.Surveys.SelectMany(catalogue.GeographiesOf).Distinct().SelectMany(ValueQuery.UnitsOf)
            .Select(unit => unit.Key).Distinct().Order(StringComparer.Ordinal), IsList: true),
        new(ValueParameters.IndicatorParameter, catalogue => catalogue.Surveys.SelectMany(survey => survey.Questionnaire.Indicators)
            .Select(indicator => indicator.Code).Distinct(), IsList: true),
        new(ValueParameters.ByParameter, catalogue => catalogue.Surveys.SelectMany(ValueDivision.Of).Select(division => division.Code).Distinct()),
        new(ValueParameters.RuleParameter, _ => ValueParameters.Rules.Select(choice => choice.Key)),
        new(FigureRequest.ChannelParameter, _ => FigureRequest.Channels.Select(choice => choice.Key)),
        new(FigureRequest.FormatParameter, _ => ValueParameters.Formats.Select(choice => choice.Key), ValueParameters.Formats.First(choice => choice.Value == default).Key),
        new(ValueParameters.ManifestParameter, _ => ValueParameters.Flags.Select(choice => choice.Key), ValueParameters.Flags[0].Key),
    ];

    public static RouteHandlerBuilder TakesSurvey(this RouteHandlerBuilder route) => route.WithMetadata(Surveys);

    public static RouteHandlerBuilder TakesGeography(this RouteHandlerBuilder route) => route.WithMetadata(Geographies);

    public static RouteHandlerBuilder TakesFigureQuery(this RouteHandlerBuilder route) =>
        route.TakesSurvey().TakesGeography().WithMetadata(Channels);

    public static RouteHandlerBuilder TakesValueQuery(this RouteHandlerBuilder route) => route.TakesSurvey().TakesGeography().WithMetadata(Values);

    public static RouteHandlerBuilder TakesFormat(this RouteHandlerBuilder route, params string[] contentTypes) =>
        route.WithMetadata(Formats, new AlternativeFiles(contentTypes));
}
