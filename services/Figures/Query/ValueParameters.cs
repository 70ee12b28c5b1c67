using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Query;

/// <summary>The parameters of a query of values as they were sent.</summary>
internal sealed record ValueParameters(
    string? Province, string? Indicator, string? By, string? Rule, string? Geography, string? Channel, string? Format, string? Manifest)
{
    public const string ProvinceParameter = "province";
    public const string IndicatorParameter = "indicator";
    public const string ByParameter = "by";
    public const string RuleParameter = "rule";
    public const string ManifestParameter = "manifest";

    public static readonly IReadOnlyList<KeyValuePair<string, IndexRule>> Rules = FigureRequest.Names<IndexRule>();
    public static readonly IReadOnlyList<KeyValuePair<string, ValueFormat>> Formats = FigureRequest.Names<ValueFormat>();
    public static readonly IReadOnlyList<KeyValuePair<string, bool>> Flags = [KeyValuePair.Create("false", false), KeyValuePair.Create("true", true)];

    /// <summary>
    /// The longest first line of a request, in bytes: a list of some ten thousand members. It is far more than any right query needs, and lets a wrong one be
    /// answered with what is wrong rather than by the server with 414.
    /// </summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>Reads them; false when something is wrong, and what to answer then.</summary>
    public bool TryRead(Catalogue catalogue, IQueryCollection query, string surveyCode,
        [NotNullWhen(true)] out ValueQuery? read, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        read = null;
        if (catalogue.FindSurvey(surveyCode) is not { } survey)
        {
            problem = Problems.OfUnknownSurvey(catalogue);
            return false;
        }

        var errors = new QueryErrors(query, ProvinceParameter, IndicatorParameter, ByParameter, RuleParameter, FigureRequest.GeographyParameter,
            FigureRequest.ChannelParameter, FigureRequest.FormatParameter, ManifestParameter);
        var geography = errors.Choose(FigureRequest.GeographyParameter, Geography,
            catalogue.GeographiesOf(survey).Select(known => KeyValuePair.Create(known.Code, known)), survey.Geography);
        var by = errors.Choose(ByParameter, By, ValueDivision.Of(survey).Select(known => KeyValuePair.Create(known.Code, (ValueDivision?)known)), null);
        var found = new ValueQuery(survey, geography, ChannelOf(errors, by), UnitsOf(errors, geography), IndicatorsOf(errors, survey), by,
            errors.Choose(RuleParameter, Rule, Rules.Select(choice => KeyValuePair.Create(choice.Key, (IndexRule?)choice.Value)), null),
            errors.Choose(FigureRequest.FormatParameter, Format, Formats, ValueFormat.Json),
            errors.Choose(ManifestParameter, Manifest, Flags, false));
        if (errors.Any(out problem))
        {
            return false;
        }

        read = found;
        return true;
    }

    // What may be shown by category was decided for the official channels alone.
    private ChannelChoice? ChannelOf(QueryErrors errors, ValueDivision? by)
    {
        if (by is { Dimension: null })
        {
            if (Channel is not null)
            {
                errors.Fail(FigureRequest.ChannelParameter, $"Not allowed with {ByParameter}={by.Code}, whose rows are of the official and of the open channels; leave it out.");
            }

            return null;
        }

        var allowed = by is null ? FigureRequest.Channels : FigureRequest.Channels.Where(choice => choice.Value == ChannelChoice.Official);
        if (by is not null && Channel is not null && allowed.All(choice => choice.Key != Channel))
        {
            errors.Fail(FigureRequest.ChannelParameter, $"With {ByParameter}={by.Code} it can only be left out or be {allowed.First().Key}: respondents are told apart in the official channels alone.");
        }

        return errors.Choose(FigureRequest.ChannelParameter, Channel, allowed, by is null ? ChannelChoice.All : ChannelChoice.Official);
    }

    // Codes mean something in their geography only, so nothing can be said of them where that is wrong.
    private List<Province?> UnitsOf(QueryErrors errors, Geography geography)
    {
        var units = ValueQuery.UnitsOf(geography);
        var chosen = errors.IsWrong(FigureRequest.GeographyParameter) ? null : errors.ChooseSome(ProvinceParameter, Province, [.. units.Select(unit => unit.Key)]);
        return [.. units.Where(unit => chosen?.Contains(unit.Key) != false).Select(unit => unit.Value)];
    }

    private List<Indicator> IndicatorsOf(QueryErrors errors, Survey survey)
    {
        var indicators = survey.Questionnaire.Indicators;
        var chosen = errors.ChooseSome(IndicatorParameter, Indicator, [.. indicators.Select(it => it.Code)]);
        return [.. indicators.Where(it => chosen?.Contains(it.Code) != false)];
    }
}
