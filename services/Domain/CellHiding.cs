namespace SipasSurvey.Domain;

/// <summary>
/// Hides, for one item at a time, as many further cells as it takes until nothing that is visible gives a hidden one away. Somebody who
/// solves all equations, and knows that no count is negative, can exclude of no hidden cell that
/// <list type="bullet">
/// <item>it has another value than it has,</item>
/// <item>if it has too few answers: it has enough of them,</item>
/// <item>if few answered it and all at one level: somebody answered at another one,</item>
/// </list>
/// except where the unit's total, which everybody may see, says so by itself. The second implies that cells of which only the sum can be
/// found have enough answers together; the third, that they are not all at one level.
/// </summary>
internal sealed class CellHiding(CellGraph graph)
{
    // Hiding costs the answers that are no longer seen, and this for the cell itself: so the smallest go first, a province's before the
    // nation's, but rather one large cell than many small ones.
    private const int CostOfCell = 50;

    private readonly CellPaths _paths = new(graph);
    private readonly int[] _costs = new int[graph.Cells];
    private readonly bool[] _hasEnough = new bool[graph.Cells];
    private readonly bool[] _isMixed = new bool[graph.Cells];
    private readonly bool[] _isOpenToDoubt = new bool[graph.Cells];
    private readonly List<(int Place, int Moved)> _moves = [];
    private CellValues _values = null!;

    /// <summary>Hides further cells in <see cref="CellValues.States"/>.</summary>
    /// <param name="values">The answers to an item, with the cells hidden that may not be shown.</param>
    public void Complete(CellValues values)
    {
        _values = values;
        Array.Clear(_hasEnough);
        Array.Clear(_isMixed);
        Array.Clear(_isOpenToDoubt);
        var sensitive = new List<int>(values.Sensitive);
        for (var cell = 0; cell < graph.Cells; cell++)
        {
            var isHidden = values.States[cell] == CellState.Hidden;
            _costs[cell] = isHidden ? 0 : CostOfCell + values.Answers(cell);
            if (isHidden)
            {
                sensitive.Add(cell);
            }
        }

        foreach (var cell in sensitive)
        {
            Protect(cell);
        }
    }

    // What a path has once made possible stays so, whatever is hidden later.
    private void Protect(int cell)
    {
        if (Missing(cell) > 0 && !_hasEnough[cell])
        {
            Raise(cell, Missing(cell), except: -1);
        }

        var only = _values.OnlyLevel(cell);
        if (_values.IsUnanimous(cell) && !_isMixed[cell] && _values.AnswersInUnit(cell, only) < _values.AnswersInUnit(cell))
        {
            Raise(cell, 1, only);
        }

        if (!_isOpenToDoubt[cell])
        {
            _ = (_paths.FindAmongHidden(_values, cell, CellPaths.AnyLevel, 0)
                || _paths.FindCheapest(_values, cell, CellPaths.AnyLevel, 0, _costs))
                && HidePath(cell);
        }
    }

    // Makes it possible that a cell has more answers than it has. If every cell were hidden, its column could take over all answers of its
    // unit, so the search comes to an end. Levels are moved one by one, as everybody can solve the equations of each level.
    private void Raise(int cell, int missing, int except)
    {
        _moves.Clear();
        for (var tier = 0; missing > 0 && tier < 4; tier++)
        {
            foreach (var level in _values.LevelsByUse)
            {
                var atOnce = tier % 2 == 0;
                while (missing > 0 && level != except && Find(cell, level, atOnce ? missing : 1, onlyHidden: tier < 2))
                {
                    HidePath(cell);
                    var capacity = Capacity(level);
                    if (_moves.Count == 0)
                    {
                        NoteWhatElseItRaises(level, capacity);
                    }

                    Move(level, Math.Min(missing, capacity));
                    missing -= capacity;
                }
            }
        }

        foreach (var (place, moved) in _moves)
        {
            _values.At[place] -= moved;
        }
    }

    private bool Find(int cell, int level, int least, bool onlyHidden) => onlyHidden
        ? _paths.FindAmongHidden(_values, cell, level, least)
        : _paths.FindCheapest(_values, cell, level, least, _costs);

    private bool HidePath(int cell)
    {
        _isOpenToDoubt[cell] = true;
        foreach (var arc in _paths.Path)
        {
            _values.States[arc.Cell] = CellState.Hidden;
            _costs[arc.Cell] = 0;
            _isOpenToDoubt[arc.Cell] = true;
        }

        return true;
    }

    // How many answers at a level can move along the path.
    private int Capacity(int level)
    {
        var capacity = int.MaxValue;
        foreach (var arc in _paths.Path)
        {
            capacity = arc.Along ? capacity : Math.Min(capacity, _values.At[(arc.Cell * _values.Levels) + level]);
        }

        return capacity;
    }

    private void Move(int level, int answers)
    {
        foreach (var arc in _paths.Path)
        {
            var place = (arc.Cell * _values.Levels) + level;
            _values.At[place] += arc.Along ? answers : -answers;
            _moves.Add((place, arc.Along ? answers : -answers));
        }
    }

    // The path closes a circle, and every cell that it goes along could be the one that was asked for. This spares most searches.
    private void NoteWhatElseItRaises(int level, int capacity)
    {
        foreach (var arc in _paths.Path)
        {
            if (arc.Along)
            {
                _hasEnough[arc.Cell] |= capacity >= Missing(arc.Cell);
                _isMixed[arc.Cell] |= _values.OnlyLevel(arc.Cell) != level;
            }
        }
    }

    private int Missing(int cell) => Math.Min(Disclosure.LeastAnswers, _values.AnswersInUnit(cell)) - _values.Answers(cell);
}
