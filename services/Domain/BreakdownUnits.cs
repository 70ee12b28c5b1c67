namespace SipasSurvey.Domain;

/// <summary>
/// The units that a survey's breakdowns are given for: the provinces of its geography, those that they were merged into, and the nation,
/// as a tree in which every unit is the sum of those below it. A province that a merger only took over is one unit under two names.
/// </summary>
internal sealed class BreakdownUnits
{
    private readonly Dictionary<(string Geography, string Province), int> _byName = [];
    private readonly List<int> _parents = [];

    public BreakdownUnits(Survey survey, IReadOnlyList<Geography> geographies)
    {
        Geographies = geographies;
        var tops = new List<int>();
        foreach (var province in survey.Geography.Provinces)
        {
            tops.Add(Named(survey.Geography, province));
        }

        Provinces = _parents.Count;
        foreach (var geography in geographies.Where(geography => geography != survey.Geography))
        {
            tops = Merge(survey.Geography, geography, tops);
        }

        Nation = NewUnit();
        foreach (var top in tops.Distinct())
        {
            _parents[top] = Nation;
        }
    }

    /// <summary>The geographies, the survey's own among them.</summary>
    public IReadOnlyList<Geography> Geographies { get; }

    /// <summary>Number of provinces of the survey's geography; they are the units from 0 on, in its order, with nothing below them.</summary>
    public int Provinces { get; }

    /// <summary>The last unit.</summary>
    public int Nation { get; }

    /// <summary>Number of units.</summary>
    public int Count => _parents.Count;

    /// <summary>The unit that this one is part of, always one with a higher number; the nation is part of none (-1).</summary>
    public int ParentOf(int unit) => _parents[unit];

    /// <summary>The unit of a province of one of the geographies.</summary>
    /// <exception cref="ArgumentException">It is in none of them.</exception>
    public int Of(Geography geography, Province province) => _byName.TryGetValue((geography.Code, province.Code), out var unit)
        ? unit
        : throw new ArgumentException($"No breakdown is given for province {province.Code} of geography {geography.Code}.", nameof(province));

    // Takes the units that are the topmost so far, one for each province of the survey, and returns those above them.
    private List<int> Merge(Geography source, Geography geography, List<int> tops)
    {
        var targets = source.Provinces.Select(province => geography.Locate(source, province.Code)).ToList();
        var merged = new List<int>(tops);
        foreach (var parts in Enumerable.Range(0, tops.Count).GroupBy(i => targets[i].Code))
        {
            var province = targets[parts.First()];
            var units = parts.Select(i => tops[i]).Distinct().ToList();
            if (units is [var only])
            {
                _byName.Add((geography.Code, province.Code), only);
                continue;
            }

            var unit = Named(geography, province);
            foreach (var part in units)
            {
                // Were two geographies to merge the same provinces in different ways, hidden cells could be found from both together.
                _parents[part] = _parents[part] < 0
                    ? unit
                    : throw new InvalidOperationException($"Geography {geography.Code} divides what another one has merged.");
            }

            foreach (var i in parts)
            {
                merged[i] = unit;
            }
        }

        return merged;
    }

    private int Named(Geography geography, Province province)
    {
        var unit = NewUnit();
        _byName.Add((geography.Code, province.Code), unit);
        return unit;
    }

    private int NewUnit()
    {
        _parents.Add(-1);
        return _parents.Count - 1;
    }
}
