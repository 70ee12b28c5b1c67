using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>Reads the rows of a table as sheets. What it says about a row is good until the next one is read.</summary>
internal sealed class RowReader
{
    private readonly ITable _table;
    private readonly SheetOrder _order;
    private readonly FaultList _faults;
    private readonly IReadOnlyList<SheetColumn?> _columns;
    private readonly CellRule?[] _rules;
    private readonly SerialRule _serials;
    private readonly LevelRule _levels;
    private readonly bool _isCsv;
    private readonly bool[] _hasHeading;
    private readonly SortedSet<int> _unheaded = [];
    private readonly byte[] _answers;
    private readonly byte[] _respondent;
    private bool _isFaulty;

    public RowReader(ITable table, TableOrigin origin, SheetHeader header, SheetOrder order, FaultList faults)
    {
        _table = table;
        _order = order;
        _faults = faults;
        _columns = header.Columns;
        _rules = [.. _columns.Select(it =>
            it is null or { Kind: SheetColumnKind.Serial or SheetColumnKind.Item } ? null : new CellRule(it, order.Clusters))];
        _serials = new SerialRule(order);
        _levels = new LevelRule(order.Survey.Questionnaire.Scale);
        _isCsv = origin.Delimiter is not null;
        _hasHeading = [.. origin.Headings.Select(it => it.Length > 0)];
        _answers = new byte[order.Survey.Questionnaire.Items.Count];
        _respondent = new byte[order.Survey.Questionnaire.Respondent.Count];
    }

    /// <summary>Level of each item; 0 where it is blank.</summary>
    public ReadOnlySpan<byte> Answers => _answers;

    /// <summary>How many items say that they are illegible.</summary>
    public int Illegible { get; private set; }

    /// <summary>The serial, when it is one, whatever else is wrong with the row.</summary>
    public SheetSerial? Serial { get; private set; }

    /// <summary>Code of the interviewer, or null.</summary>
    public string? Interviewer { get; private set; }

    /// <summary>Code of the typist, or null.</summary>
    public string? Typist { get; private set; }

    /// <summary>Columns without a heading in which something stands.</summary>
    public IReadOnlyCollection<int> Unheaded => _unheaded;

    /// <summary>Whether the row says nothing in any column that is read. A running number alone makes no sheet.</summary>
    public bool IsBlank()
    {
        for (var column = 0; column < Math.Min(_columns.Count, _table.Width); column++)
        {
            if (_columns[column] is not null && (_table.KindOf(column) != CellKind.Text || !_table.TextOf(column).IsWhiteSpace()))
            {
                return false;
            }
        }

        return !_isCsv || _table.Width <= _columns.Count;
    }

    /// <summary>Whether column is one that is read.</summary>
    public bool IsRead(int column) => column < _columns.Count && _columns[column] is not null;

    /// <summary>Reads the row.</summary>
    /// <returns>Null when something is wrong with it.</returns>
    public SheetRow? Read()
    {
        (_isFaulty, Illegible, Serial, Interviewer, Typist) = (false, 0, null, null, null);
        Guid id = default;
        string? cluster = null;
        for (var column = 0; column < _columns.Count; column++)
        {
            var text = _table.TextOf(column);
            switch (_columns[column])
            {
                case null:
                    if (!_hasHeading[column] && !text.IsWhiteSpace())
                    {
                        _unheaded.Add(column);
                    }

                    break;
                case { Kind: SheetColumnKind.Item } item:
                    ReadLevel(column, item.Place, text);
                    break;
                case { Kind: SheetColumnKind.Serial }:
                    Serial = _serials.Read(_table.Row, _table.KindOf(column), text, out id, out var wrong);
                    Note(column, text, wrong);
                    break;
                case { } other:
                    var reading = _rules[column]!.Read(_table.KindOf(column), text);
                    Note(column, text, reading.Fault);
                    cluster = other.Kind == SheetColumnKind.Cluster ? reading.Text : cluster;
                    Keep(other, reading);
                    break;
            }
        }

        ReadBeyond();
        return _isFaulty ? null : new SheetRow(_table.Row, id, new Content(_order.Survey.Code, _order.Province, _answers, _respondent, cluster).ToBytes(),
            Serial?.PrintedNumber ?? 0);
    }

    private void ReadLevel(int column, int item, ReadOnlySpan<char> text)
    {
        var level = _levels.Read(_table.KindOf(column), text, out var isIllegible, out var wrong);
        _answers[item] = level;
        Illegible += isIllegible ? 1 : 0;
        Note(column, text, wrong);
    }

    private void Keep(SheetColumn column, CellReading reading)
    {
        switch (column.Kind)
        {
            case SheetColumnKind.Respondent:
                _respondent[column.Place] = (byte)reading.Place;
                break;
            case SheetColumnKind.Interviewer:
                Interviewer = reading.Text;
                break;
            case SheetColumnKind.Typist:
                Typist = reading.Text;
                break;
        }
    }

    // In CSV a cell too many shifts all behind it; in a spreadsheet it is a note beside the table.
    private void ReadBeyond()
    {
        if (_isCsv && _table.Width > _columns.Count)
        {
            Note(_columns.Count, _table.TextOf(_columns.Count), CellFaults.TooManyCells);
        }
        else
        {
            for (var column = _columns.Count; column < _table.Width; column++)
            {
                if (!_table.TextOf(column).IsEmpty)
                {
                    _unheaded.Add(column);
                }
            }
        }
    }

    private void Note(int column, ReadOnlySpan<char> text, LocalizedText? wrong)
    {
        if (wrong is not null)
        {
            _isFaulty = true;
            _faults.Add(_table.Row, column, text, wrong);
        }
    }
}
