using System.Globalization;
using System.Text;
using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper.Plan;

/// <summary>Reads the rows of a plan.</summary>
internal sealed class PlanRow
{
    private const int LongestName = 120;
    private const int MostSheets = 100_000;

    private static readonly LocalizedText NameFault = new(
        $"Tên có 1 đến {LongestName} ký tự, bắt đầu bằng chữ cái hoặc chữ số.", $"A name has 1 to {LongestName} characters and begins with a letter or a digit.");

    private static readonly LocalizedText NumberFault = new(
        $"Số phiếu là số nguyên từ 0 đến {Shown.Vi(MostSheets)}.", $"A number of sheets is a whole number from 0 to {Shown.En(MostSheets)}.");

    private static readonly LocalizedText ProvinceFault = new(
        "Không có tỉnh, thành phố này trong cuộc khảo sát. Ghi mã hai chữ số (01) hoặc tên (Hà Nội).",
        "The survey has no such province. Write its two-digit code (01) or its name (Hanoi).");

    private static readonly string[] Types = ["tinh ", "thanh pho ", "tp. ", "tp.", "tp ", "province of ", "city of "];

    private readonly ITable _table;
    private readonly Dictionary<PlanColumn, int> _places;
    private readonly FaultList _faults;
    private readonly string? _only;
    private readonly Dictionary<string, string> _provinces = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Province, string Code), int> _firstRows = [];
    private bool _isFaulty;

    public PlanRow(ITable table, Dictionary<PlanColumn, int> places, FaultList faults, Survey survey, string? only)
    {
        (_table, _places, _faults, _only) = (table, places, faults, only);
        foreach (var province in survey.Geography.Provinces)
        {
            _provinces.TryAdd(province.Code, province.Code);
            _provinces.TryAdd(Words.Key(province.Name.Vi), province.Code);
            _provinces.TryAdd(Words.Key(province.Name.En), province.Code);
        }
    }

    /// <summary>Whether the row says nothing in any column that is read.</summary>
    public bool IsBlank() => _places.Values.All(column => _table.TextOf(column).IsWhiteSpace());

    /// <summary>Reads the row.</summary>
    /// <returns>Null when something is wrong with it.</returns>
    public PlannedVillage? Read()
    {
        _isFaulty = false;
        var province = Province();
        var district = Name(PlanColumn.District, mayBeBlank: true);
        var commune = Name(PlanColumn.Commune);
        var code = Text(PlanColumn.Code);
        var name = Name(PlanColumn.Name);
        if (code is not null && !ClusterCode.IsValid(code))
        {
            Note(PlanColumn.Code, CellFaults.Cluster);
        }
        else if (code is not null && province is not null && !_firstRows.TryAdd((province, code), _table.Row))
        {
            var first = _firstRows[(province, code)].ToString(CultureInfo.InvariantCulture);
            Note(PlanColumn.Code, new(
                $"Mã này đã có ở dòng {first}. Mỗi thôn/tổ dân phố của tỉnh có một mã riêng.",
                $"Row {first} has this code already. Every village of a province has a code of its own."));
        }

        var (planned, issued) = (Number(PlanColumn.Planned), Number(PlanColumn.Issued, mayBeBlank: true));
        return _isFaulty ? null : new PlannedVillage(province!, district!, commune!, code!, name!, planned, issued);
    }

    private string? Province()
    {
        if (!_places.ContainsKey(PlanColumn.Province))
        {
            return _only;
        }

        var key = Text(PlanColumn.Province) is { } text ? Words.Key(text) : null;
        if (key is null)
        {
            return null;
        }

        var type = Types.FirstOrDefault(it => key.StartsWith(it, StringComparison.Ordinal)) ?? "";
        // A code that Excel took for a number has lost its zero.
        if (!_provinces.TryGetValue(key, out var province) && !_provinces.TryGetValue(key[type.Length..], out province)
            && !(key.Length == 1 && _provinces.TryGetValue($"0{key}", out province)))
        {
            Note(PlanColumn.Province, ProvinceFault);
            return null;
        }

        if (_only is not null && province != _only)
        {
            Note(PlanColumn.Province, new(
                $"Kế hoạch này chỉ dành cho tỉnh có mã {_only}.", $"This plan is for the province with the code {_only} alone."));
            return null;
        }

        return province;
    }

    private string? Name(PlanColumn column, bool mayBeBlank = false)
    {
        var text = Text(column, mayBeBlank);
        if (text is { Length: > 0 } && (text.Length > LongestName || !char.IsLetterOrDigit(text[0]) || text.Any(char.IsControl)))
        {
            Note(column, NameFault);
            return null;
        }

        return text;
    }

    private int Number(PlanColumn column, bool mayBeBlank = false)
    {
        var text = Text(column, mayBeBlank);
        if (text is not { Length: > 0 })
        {
            return 0;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > MostSheets)
        {
            Note(column, NumberFault);
        }

        return number;
    }

    // Null when the cell is wrong, empty when it may be blank and is. Names have one form, so that they can be compared.
    private string? Text(PlanColumn column, bool mayBeBlank = false)
    {
        if (!_places.TryGetValue(column, out var place))
        {
            return "";
        }

        var text = _table.TextOf(place).Trim();
        if (CellFaults.OfKind(_table.KindOf(place), mayBeDate: false) is { } wrong)
        {
            Note(column, wrong);
            return null;
        }

        if (text.IsEmpty && !mayBeBlank)
        {
            var name = PlanHeader.NameOf(column);
            Note(column, new($"Thiếu “{name.Vi}”.", $"“{name.En}” is missing."));
            return null;
        }

        try
        {
            return string.Join(' ', text.ToString().Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair.
            Note(column, NameFault);
            return null;
        }
    }

    private void Note(PlanColumn column, LocalizedText wrong)
    {
        _isFaulty = true;
        var place = _places[column];
        _faults.Add(_table.Row, place, _table.TextOf(place), wrong);
    }
}
