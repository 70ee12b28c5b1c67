using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>What a sender is told for each broken rule: what would be right, named from the questionnaire and the geography.</summary>
internal sealed class RuleMessages
{
    public const string Id = "must be a UUID of version 4 or 7 (RFC 9562) in its 36-character form; or null, or left out, and one is made.";

    public const string Cluster = "must be a village code: a text of 1 to 32 letters A-Z, a-z, digits, dots, hyphens or underscores; or null, or left out.";

    private readonly Catalogue _catalogue;
    private readonly Survey? _survey;
    private readonly string _provinces;

    public RuleMessages(Catalogue catalogue, Survey? survey, Questionnaire[] questionnaires, Geography[] geographies)
    {
        (_catalogue, _survey) = (catalogue, survey);
        _provinces = string.Join("; ", geographies.Select(geography => $"the codes of {geography.Code}: {Codes(geography.Provinces.Select(it => it.Code))}"));

        // "P01 to P23, S01 to S16": a range per part.
        var items = string.Join(", ", questionnaires.SelectMany(it => it.Parts)
            .Select(part => (First: part.Elements[0].Items[0].Code, Last: part.Elements[^1].Items[^1].Code))
            .Select(range => range.First == range.Last ? range.First : $"{range.First} to {range.Last}").Distinct());
        var levels = $"1 to {questionnaires.Max(it => it.Scale.Highest)}";
        Survey = $"must be a text, one of: {Codes(catalogue.Surveys.Select(it => it.Code))}.";
        Item = $"is no item of the questionnaire; there are {items}.";
        Level = $"must be one of the integers {levels}, without quotes, fraction or exponent; or null, or left out, when it was not answered.";
        NoAnswer = $"holds no answer; at least one of {items} must have a level from {levels}.";
        Dimension = $"is not asked; there are: {Codes(questionnaires.SelectMany(it => it.Respondent).Select(it => it.Code).Distinct())}.";
    }

    public string Survey { get; }

    public string Item { get; }

    public string Level { get; }

    public string NoAnswer { get; }

    public string Dimension { get; }

    public static string Category(string[] codes) => $"must be a text, one of: {Codes(codes)}; or null, or left out.";

    /// <summary>A code that means something elsewhere is told apart from one that means nothing.</summary>
    public string Province(string? code)
    {
        var elsewhere = code is null ? null : _catalogue.Geographies.FirstOrDefault(geography => geography.Find(code) is not null);
        var hint = elsewhere is null || _survey is null ? "" : $"is a province of {elsewhere.Code}, but {_survey.Code} is on {_survey.Geography.Code}; it ";
        return $"{hint}must be a text, one of {_provinces}.";
    }

    private static string Codes(IEnumerable<string> codes) => string.Join(", ", codes);
}
