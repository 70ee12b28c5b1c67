namespace SipasSurvey.Local.Demo;

/// <summary>How often a category occurs; only the proportions matter.</summary>
internal readonly record struct Share(string Category, int Weight);

/// <summary>
/// Who lives where, roughly: enough for a simulated sample to look like one of adults at home in Vietnam, not a source of statistics.
/// </summary>
internal static class Population
{
    // Where the table below has no entry.
    private const int FewMinorities = 2;

    // Percent of people who are not Kinh, roughly as in the census of 2019, by province code of vn63.
    private static readonly Dictionary<string, int> Minorities = new (string Province, int Percent)[]
    {
        ("02", 87), ("04", 94), ("06", 88), ("08", 57), ("10", 66), ("11", 82), ("12", 84), ("14", 83), ("15", 57), ("17", 74),
        ("19", 30), ("20", 83), ("22", 12), ("24", 14), ("25", 17), ("26", 5), ("38", 18), ("40", 15), ("45", 14), ("46", 5),
        ("49", 9), ("51", 15), ("54", 7), ("56", 6), ("58", 24), ("60", 8), ("62", 55), ("64", 46), ("66", 36), ("67", 32),
        ("68", 26), ("70", 20), ("75", 6), ("79", 5), ("84", 32), ("89", 5), ("91", 15), ("94", 35), ("95", 10),
    }.ToDictionary(it => it.Province, it => it.Percent);

    /// <summary>Gender; a few more men, as it is often the head of the household who answers.</summary>
    public static readonly Share[] Gender = [new("male", 53), new("female", 47)];

    /// <summary>Age; respondents are 18 or older.</summary>
    public static readonly Share[] Age = [new("18-24", 6), new("25-34", 18), new("35-49", 36), new("50-60", 24), new("over-60", 16)];

    private static readonly Dictionary<string, Share[]> Educations = new()
    {
        ["18-24"] = Schools(2, 10, 45, 23, 19, 1),
        ["25-34"] = Schools(4, 16, 32, 21, 26, 1),
        ["35-49"] = Schools(9, 28, 30, 14, 18, 1),
        ["50-60"] = Schools(17, 36, 26, 11, 9, 1),
        ["over-60"] = Schools(32, 34, 17, 9, 6, 2),
    };

    private static readonly Dictionary<string, Share[]> Occupations = new()
    {
        ["18-24"] = Work(0, 6, 26, 36, 25, 4, 3),
        ["25-34"] = Work(0, 6, 40, 1, 32, 17, 4),
        ["35-49"] = Work(1, 6, 51, 0, 20, 18, 4),
        ["50-60"] = Work(12, 9, 54, 0, 9, 11, 5),
        ["over-60"] = Work(38, 20, 34, 0, 2, 1, 5),
    };

    /// <summary>Percent of a province's people who are not Kinh.</summary>
    public static int MinorityPercent(string province) => Minorities.GetValueOrDefault(province, FewMinorities);

    /// <summary>Education of people of an age: the younger, the longer at school.</summary>
    public static Share[] Education(string age) => Educations[age];

    /// <summary>Occupation of people of an age.</summary>
    public static Share[] Occupation(string age) => Occupations[age];

    private static Share[] Schools(int primary, int lower, int upper, int vocational, int university, int other) =>
    [
        new("primary", primary), new("lower-secondary", lower), new("upper-secondary", upper), new("vocational", vocational),
        new("university", university), new("other", other),
    ];

    private static Share[] Work(int retired, int none, int selfEmployed, int student, int privateSector, int publicSector, int other) =>
    [
        new("retired", retired), new("not-working", none), new("self-employed", selfEmployed), new("student", student),
        new("private-sector", privateSector), new("public-sector", publicSector), new("other", other),
    ];
}
