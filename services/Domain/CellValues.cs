namespace SipasSurvey.Domain;

/// <summary>What everybody may know of a cell for one item.</summary>
internal enum CellState : byte
{
    /// <summary>Its unit has no answer to the item, as everybody sees from the total: no secret, and no figure either.</summary>
    Void,

    /// <summary>It may be shown, unless it would give another one away.</summary>
    Open,

    /// <summary>It is hidden.</summary>
    Hidden,
}

/// <summary>The answers to one item in all cells of a breakdown, and which of the cells may not be shown whatever else is.</summary>
internal sealed class CellValues
{
    private readonly int _columns;
    private readonly int[] _answers;
    private readonly int[] _totals;

    public CellValues(BreakdownCounts counts, int item)
    {
        _columns = counts.Columns;
        Levels = counts.Survey.Questionnaire.Scale.Highest;
        Cells = counts.Units.Count * counts.Columns;
        At = new int[Cells * Levels];
        _answers = new int[Cells];
        _totals = new int[counts.Units.Count * Levels];
        States = new CellState[Cells];
        LevelsByUse =
        [
            .. Enumerable.Range(0, Levels).OrderByDescending(level => counts.Total(counts.Units.Nation).At(item, level + 1)),
        ];
        for (var total = 0; total < _totals.Length; total++)
        {
            _totals[total] = checked((int)counts.Total(total / Levels).At(item, (total % Levels) + 1));
        }

        for (var cell = 0; cell < Cells; cell++)
        {
            var tally = counts.Cell(cell / counts.Columns, cell % counts.Columns);
            for (var level = 0; level < Levels; level++)
            {
                var answers = checked((int)tally.At(item, level + 1));
                At[(cell * Levels) + level] = answers;
                _answers[cell] += answers;
            }

            States[cell] = AnswersInUnit(cell) == 0 ? CellState.Void
                : _answers[cell] < Disclosure.LeastAnswers || IsUnanimous(cell) ? CellState.Hidden
                : CellState.Open;
            Sensitive += States[cell] == CellState.Hidden ? 1 : 0;
        }
    }

    /// <summary>Number of levels.</summary>
    public int Levels { get; }

    /// <summary>The levels, from 0, the one with most answers first.</summary>
    public IReadOnlyList<int> LevelsByUse { get; }

    /// <summary>Number of cells.</summary>
    public int Cells { get; }

    /// <summary>Answers by cell and, within a cell, by level.</summary>
    public int[] At { get; }

    /// <summary>By cell; at first only those are hidden that may not be shown.</summary>
    public CellState[] States { get; }

    /// <summary>How many cells may not be shown.</summary>
    public int Sensitive { get; }

    /// <summary>Hides the cells that are marked.</summary>
    public void Hide(bool[] marks)
    {
        for (var cell = 0; cell < Cells; cell++)
        {
            States[cell] = marks[cell] && States[cell] == CellState.Open ? CellState.Hidden : States[cell];
        }
    }

    /// <summary>Marks the hidden cells.</summary>
    /// <returns>Whether there are any that were not marked before.</returns>
    public bool Mark(bool[] marks)
    {
        var any = false;
        for (var cell = 0; cell < Cells; cell++)
        {
            if (States[cell] == CellState.Hidden && !marks[cell])
            {
                marks[cell] = any = true;
            }
        }

        return any;
    }

    /// <summary>Answers in a cell.</summary>
    public int Answers(int cell) => _answers[cell];

    /// <summary>Answers in all cells of a cell's unit: the total, which everybody sees.</summary>
    public int AnswersInUnit(int cell)
    {
        var answers = 0;
        for (var level = 0; level < Levels; level++)
        {
            answers += AnswersInUnit(cell, level);
        }

        return answers;
    }

    /// <summary>Answers at a level in all cells of a cell's unit.</summary>
    public int AnswersInUnit(int cell, int level) => _totals[(cell / _columns * Levels) + level];

    /// <summary>Whether so few answered, and all at one level, that the cell says what each of them answered.</summary>
    public bool IsUnanimous(int cell) => _answers[cell] is > 0 and < Disclosure.LeastUnanimous && OnlyLevel(cell) >= 0;

    /// <summary>The level, from 0, that all answers in a cell have; -1 when there are several, or none.</summary>
    public int OnlyLevel(int cell) =>
        _answers[cell] == 0 ? -1 : At.AsSpan(cell * Levels, Levels).IndexOf(_answers[cell]);
}
