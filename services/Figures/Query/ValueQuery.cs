using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Query;

/// <summary>In which form values are sent.</summary>
public enum ValueFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>CSV without a byte order mark, for programs.</summary>
    Csv,

    /// <summary>CSV with a byte order mark, by which Excel knows UTF-8.</summary>
    CsvForExcel,

    /// <summary>An Excel workbook.</summary>
    Xlsx,

    /// <summary>Parquet.</summary>
    Parquet,
}

/// <summary>What divides the responses of a unit.</summary>
/// <param name="Code">Code of the dimension, or <see cref="ChannelCode"/>.</param>
/// <param name="Dimension">A respondent dimension of the questionnaire; null for the channels.</param>
public sealed record ValueDivision(string Code, Dimension? Dimension)
{
    /// <summary>Code of the division by channels.</summary>
    public const string ChannelCode = FigureRequest.ChannelParameter;

    /// <summary>Stands for respondents who did not state a category.</summary>
    public static readonly Category NotStated = new("not-stated", new LocalizedText("Không trả lời", "Not stated"));

    /// <summary>All divisions of a survey's responses.</summary>
    public static IEnumerable<ValueDivision> Of(Survey survey) =>
        survey.Questionnaire.Respondent.Select(dimension => new ValueDivision(dimension.Code, dimension)).Append(new ValueDivision(ChannelCode, null));
}

/// <summary>Which values are asked for, after the query was found to be right.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Geography">The geography that the provinces are of.</param>
/// <param name="Channel">Which channels; null where the channels divide the rows.</param>
/// <param name="Units">The units in the order of the rows: the nation (null), then provinces by code.</param>
/// <param name="Indicators">The indicators in the order of the questionnaire.</param>
/// <param name="By">What divides the rows of a unit; null for nothing.</param>
/// <param name="Rule">The only rule whose percentages are wanted; null for both.</param>
/// <param name="Format">Form of the answer.</param>
/// <param name="Manifest">Whether the manifest of the file is asked for in its place.</param>
public sealed record ValueQuery(Survey Survey, Geography Geography, ChannelChoice? Channel, IReadOnlyList<Province?> Units, IReadOnlyList<Indicator> Indicators,
    ValueDivision? By, IndexRule? Rule, ValueFormat Format, bool Manifest = false)
{
    /// <summary>Path of the route, of a survey code or a placeholder.</summary>
    public static string Path(string survey) => $"/api/v1/figures/{survey}/values";

    /// <summary>The units of a geography by their codes, the nation first.</summary>
    public static IReadOnlyList<KeyValuePair<string, Province?>> UnitsOf(Geography geography) =>
        [KeyValuePair.Create(FigureQuery.Nation, (Province?)null), .. geography.Provinces.Select(province => KeyValuePair.Create(province.Code, (Province?)province))];

    /// <summary>Code of the channels, as in the query; null where the channels divide the rows.</summary>
    public string? ChannelCode => Channel is { } chosen ? FigureRequest.Channels.First(choice => choice.Value == chosen).Key : null;

    /// <summary>
    /// The address that asks for this, without the manifest. Two queries that mean the same have the same: members stand in the order of the rows, and a list
    /// of all of them is left out.
    /// </summary>
    public string Address
    {
        get
        {
            List<string> parts = [$"{FigureRequest.GeographyParameter}={Geography.Code}"];
            Add(FigureRequest.ChannelParameter, ChannelCode);
            Add(ValueParameters.ProvinceParameter, Units.Count > Geography.Provinces.Count ? null : string.Join(',', Units.Select(unit => unit?.Code ?? FigureQuery.Nation)));
            Add(ValueParameters.IndicatorParameter, Indicators.Count == Survey.Questionnaire.Indicators.Count ? null : string.Join(',', Indicators.Select(it => it.Code)));
            Add(ValueParameters.ByParameter, By?.Code);
            Add(ValueParameters.RuleParameter, Rule is { } rule ? ValueParameters.Rules.First(choice => choice.Value == rule).Key : null);
            Add(FigureRequest.FormatParameter, ValueParameters.Formats.First(choice => choice.Value == Format).Key);
            return $"{Path(Survey.Code)}?{string.Join('&', parts)}";

            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    parts.Add($"{name}={value}");
                }
            }
        }
    }
}
