namespace SipasSurvey.Domain;

/// <summary>Every survey that the service knows, with the questionnaires and geographies they use.</summary>
public sealed class Catalogue
{
    private readonly Dictionary<string, Survey> _surveys;
    private readonly Dictionary<string, Geography> _geographies;

    internal Catalogue(IEnumerable<Survey> surveys, IEnumerable<Geography> geographies)
    {
        _surveys = surveys.ToDictionary(survey => survey.Code, StringComparer.Ordinal);
        _geographies = geographies.ToDictionary(geography => geography.Code, StringComparer.Ordinal);
        Surveys = [.. _surveys.Values.OrderBy(survey => survey.Year).ThenBy(survey => survey.Code, StringComparer.Ordinal)];
        Geographies = [.. _geographies.Values.OrderBy(geography => geography.ValidFrom)];
    }

    /// <summary>All surveys, the earliest year first.</summary>
    public IReadOnlyList<Survey> Surveys { get; }

    /// <summary>All geographies, the earliest first.</summary>
    public IReadOnlyList<Geography> Geographies { get; }

    /// <summary>The survey with this code, or null.</summary>
    public Survey? FindSurvey(string code) => _surveys.GetValueOrDefault(code);

    /// <summary>The survey of the year, in Vietnam, of a moment: what people mean who name none. Without one the latest.</summary>
    public Survey CurrentAt(DateTimeOffset moment)
    {
        var year = VietnamTime.Day(moment).Year;
        return Surveys.FirstOrDefault(survey => survey.Year == year) ?? Surveys[^1];
    }

    /// <summary>The geography with this code, or null.</summary>
    public Geography? FindGeography(string code) => _geographies.GetValueOrDefault(code);

    /// <summary>The geographies that figures of a survey can be shown on: its own, then those that its provinces were merged into.</summary>
    public IReadOnlyList<Geography> GeographiesOf(Survey survey) =>
    [
        survey.Geography,
        .. Geographies.Where(other => other != survey.Geography && other.CanShow(survey.Geography)),
    ];

    /// <summary>
    /// Reads <c>questionnaires/*.json</c>, <c>geographies/*.json</c> and <c>surveys/*.json</c> below a folder. The files are read
    /// strictly: an unknown, missing or repeated property, an empty text or a code that leads nowhere is refused.
    /// </summary>
    /// <exception cref="DataFileException">A file is missing or wrong; the message names the file, the place and what is expected.</exception>
    public static Catalogue Load(string folder) => CatalogueReader.Read(folder);
}
