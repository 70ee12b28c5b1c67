namespace SipasSurvey.Domain;

/// <summary>Builds a <see cref="Catalogue"/> from its data files and checks what JSON alone cannot: codes, texts and references.</summary>
internal sealed class CatalogueReader
{
    // What the public API promises (levels are the integers 1 to 5) and what two nibbles a byte can hold.
    private const int LevelsOfTheScale = 5;

    private readonly Dictionary<string, Questionnaire> _questionnaires = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Geography> _geographies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Survey> _surveys = new(StringComparer.Ordinal);
    private string _file = "";

    /// <summary>Reads all files below <paramref name="folder"/>.</summary>
    public static Catalogue Read(string folder)
    {
        var reader = new CatalogueReader();
        reader.ReadEach<QuestionnaireFile>(folder, "questionnaires", reader.Add);
        reader.ReadGeographies(folder);
        reader.ReadEach<SurveyFile>(folder, "surveys", reader.Add);
        return new Catalogue(reader._surveys.Values, reader._geographies.Values);
    }

    private static string[] Files(string folder, string kind)
    {
        var path = Path.Combine(folder, kind);
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.json") : [];
        if (files.Length == 0)
        {
            throw new DataFileException(path, "", "holds no .json file; the service needs at least one");
        }

        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private void ReadEach<T>(string folder, string kind, Action<T> add)
        where T : notnull
    {
        foreach (var file in Files(folder, kind))
        {
            _file = file;
            add(StrictJson.ReadFile<T>(file));
        }
    }

    private void Add(QuestionnaireFile file)
    {
        CheckParts(file);
        CheckCodes("$.respondent", file.Respondent.Select(dimension => dimension.Code));
        foreach (var dimension in file.Respondent)
        {
            CheckCodes($"$.respondent ({dimension.Code}).categories", dimension.Categories.Select(category => category.Code));
        }

        Check(file.Scale.Levels.Select(level => level.Level).SequenceEqual(Enumerable.Range(1, LevelsOfTheScale)),
            "$.scale.levels", $"must be the levels 1 to {LevelsOfTheScale} in order");
        Check(file.Scale.SatisfiedFrom is > 1 and <= LevelsOfTheScale, "$.scale.satisfiedFrom", $"must be 2 to {LevelsOfTheScale}");

        var itemIndex = 0;
        var parts = file.Parts.Select(part => new Part(part.Code, Text(part.Name, part.Code), Text(part.Lead, part.Code),
            [.. part.Elements.Select(element => new Element(element.Code, Text(element.Name, element.Code),
                [.. element.Items.Select(item =>
                    new Item(item.Code, itemIndex++, Text(item.Name, item.Code), Text(item.Question, item.Code)))]))])).ToList();
        var respondent = file.Respondent.Select(dimension => new Dimension(dimension.Code, Text(dimension.Name, dimension.Code),
            [.. dimension.Categories.Select(category => new Category(category.Code, Text(category.Name, category.Code)))])).ToList();

        Register(_questionnaires, file.Code, new Questionnaire(file.Code, Text(file.Name, "$.name"),
            new Scale([.. file.Scale.Levels.Select(level => Text(level.Label, $"level {level.Level}"))], file.Scale.SatisfiedFrom),
            Text(file.Whole.Name, file.Whole.Code), file.Whole.Code, parts, respondent));
    }

    // A part or an element without items would never have a value. Items, elements, parts and the whole are all indicators, so their codes
    // share one list.
    private void CheckParts(QuestionnaireFile file)
    {
        CheckCodes("$.parts", file.Parts.Select(part => part.Code));
        foreach (var part in file.Parts)
        {
            CheckCodes($"$.parts ({part.Code}).elements", part.Elements.Select(element => element.Code));
            foreach (var element in part.Elements)
            {
                CheckCodes($"$.parts ({part.Code}).elements ({element.Code}).items", element.Items.Select(item => item.Code));
            }
        }

        var elements = file.Parts.SelectMany(part => part.Elements).ToList();
        CheckCodes("$.parts and $.whole", file.Parts.Select(part => part.Code).Append(file.Whole.Code)
            .Concat(elements.Select(element => element.Code))
            .Concat(elements.SelectMany(element => element.Items).Select(item => item.Code)));
    }

    // A geography names its predecessor, so that one has to be built first, whatever the files are called.
    private void ReadGeographies(string folder)
    {
        var waiting = Files(folder, "geographies").Select(path => (Path: path, File: StrictJson.ReadFile<GeographyFile>(path))).ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.FindIndex(it => it.File.Predecessor is null || _geographies.ContainsKey(it.File.Predecessor));
            _file = waiting[Math.Max(next, 0)].Path;
            Check(next >= 0, "$.predecessor", $"names '{waiting[0].File.Predecessor}', which is no geography here, or they form a circle");
            Add(waiting[next].File);
            waiting.RemoveAt(next);
        }
    }

