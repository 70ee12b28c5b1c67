using SipasSurvey.Domain;

namespace SipasSurvey.Staff.Access;

/// <summary>
/// The provinces that somebody works for. Written as <c>*</c> for all, or as <c>geography/code</c>, e.g. <c>vn34/15</c>, because a code means
/// something only inside its geography. A province covers those that it was formed from, so that Lào Cai of today sees Lào Cai and Yên Bái of
/// 2024; not the other way round.
/// </summary>
public sealed class ProvinceScope
{
    /// <summary>How all provinces are written.</summary>
    public const string AllText = "*";

    /// <summary>Every province.</summary>
    public static readonly ProvinceScope All = new([AllText], null);

    /// <summary>No province.</summary>
    public static readonly ProvinceScope None = new([], new HashSet<string>());

    private readonly HashSet<string>? _covered;

    private ProvinceScope(IReadOnlyList<string> texts, HashSet<string>? covered) => (Texts, _covered) = (texts, covered);

    /// <summary>Whether it is every province.</summary>
    public bool IsAll => _covered is null;

    /// <summary>As it is written, in order.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Reads what <see cref="Texts"/> writes. An unknown one is a fault, in a sentence that says what would be right.</summary>
    public static bool TryParse(IEnumerable<string> texts, Catalogue catalogue, out ProvinceScope scope, out string? fault)
    {
        var given = texts.Select(text => text.Trim()).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        (scope, fault) = (None, null);
        if (given.Contains(AllText))
        {
            scope = All;
            return true;
        }

        var covered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in given)
        {
            if (text.Split('/') is not [var geographyCode, var code] || catalogue.FindGeography(geographyCode) is not { } geography || geography.Find(code) is null)
            {
                fault = $"'{text}' is no province. Write {AllText} for all, or geography and code, like vn34/15. "
                    + $"Geographies: {string.Join(", ", catalogue.Geographies.Select(it => it.Code))}.";
                return false;
            }

            Cover(covered, geography, code);
        }

        scope = new ProvinceScope(given, covered);
        return true;
    }

    /// <summary>Whether a province is in it.</summary>
    public bool Covers(Geography geography, string province) => _covered?.Contains(Key(geography, province)) ?? geography.Find(province) is not null;

    /// <summary>The provinces of a geography that are in it, by code.</summary>
    public IReadOnlyList<Province> In(Geography geography) => [.. geography.Provinces.Where(province => Covers(geography, province.Code))];

    private static void Cover(HashSet<string> covered, Geography geography, string code)
    {
        covered.Add(Key(geography, code));
        if (geography.Predecessor is { } predecessor)
        {
            foreach (var former in geography.Find(code)!.FormedFrom)
            {
                Cover(covered, predecessor, former);
            }
        }
    }

    private static string Key(Geography geography, string province) => $"{geography.Code}/{province}";
}
