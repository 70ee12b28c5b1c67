using System.Text.Json.Serialization.Metadata;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures;

/// <summary>A row with the whole index and the parts, whose codes are the questionnaire's to say.</summary>
public interface IHeadlineRow
{
    /// <summary>Values by indicator code.</summary>
    IReadOnlyDictionary<string, IndicatorValue> Values { get; }
}

/// <summary>
/// Gives the JSON of <see cref="IHeadlineRow"/> a property for each part and the whole: the contract of the type is extended with those
/// codes that the questionnaires of the catalogue have, so the description of the API names them as well.
/// </summary>
internal static class HeadlineProperties
{
    public static IJsonTypeInfoResolver WithHeadlines(this IJsonTypeInfoResolver resolver, Catalogue catalogue) =>
        resolver.WithAddedModifier(type =>
        {
            if (type.Type.IsAssignableTo(typeof(IHeadlineRow)) && type.Kind == JsonTypeInfoKind.Object)
            {
                Add(type, catalogue);
            }
        });

    private static void Add(JsonTypeInfo type, Catalogue catalogue)
    {
        var headlines = catalogue.Surveys.SelectMany(survey => FigureLookup.Headlines(survey.Questionnaire));
        foreach (var code in headlines.Select(indicator => indicator.Code).Distinct())
        {
            var property = type.CreateJsonPropertyInfo(typeof(IndicatorValue), code);
            property.Order = 1;
            property.Get = row => ((IHeadlineRow)row).Values.GetValueOrDefault(code);
            property.ShouldSerialize = (_, value) => value is not null;
            type.Properties.Add(property);
        }
    }
}
