using System.Text.RegularExpressions;
using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>Reads the cells of serials, and remembers them: a sheet takes one row of a file.</summary>
internal sealed partial class SerialRule
{
    private static readonly string Example = Words.Key(SheetLayout.ExampleSerial);

    private readonly SheetOrder _order;
    private readonly Dictionary<Guid, int> _firstRows = [];

    public SerialRule(SheetOrder order) => _order = order;

    /// <summary>The serial that a cell holds.</summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="kind">Kind of the cell.</param>
    /// <param name="text">What stands in it.</param>
    /// <param name="id">Response id of the sheet; empty when there is none.</param>
    /// <param name="fault">What is wrong with it; null when nothing is.</param>
    public SheetSerial? Read(int row, CellKind kind, ReadOnlySpan<char> text, out Guid id, out LocalizedText? fault)
    {
        id = default;
        fault = CellFaults.OfKind(kind, mayBeDate: false);
        if (fault is not null)
        {
            return null;
        }

        var typed = text.Trim().ToString();
        if (!SheetSerial.TryParse(typed, out var serial, out fault))
        {
            fault = typed.Length == 0 ? CellFaults.NoSerial : IsRounded(kind, typed) ? CellFaults.SerialIsNumber : fault;
            return null;
        }

        fault = IsExample(typed) ? CellFaults.Example
            : IsRounded(kind, typed) ? CellFaults.SerialIsNumber
            : !serial.IsPrinted && _order.Team.Length == 0 ? CellFaults.NeedsTeam
            : null;
        if (fault is not null)
        {
            return null;
        }

        id = serial.IdIn(_order.Survey.Code, _order.Province, _order.Team);
        if (!_firstRows.TryAdd(id, row))
        {
            fault = CellFaults.Doubled(_firstRows[id]);
        }

        return serial;
    }

    private static bool IsExample(string typed) => typed[0] is 'V' or 'v' or 'Ｖ' or 'ｖ' && Words.Key(typed) == Example;

    private static bool IsRounded(CellKind kind, string typed) =>
        Scientific().IsMatch(typed) || (kind == CellKind.Number && typed.Contains('.', StringComparison.Ordinal));

    [GeneratedRegex(@"^-?[0-9]([.,][0-9]+)?E\+[0-9]{2,3}\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Scientific();
}
