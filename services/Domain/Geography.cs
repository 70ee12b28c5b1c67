namespace SipasSurvey.Domain;

/// <summary>
/// The provinces of Vietnam as they stood in one period. A province code means something only together with its geography:
/// 15 was Yên Bái until 30 June 2025 and is Lào Cai since.
/// </summary>
public sealed class Geography
{
    private readonly Dictionary<string, Province> _byCode;
    private readonly Dictionary<string, Province> _successors;

    internal Geography(string code, LocalizedText name, DateOnly? validFrom, DateOnly? validTo, Geography? predecessor,
        IReadOnlyList<Province> provinces)
    {
        Code = code;
        Name = name;
        ValidFrom = validFrom;
        ValidTo = validTo;
        Predecessor = predecessor;
        Provinces = provinces;
        _byCode = provinces.ToDictionary(province => province.Code, StringComparer.Ordinal);
        _successors = provinces
            .SelectMany(province => province.FormedFrom.Select(old => (Old: old, New: province)))
            .ToDictionary(pair => pair.Old, pair => pair.New, StringComparer.Ordinal);
    }

    /// <summary>Identifier, e.g. <c>vn34</c>.</summary>
    public string Code { get; }

    /// <summary>Title shown to people.</summary>
    public LocalizedText Name { get; }

    /// <summary>First day (Asia/Ho_Chi_Minh) on which it was in force; null when it always was.</summary>
    public DateOnly? ValidFrom { get; }

    /// <summary>Last day on which it was in force; null while it is.</summary>
    public DateOnly? ValidTo { get; }

    /// <summary>The geography whose provinces were merged into these, or null.</summary>
    public Geography? Predecessor { get; }

    /// <summary>All provinces, by code.</summary>
    public IReadOnlyList<Province> Provinces { get; }

    /// <summary>The province with this code, or null when the geography has none.</summary>
    public Province? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>Whether figures collected on <paramref name="source"/> can be shown on this geography by adding up counts.</summary>
    public bool CanShow(Geography source) => source == this || (Predecessor?.CanShow(source) ?? false);

    /// <summary>The province of this geography to which <paramref name="code"/> of <paramref name="source"/> belongs now.</summary>
    /// <exception cref="ArgumentException">The code is not one of <paramref name="source"/>, or nothing leads from there to here.</exception>
    public Province Locate(Geography source, string code)
    {
        if (source == this)
        {
            return Find(code) ?? throw new ArgumentException($"Geography {Code} has no province {code}.", nameof(code));
        }

        if (Predecessor is null)
        {
            throw new ArgumentException($"Nothing leads from geography {source.Code} to {Code}.", nameof(source));
        }

        return _successors[Predecessor.Locate(source, code).Code];
    }
}

/// <summary>A province or centrally run city (tỉnh, thành phố).</summary>
/// <param name="Code">Two-digit official code, unique within its geography only.</param>
/// <param name="Kind">Province or city.</param>
/// <param name="Name">Name without its type.</param>
/// <param name="FormedFrom">Codes in the preceding geography of the provinces that were merged into it.</param>
public sealed record Province(string Code, ProvinceKind Kind, LocalizedText Name, IReadOnlyList<string> FormedFrom);

/// <summary>Type of a first-level unit.</summary>
public enum ProvinceKind
{
    /// <summary>Tỉnh.</summary>
    Province,

    /// <summary>Thành phố trực thuộc trung ương.</summary>
    City,
}
