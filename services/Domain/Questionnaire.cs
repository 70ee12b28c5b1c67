namespace SipasSurvey.Domain;

/// <summary>
/// One version of the SIPAS questionnaire (phiếu khảo sát): its answer scale, its items grouped into elements and parts, and
/// what it asks about the respondent. Read from a data file; nothing in the code knows how many items there are.
/// </summary>
/// <remarks>The order of items and of respondent dimensions is part of the stored form of a response: see contracts/README.md.</remarks>
public sealed class Questionnaire
{
    private readonly Dictionary<string, Item> _itemsByCode;
    private readonly Dictionary<string, Indicator> _indicatorsByCode;

    internal Questionnaire(string code, LocalizedText name, Scale scale, LocalizedText wholeName, string wholeCode,
        IReadOnlyList<Part> parts, IReadOnlyList<Dimension> respondent)
    {
        Code = code;
        Name = name;
        Scale = scale;
        Parts = parts;
        Respondent = respondent;
        Elements = [.. parts.SelectMany(part => part.Elements)];
        Items = [.. Elements.SelectMany(element => element.Items)];
        _itemsByCode = Items.ToDictionary(item => item.Code, StringComparer.Ordinal);

        // Composites are numbered behind the items, in this order.
        var next = Items.Count;
        Composites =
        [
            .. Elements.Select(element => Composite(IndicatorKind.Element, element.Code, element.Name, element.Items)),
            .. parts.Select(part => Composite(IndicatorKind.Part, part.Code, part.Name, part.Elements.SelectMany(e => e.Items))),
            Composite(IndicatorKind.Whole, wholeCode, wholeName, Items),
        ];
        Indicators =
        [
            .. Items.Select(item => new Indicator(IndicatorKind.Item, item.Code, item.Name, [item.Index], item.Index)),
            .. Composites,
        ];
        _indicatorsByCode = Indicators.ToDictionary(indicator => indicator.Code, StringComparer.Ordinal);
        Whole = Indicators[^1];

        Indicator Composite(IndicatorKind kind, string indicatorCode, LocalizedText indicatorName, IEnumerable<Item> items) =>
            new(kind, indicatorCode, indicatorName, [.. items.Select(item => item.Index)], next++);
    }

    /// <summary>Identifier, e.g. <c>sipas-2023</c>.</summary>
    public string Code { get; }

    /// <summary>Title shown to people.</summary>
    public LocalizedText Name { get; }

    /// <summary>The answer scale that every item shares.</summary>
    public Scale Scale { get; }

    /// <summary>Parts (nội dung) in the order of the form.</summary>
    public IReadOnlyList<Part> Parts { get; }

    /// <summary>Elements (yếu tố) in the order of the form.</summary>
    public IReadOnlyList<Element> Elements { get; }

    /// <summary>Items (tiêu chí) in the order of the form; <see cref="Item.Index"/> is the place in this list.</summary>
    public IReadOnlyList<Item> Items { get; }

    /// <summary>What may be asked about the respondent (Ông/Bà), all optional.</summary>
    public IReadOnlyList<Dimension> Respondent { get; }

    /// <summary>Satisfaction indicators (chỉ số): items, then elements, parts and the whole.</summary>
    public IReadOnlyList<Indicator> Indicators { get; }

    /// <summary>The indicators that are computed from more than one item: elements, parts and the whole.</summary>
    public IReadOnlyList<Indicator> Composites { get; }

    /// <summary>The overall index.</summary>
    public Indicator Whole { get; }

    /// <summary>The item with this code, or null when the questionnaire has none.</summary>
    public Item? FindItem(string code) => _itemsByCode.GetValueOrDefault(code);

    /// <summary>The indicator with this code, or null when the questionnaire has none.</summary>
    public Indicator? FindIndicator(string code) => _indicatorsByCode.GetValueOrDefault(code);
}

/// <summary>Levels of satisfaction 1 … <see cref="Highest"/>; a level from <see cref="SatisfiedFrom"/> on means "satisfied".</summary>
/// <param name="Labels">Wording of the levels, level 1 first.</param>
/// <param name="SatisfiedFrom">The lowest level that counts as satisfied (4 in SIPAS).</param>
public sealed record Scale(IReadOnlyList<LocalizedText> Labels, int SatisfiedFrom)
{
    /// <summary>The best level, which is also the number of levels.</summary>
    public int Highest => Labels.Count;
}

/// <summary>A part of the index (nội dung): policy or service.</summary>
/// <param name="Code"><c>policy</c> or <c>service</c>.</param>
/// <param name="Name">Title of the part.</param>
/// <param name="Lead">The question that leads into its items.</param>
/// <param name="Elements">Its elements in the order of the form.</param>
public sealed record Part(string Code, LocalizedText Name, LocalizedText Lead, IReadOnlyList<Element> Elements);

/// <summary>An element (yếu tố): a group of items within a part.</summary>
/// <param name="Code">E.g. <c>PA</c>.</param>
/// <param name="Name">Title of the element.</param>
/// <param name="Items">Its items in the order of the form.</param>
public sealed record Element(string Code, LocalizedText Name, IReadOnlyList<Item> Items);

/// <summary>An item (tiêu chí): one statement that is rated on the scale.</summary>
/// <param name="Code">E.g. <c>P07</c>.</param>
/// <param name="Index">Place among all items of the questionnaire, from 0.</param>
/// <param name="Name">Short name for tables.</param>
/// <param name="Question">The wording on the form.</param>
public sealed record Item(string Code, int Index, LocalizedText Name, LocalizedText Question);

/// <summary>Something asked about the respondent, e.g. age.</summary>
/// <param name="Code">E.g. <c>age</c>.</param>
/// <param name="Name">Title.</param>
/// <param name="Categories">The categories to choose from.</param>
public sealed record Dimension(string Code, LocalizedText Name, IReadOnlyList<Category> Categories);

/// <summary>One category of a respondent dimension, e.g. <c>25-34</c>.</summary>
/// <param name="Code">Identifier within its dimension.</param>
/// <param name="Name">Title.</param>
public sealed record Category(string Code, LocalizedText Name);

/// <summary>What an indicator is computed from.</summary>
public enum IndicatorKind
{
    /// <summary>One item.</summary>
    Item,

    /// <summary>The items of one element.</summary>
    Element,

    /// <summary>The items of one part.</summary>
    Part,

    /// <summary>All items.</summary>
    Whole,
}

/// <summary>A satisfaction indicator (chỉ số).</summary>
/// <param name="Kind">Item, element, part or whole.</param>
/// <param name="Code">E.g. <c>P07</c>, <c>PA</c>, <c>policy</c>, <c>sipas</c>.</param>
/// <param name="Name">Title.</param>
/// <param name="Items">Indexes of the items that it is the mean of; a single one for an item.</param>
/// <param name="Index">Place among <see cref="Questionnaire.Indicators"/>.</param>
public sealed record Indicator(IndicatorKind Kind, string Code, LocalizedText Name, IReadOnlyList<int> Items, int Index);
