namespace SipasSurvey.Domain;

// The shapes of the data files, property by property; their meaning stands with the types that are built from them.

internal sealed record TextFile(string Vi, string En);

internal sealed record QuestionnaireFile(string Code, TextFile Name, ScaleFile Scale, WholeFile Whole, List<PartFile> Parts,
    List<DimensionFile> Respondent);

internal sealed record ScaleFile(int SatisfiedFrom, List<LevelFile> Levels);

internal sealed record LevelFile(int Level, TextFile Label);

internal sealed record WholeFile(string Code, TextFile Name);

internal sealed record PartFile(string Code, TextFile Name, TextFile Lead, List<ElementFile> Elements);

internal sealed record ElementFile(string Code, TextFile Name, List<ItemFile> Items);

internal sealed record ItemFile(string Code, TextFile Name, TextFile Question);

internal sealed record DimensionFile(string Code, TextFile Name, List<CategoryFile> Categories);

internal sealed record CategoryFile(string Code, TextFile Name);

internal sealed record GeographyFile(string Code, TextFile Name, DateOnly? ValidFrom, DateOnly? ValidTo, string? Predecessor,
    List<ProvinceFile> Provinces);

internal sealed record ProvinceFile(string Code, ProvinceKind Type, TextFile Name, List<string> FormedFrom);

internal sealed record SurveyFile(string Code, int Year, TextFile Name, string Questionnaire, string Geography,
    IndexRule HeadlineRule, List<Channel> OfficialChannels, int LeastAnswered);
