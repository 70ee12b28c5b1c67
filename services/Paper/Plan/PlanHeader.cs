using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper.Plan;

/// <summary>What the columns of a plan are.</summary>
internal enum PlanColumn
{
    Province,
    District,
    Commune,
    Code,
    Name,
    Planned,
    Issued,
}

/// <summary>The headings by which the columns of a plan are known.</summary>
internal static class PlanHeader
{
    private static readonly (PlanColumn Column, LocalizedText Name, string[] Headings)[] Columns =
    [
        (PlanColumn.Province, new("Tỉnh", "Province"), ["province", "Tỉnh", "Tỉnh/thành phố", "Tỉnh, thành phố", "Mã tỉnh", "Province code"]),
        (PlanColumn.District, new("Huyện", "District"), ["district", "Huyện", "Quận/huyện", "Huyện/quận", "Quận, huyện"]),
        (PlanColumn.Commune, new("Xã", "Commune"), ["commune", "Xã", "Xã/phường", "Xã, phường", "Phường/xã", "Xã/phường/thị trấn"]),
        (PlanColumn.Code, new("Mã thôn", "Village code"),
            ["cluster", "code", "village_code", "Village code", "Mã thôn", "Mã thôn/tổ dân phố", "cluster – Mã thôn/tổ dân phố", "cluster – Village code"]),
        (PlanColumn.Name, new("Thôn/Tổ dân phố", "Village"), ["name", "village", "Village name", "Thôn/Tổ dân phố", "Thôn", "Tổ dân phố", "Tên thôn", "Tên thôn/tổ dân phố"]),
        (PlanColumn.Planned, new("Kế hoạch", "Planned"), ["planned", "Kế hoạch", "Số phiếu kế hoạch"]),
        (PlanColumn.Issued, new("Phát ra", "Issued"), ["issued", "Phát ra", "Số phiếu phát ra"]),
    ];

    private static readonly Dictionary<string, PlanColumn> Known =
        Columns.SelectMany(it => it.Headings.Select(heading => (Key: Words.HeadingKey(heading), it.Column))).DistinctBy(it => it.Key)
            .ToDictionary(it => it.Key, it => it.Column, StringComparer.Ordinal);

    /// <summary>How many columns a row names; 0 when it is no header.</summary>
    public static int Score(IReadOnlyList<string> headings)
    {
        var named = headings.Select(Find).Where(it => it is not null).Distinct().Count();
        return named > 1 ? named : 0;
    }

    /// <summary>Where each column is in the file.</summary>
    /// <param name="origin">The table.</param>
    /// <param name="needsProvince">Whether the column of provinces may not be missing.</param>
    /// <exception cref="SheetFileException">A column is missing or there twice.</exception>
    public static (Dictionary<PlanColumn, int> Places, IReadOnlyList<string> Ignored) Of(TableOrigin origin, bool needsProvince)
    {
        var (places, ignored) = (new Dictionary<PlanColumn, int>(), new List<string>());
        for (var place = 0; place < origin.Headings.Count; place++)
        {
            if (Find(origin.Headings[place]) is not { } column)
            {
                if (origin.Headings[place].Length > 0)
                {
                    ignored.Add(Shown.Text(origin.Headings[place]));
                }
            }
            else if (!places.TryAdd(column, place))
            {
                throw FileFaults.Doubled(NameOf(column).Vi, CellName.Column(places[column]), CellName.Column(place), mayBeNumber: false);
            }
        }

        var missing = Columns.Where(it => !places.ContainsKey(it.Column) && IsRequired(it.Column, needsProvince)).ToList();
        return missing.Count == 0
            ? (places, ignored)
            : throw FileFaults.MissingColumns("missing-columns", [.. missing.Select(it => it.Name.Vi)], [.. missing.Select(it => it.Name.En)], $"{origin.HeaderRow}");
    }

    /// <summary>What people call a column.</summary>
    public static LocalizedText NameOf(PlanColumn column) => Columns[(int)column].Name;

    // There have been no districts since July 2025, and when a plan is made nothing is handed out yet.
    private static bool IsRequired(PlanColumn column, bool needsProvince) =>
        column switch { PlanColumn.District or PlanColumn.Issued => false, PlanColumn.Province => needsProvince, _ => true };

    private static PlanColumn? Find(string heading) => Known.TryGetValue(Words.HeadingKey(heading), out var column) ? column : null;
}
