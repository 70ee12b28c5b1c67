using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Breakdowns;

/// <summary>A cell as the tables of one geography name it; the nation has no province of its own.</summary>
internal readonly record struct CellName(string Geography, string Province, string Category);

/// <summary>What everybody knows: some cells less some others give this total, or nothing where there is none.</summary>
internal sealed record Sum(IReadOnlyList<int> Plus, IReadOnlyList<int> Minus, Tally? Total);

/// <summary>
/// The true counts behind a survey's breakdown by one dimension, counted response by response, and all sums that tie them together, in the
/// tables of all geographies side by side. It knows nothing of how the decision on what to hide is made.
/// </summary>
internal sealed class SurveyTables
{
    public const string Nation = "nation";
    public const string NotStated = "not-stated";

    private readonly Dictionary<CellName, int> _places = [];
    private readonly Dictionary<(string Geography, string Province), Tally> _totals = [];
    private readonly List<string> _categories;

    public SurveyTables(Catalogue catalogue, Survey survey, Dimension dimension, IEnumerable<Content> responses)
    {
        Survey = survey;
        Dimension = dimension;
        Geographies = catalogue.GeographiesOf(survey);
        _categories = [.. dimension.Categories.Select(category => category.Code), NotStated];
        foreach (var geography in Geographies)
        {
            AddUnits(geography);
            AddMergers(Geographies[0], geography);
        }

        var place = survey.Questionnaire.Respondent.ToList().IndexOf(dimension);
        foreach (var response in responses)
        {
            var stated = response.Respondent.Span[place];
            Count(response, stated == 0 ? NotStated : dimension.Categories[stated - 1].Code);
        }
    }

    public Survey Survey { get; }

    public Dimension Dimension { get; }

    /// <summary>The survey's own first.</summary>
    public IReadOnlyList<Geography> Geographies { get; }

    /// <summary>Every cell of every table; in what follows a cell is its place here.</summary>
    public List<CellName> Names { get; } = [];

    public List<Tally> Cells { get; } = [];

    /// <summary>By cell, the total of its unit.</summary>
    public List<Tally> Totals { get; } = [];

    public List<Sum> Sums { get; } = [];

    /// <summary>Whether a decision hides an indicator, by cell.</summary>
    public bool[] HiddenBy(Disclosure disclosure, Indicator indicator)
    {
        var geographies = Geographies.ToDictionary(geography => geography.Code);
        var categories = Dimension.Categories.ToDictionary(category => category.Code);
        return
        [
            .. Names.Select(name => disclosure.Hides(geographies[name.Geography], geographies[name.Geography].Find(name.Province),
                categories.GetValueOrDefault(name.Category), indicator)),
        ];
    }

    /// <summary>
    /// Whether a cell must not be seen for itself, by the rule said once more: fewer than 10 answers to an item, or fewer than 50 that are
    /// all at one level. In a unit without any answer there is nothing to see.
    /// </summary>
    public bool IsSensitive(int cell, Indicator indicator) => indicator.Items.Any(item =>
    {
        var levels = Enumerable.Range(1, Survey.Questionnaire.Scale.Highest).Select(level => Cells[cell].At(item, level)).ToList();
        return (levels.Sum() < 10 || (levels.Sum() < 50 && levels.Max() == levels.Sum())) && Totals[cell].N(Survey.Questionnaire.Indicators[item]) > 0;
    });

    private void AddUnits(Geography geography)
    {
        foreach (var province in geography.Provinces.Select(province => province.Code).Append(Nation))
        {
            var total = new Tally(Survey.Questionnaire);
            _totals.Add((geography.Code, province), total);
            foreach (var category in _categories)
            {
                var name = new CellName(geography.Code, province, category);
                _places.Add(name, Names.Count);
                Names.Add(name);
                Cells.Add(new Tally(Survey.Questionnaire));
                Totals.Add(total);
            }

            Sums.Add(new Sum([.. _categories.Select(category => Place(geography, province, category))], [], total));
        }

        foreach (var category in _categories)
        {
            Sums.Add(new Sum([.. geography.Provinces.Select(province => Place(geography, province.Code, category))],
                [Place(geography, Nation, category)], null));
        }
    }

    private void AddMergers(Geography source, Geography geography)
    {
        foreach (var category in source == geography ? [] : _categories)
        {
            Sums.Add(new Sum([Place(source, Nation, category)], [Place(geography, Nation, category)], null));
            foreach (var parts in source.Provinces.GroupBy(province => geography.Locate(source, province.Code).Code))
            {
                Sums.Add(new Sum([.. parts.Select(part => Place(source, part.Code, category))], [Place(geography, parts.Key, category)], null));
            }
        }
    }

    private void Count(Content response, string category)
    {
        foreach (var geography in Geographies)
        {
            foreach (var unit in new[] { geography.Locate(Survey.Geography, response.Province).Code, Nation })
            {
                _totals[(geography.Code, unit)].Add(response.Answers.Span, 1);
                Cells[Place(geography, unit, category)].Add(response.Answers.Span, 1);
            }
        }
    }

    private int Place(Geography geography, string province, string category) => _places[new CellName(geography.Code, province, category)];
}