    private void Add(GeographyFile file)
    {
        CheckCodes("$.provinces", file.Provinces.Select(province => province.Code));
        foreach (var province in file.Provinces)
        {
            Check(province.Code is [>= '0' and <= '9', >= '0' and <= '9'], $"$.provinces ({province.Code})", "code must be two digits");
        }

        var predecessor = file.Predecessor is null ? null : _geographies[file.Predecessor];
        var merged = file.Provinces.SelectMany(province => province.FormedFrom).ToList();
        if (predecessor is null)
        {
            Check(merged.Count == 0, "$.provinces[*].formedFrom", "must be empty, as the geography has no predecessor");
        }
        else
        {
            CheckMerged(merged, predecessor);
        }

        Register(_geographies, file.Code, new Geography(file.Code, Text(file.Name, "$.name"), file.ValidFrom, file.ValidTo, predecessor,
            [.. file.Provinces.OrderBy(province => province.Code, StringComparer.Ordinal)
                .Select(province => new Province(province.Code, province.Type, Text(province.Name, province.Code), province.FormedFrom))]));
    }

    private void CheckMerged(List<string> merged, Geography predecessor)
    {
        var missing = predecessor.Provinces.Select(province => province.Code).Except(merged);
        var repeated = merged.GroupBy(code => code).Where(same => same.Count() > 1).Select(same => same.Key);
        var unknown = merged.Where(code => predecessor.Find(code) is null);
        List<string> faults =
        [
            .. missing.Select(code => $"{code} is missing"), .. repeated.Select(code => $"{code} stands there twice"),
            .. unknown.Select(code => $"{code} is unknown"),
        ];
        Check(faults.Count == 0, "$.provinces[*].formedFrom",
            $"must name every province of {predecessor.Code} exactly once: {string.Join(", ", faults)}");
    }

    private void Add(SurveyFile file)
    {
        var questionnaire = _questionnaires.GetValueOrDefault(file.Questionnaire)
            ?? throw Fault("$.questionnaire", $"'{file.Questionnaire}' is unknown; there are: {string.Join(", ", _questionnaires.Keys)}");
        var geography = _geographies.GetValueOrDefault(file.Geography)
            ?? throw Fault("$.geography", $"'{file.Geography}' is unknown; there are: {string.Join(", ", _geographies.Keys)}");
        Check(file.OfficialChannels.Count > 0 && file.OfficialChannels.Distinct().Count() == file.OfficialChannels.Count,
            "$.officialChannels", "must name at least one channel, each once");
        Check(file.LeastAnswered >= 1 && file.LeastAnswered <= questionnaire.Items.Count,
            "$.leastAnswered", $"must be 1 to {questionnaire.Items.Count}");
        Register(_surveys, file.Code, new Survey(file.Code, file.Year, Text(file.Name, "$.name"), questionnaire, geography,
            file.HeadlineRule, file.OfficialChannels.ToHashSet(), file.LeastAnswered));
    }

    private void Register<T>(Dictionary<string, T> known, string code, T value)
    {
        CheckCodes("$.code", [code]);
        Check(code == Path.GetFileNameWithoutExtension(_file), "$.code", $"is '{code}', but must be the file's name without .json");
        Check(!known.Keys.Contains(code, StringComparer.OrdinalIgnoreCase), "$.code", $"is '{code}', which another file has in other letter case");
        known.Add(code, value);
    }

    private LocalizedText Text(TextFile text, string place)
    {
        Check(!string.IsNullOrWhiteSpace(text.Vi), place, "the Vietnamese text (vi) is empty");
        Check(!string.IsNullOrWhiteSpace(text.En), place, "the English text (en) is empty");
        return new LocalizedText(text.Vi, text.En);
    }

    // Codes are sent and stored as ASCII behind a length byte; 32 is far above any that exists.
    private void CheckCodes(string place, IEnumerable<string> codes)
    {
        // Databases may compare codes without regard to case.
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var code in codes)
        {
            Check(code.Length is > 0 and <= 32 && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'), place,
                $"code '{code}' must be 1 to 32 letters, digits or hyphens");
            Check(seen.Add(code), place, $"code '{code}' stands there twice (or differs from another in case alone)");
        }

        Check(seen.Count is > 0 and <= byte.MaxValue, place, $"must hold 1 to {byte.MaxValue} entries");
    }

    private void Check(bool holds, string place, string fault)
    {
        if (!holds)
        {
            throw Fault(place, fault);
        }
    }

    private DataFileException Fault(string place, string fault) => new(_file, place, fault);
}
