using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures;

/// <summary>In which form figures are sent.</summary>
internal enum FigureFormat
{
    Json,
    Csv,
    Xlsx,
}

/// <summary>Which figures are asked for, after the path and the query were found to be right.</summary>
internal sealed record FigureRequest(Survey Survey, Geography Geography, ChannelChoice Channel, FigureFormat Format)
{
    public const string GeographyParameter = "geography";
    public const string ChannelParameter = "channel";
    public const string FormatParameter = "format";

    public static readonly IReadOnlyList<KeyValuePair<string, ChannelChoice>> Channels = Names<ChannelChoice>();
    public static readonly IReadOnlyList<KeyValuePair<string, FigureFormat>> Formats = Names<FigureFormat>();

    /// <summary>Code of the channels, as in the query and in every answer.</summary>
    public string ChannelCode => Channels.First(choice => choice.Value == Channel).Key;

    /// <summary>Reads the query of a route that sends JSON alone.</summary>
    public static bool TryRead(Catalogue catalogue, IQueryCollection query, string survey, string? geography, string? channel,
        [NotNullWhen(true)] out FigureRequest? request, [NotNullWhen(false)] out ProblemHttpResult? problem) =>
        TryRead(catalogue, survey, geography, channel, null,
            new QueryErrors(query, GeographyParameter, ChannelParameter), out request, out problem);

    /// <summary>Reads the query of a route that has a choice of formats.</summary>
    public static bool TryRead(
        Catalogue catalogue, IQueryCollection query, string survey, string? geography, string? channel, string? format,
        [NotNullWhen(true)] out FigureRequest? request, [NotNullWhen(false)] out ProblemHttpResult? problem) =>
        TryRead(catalogue, survey, geography, channel, format,
            new QueryErrors(query, GeographyParameter, ChannelParameter, FormatParameter), out request, out problem);

    private static bool TryRead(
        Catalogue catalogue, string surveyCode, string? geography, string? channel, string? format, QueryErrors errors,
        [NotNullWhen(true)] out FigureRequest? request, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        request = null;
        if (catalogue.FindSurvey(surveyCode) is not { } survey)
        {
            problem = Problems.OfUnknownSurvey(catalogue);
            return false;
        }

        var geographies = catalogue.GeographiesOf(survey).Select(known => KeyValuePair.Create(known.Code, known));
        var read = new FigureRequest(survey,
            errors.Choose(GeographyParameter, geography, geographies, survey.Geography),
            errors.Choose(ChannelParameter, channel, Channels, ChannelChoice.All),
            errors.Choose(FormatParameter, format, Formats, FigureFormat.Json));
        if (errors.Any(out problem))
        {
            return false;
        }

        request = read;
        return true;
    }

    /// <summary>The values of an enumeration by their names in camelCase.</summary>
    public static KeyValuePair<string, T>[] Names<T>()
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(value => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), value))];
}

/// <summary>Writes an enumeration as its name in camelCase.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
