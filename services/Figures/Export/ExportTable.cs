using System.Data;
using System.Globalization;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Export;

/// <summary>
/// The table of provinces for programs that know only rows and columns: the nation, the mean over provinces, then every province by
/// rank. The names of its columns are codes for machines, their captions are for people.
/// </summary>
internal static class ExportTable
{
    /// <summary>The column with names of units.</summary>
    public const string NameColumn = "name";

    private const string MeanUnit = "provinceMean";
    private const string ProvinceUnit = "province";

    public static DataTable Of(FigureRequest request, FigureLookup figures)
    {
        var questionnaire = request.Survey.Questionnaire;
        var indicators = FigureLookup.Headlines(questionnaire);
        var table = Columns(questionnaire.Scale, indicators, figures.Version.Simulated);

        var nation = figures.Whole(FigureQuery.Nation);
        Add(FigureQuery.Nation, null, FigureWords.Nation, nation.N, null, indicator => ValueOf(FigureQuery.Nation, indicator));
        var inMean = figures.Mean(questionnaire.Whole).Provinces;
        Add(MeanUnit, null, $"Trung bình {inMean} tỉnh, thành phố có đủ số liệu", null, null,
            indicator => new IndicatorValue(figures.Mean(indicator).Satisfied, figures.Mean(indicator).Score));
        foreach (var province in figures.ByRank(request.Geography))
        {
            var whole = figures.Whole(province.Code);
            Add(ProvinceUnit, province.Code, province.Name.Vi, whole.N, whole.Rank, indicator => ValueOf(province.Code, indicator));
        }

        return table;

        IndicatorValue ValueOf(string unit, Indicator indicator) =>
            new(figures.Row(unit, indicator).Satisfied, figures.Row(unit, indicator).Score);

        void Add(string unit, string? province, string name, long? n, int? rank, Func<Indicator, IndicatorValue> valueOf)
        {
            object?[] cells =
            [
                request.Survey.Code, request.Geography.Code, request.ChannelCode, AsOf(figures.Version.AsOf),
                .. figures.Version.Simulated ? [FigureWords.Simulated] : Array.Empty<object?>(),
                unit, province, Plain(name), n, rank,
                .. indicators.Select(valueOf).SelectMany(value => new object?[] { value.Satisfied, value.Score }),
            ];
            table.Rows.Add(cells);
        }
    }

    /// <summary>A text that no spreadsheet takes for a formula.</summary>
    public static string Plain(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text;

    /// <summary>File name: survey, geography, channel and the time of the figures in Vietnam.</summary>
    public static string FileName(FigureRequest request, FigureLookup figures, string extension)
    {
        var asOf = figures.Version.AsOf.ToOffset(VietnamTime.Offset).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        return $"{request.Survey.Code}-{request.Geography.Code}-{request.ChannelCode}-{asOf}.{extension}";
    }

    private static DataTable Columns(Scale scale, IReadOnlyList<Indicator> indicators, bool simulated)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        Add<string>("survey", "Cuộc khảo sát");
        Add<string>("geography", "Địa giới");
        Add<string>("channel", "Kênh");
        Add<string>("as_of", "Số liệu đến (UTC)");
        if (simulated)
        {
            Add<string>("simulated", "Lưu ý");
        }

        Add<string>("unit", "Loại đơn vị");
        Add<string>("province", "Mã tỉnh");
        Add<string>(NameColumn, "Tên");
        Add<long>("n", "Số phiếu");
        Add<int>("rank", "Hạng");
        foreach (var indicator in indicators)
        {
            Add<double>($"{indicator.Code}_satisfied", $"{indicator.Name.Vi} – {FigureWords.NameOf(IndexRule.Satisfied, scale)}");
            Add<double>($"{indicator.Code}_score", $"{indicator.Name.Vi} – {FigureWords.NameOf(IndexRule.Score, scale)}");
        }

        return table;

        void Add<T>(string code, string caption) =>
            table.Columns.Add(new DataColumn(code, typeof(T)) { Caption = $"{Plain(caption)} [{code}]" });
    }

    /// <summary>A moment as a text for programs, in UTC.</summary>
    public static string AsOf(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
