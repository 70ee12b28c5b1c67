using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>Collects the faults of a file: the first in full, the rest as a number.</summary>
internal sealed class FaultList
{
    private readonly List<CellFault> _faults = [];
    private readonly TableOrigin _origin;
    private readonly int _most;

    /// <param name="origin">The table.</param>
    /// <param name="most">How many are kept in full.</param>
    public FaultList(TableOrigin origin, int most)
    {
        _origin = origin;
        _most = most;
    }

    /// <summary>The first faults.</summary>
    public IReadOnlyList<CellFault> Faults => _faults;

    /// <summary>How many there were besides.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Notes a fault.</summary>
    public void Add(int row, int column, ReadOnlySpan<char> value, LocalizedText message)
    {
        if (_faults.Count >= _most)
        {
            LeftOut++;
            return;
        }

        _faults.Add(new CellFault(row, CellName.Column(column), SheetHeader.HeadingOf(_origin, column), Shown.Text(value), message));
    }
}
