using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>What is chosen on a page of figures. The official figures under the survey's headline rule, on its own geography, are what stands where nothing is chosen.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Geographies">Those to choose from: the survey's own first.</param>
/// <param name="Geography">Provinces that are shown.</param>
/// <param name="Channel">Channels that are counted.</param>
/// <param name="Rule">Rule of the percentages.</param>
public sealed record FigureChoices(Survey Survey, IReadOnlyList<Geography> Geographies, Geography Geography, ChannelChoice Channel, IndexRule Rule)
{
    /// <summary>Name of the parameter that chooses the rule.</summary>
    public const string RuleParameter = "rule";

    // Longer than any name or code.
    private const int MostRepeated = 40;

    private static readonly string[] Languages = ["vi", "en"];

    /// <summary>The choice as the query of an address, from the question mark on.</summary>
    public string Query => $"?{RuleParameter}={Code(Rule)}&{FigureRequest.ChannelParameter}={Code(Channel)}&{FigureRequest.GeographyParameter}={Geography.Code}";

    /// <summary>How a choice is written in an address: as in the API.</summary>
    public static string Code<T>(T choice)
        where T : struct, Enum => choice.ToString().ToLowerInvariant();

    /// <summary>Reads what a request chooses; false when the survey is unknown, or a parameter is wrong, and what to answer then.</summary>
    /// <param name="context">The request.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="survey">Survey code.</param>
    /// <param name="choices">What is chosen.</param>
    /// <param name="refusal">A page that says what is allowed.</param>
    /// <param name="others">Parameters that the page has beside these.</param>
    public static bool TryRead(HttpContext context, Catalogue catalogue, string survey,
        [NotNullWhen(true)] out FigureChoices? choices, [NotNullWhen(false)] out IResult? refusal, params IReadOnlyList<string> others)
    {
        choices = null;
        if (catalogue.FindSurvey(survey) is not { } found)
        {
            refusal = TypedResults.NotFound();
            return false;
        }

        var geographies = catalogue.GeographiesOf(found);
        var query = context.Request.Query;
        string[] known = [RuleParameter, FigureRequest.ChannelParameter, FigureRequest.GeographyParameter, PageLanguage.Name, .. others];
        refusal = query.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
                ? QueryFault.Say(context, new LocalizedText(
                    $"Không có tham số {Shorten(unknown)}; các tham số là: {string.Join(", ", known)}.", $"There is no parameter {Shorten(unknown)}; the parameters are: {string.Join(", ", known)}."))
            // Addresses of charts repeat the query, so nothing that it may not be gets that far.
            : query.TryGetValue(PageLanguage.Name, out var language) && !Languages.Contains(language.ToString()) ? QueryFault.NotOneOf(context, PageLanguage.Name, Languages)
            : !TryChoose(query[RuleParameter], found.HeadlineRule, out var rule) ? QueryFault.NotOneOf(context, RuleParameter, Enum.GetValues<IndexRule>().Select(Code))
            : !TryChoose(query[FigureRequest.ChannelParameter], ChannelChoice.Official, out var channel)
                ? QueryFault.NotOneOf(context, FigureRequest.ChannelParameter, Enum.GetValues<ChannelChoice>().Select(Code))
            : geographies.FirstOrDefault(it => it.Code == ((string?)query[FigureRequest.GeographyParameter] ?? found.Geography.Code)) is not { } geography
                ? QueryFault.NotOneOf(context, FigureRequest.GeographyParameter, geographies.Select(it => it.Code))
            : Take(new FigureChoices(found, geographies, geography, channel, rule), out choices);
        return refusal is null;
    }

    /// <summary>What a request gave, as a fault repeats it: enough of it to be found.</summary>
    public static string Shorten(string given) => given.Length <= MostRepeated ? given : $"{given[..MostRepeated]}…";

    private static IResult? Take(FigureChoices made, out FigureChoices choices)
    {
        choices = made;
        return null;
    }

    private static bool TryChoose<T>(string? text, T unsaid, out T choice)
        where T : struct, Enum
    {
        choice = unsaid;
        foreach (var value in Enum.GetValues<T>())
        {
            if (Code(value) == text)
            {
                choice = value;
                return true;
            }
        }

        return text is null;
    }
}
