namespace SipasSurvey.UnitTests.Breakdowns;

/// <summary>Somebody who has all tables side by side and a computer.</summary>
internal static class Attack
{
    /// <summary>
    /// Solves the equations exactly and returns every hidden cell that they determine, with its counts. Rows are kept in whole numbers, so
    /// nothing is rounded.
    /// </summary>
    public static Dictionary<int, long[]> Solve(Published published)
    {
        var solved = new Dictionary<int, Row>();
        foreach (var equation in published.Equations)
        {
            var row = new Row(new long[published.Hides.Length], (long[])equation.Visible.Clone());
            foreach (var (cell, sign) in equation.Cells.Zip(equation.Signs))
            {
                row.Coefficients[cell] = sign;
            }

            // Rows that are solved hold no cell that another one is solved for.
            foreach (var cell in equation.Cells.Where(solved.ContainsKey))
            {
                row.Eliminate(cell, solved[cell]);
            }

            var pivot = Array.FindIndex(row.Coefficients, coefficient => coefficient != 0);
            if (pivot < 0)
            {
                Assert.All(row.Visible, value => Assert.Equal(0, value));
                continue;
            }

            foreach (var other in solved.Values)
            {
                other.Eliminate(pivot, row);
            }

            solved.Add(pivot, row);
        }

        return solved.Where(it => it.Value.Coefficients.Count(coefficient => coefficient != 0) == 1)
            .ToDictionary(it => it.Key, it => it.Value.Visible.Select(value => value / it.Value.Coefficients[it.Key]).ToArray());
    }

    /// <summary>
    /// The most that each cell can have at each level, if it is hidden, as far as it follows from one equation after the other when no
    /// count is negative, until nothing more follows.
    /// </summary>
    public static long[][] Bound(Published published)
    {
        long[][] most = [.. published.Hides.Select((hidden, cell) => hidden ? published.Total(cell) : [])];
        long[][] least = [.. most.Select(levels => new long[levels.Length])];
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var equation in published.Equations)
            {
                for (var level = 0; level < equation.Visible.Length; level++)
                {
                    changed |= Tighten(equation, level, least, most);
                }
            }
        }

        return most;
    }

    // A cell takes what the others leave, and they leave most when they are as small as they can be, or on the other side as large.
    private static bool Tighten(Equation equation, int level, long[][] least, long[][] most)
    {
        long lowest = 0, highest = 0;
        for (var i = 0; i < equation.Cells.Length; i++)
        {
            var (low, high) = (least[equation.Cells[i]][level], most[equation.Cells[i]][level]);
            lowest += equation.Signs[i] > 0 ? low : -high;
            highest += equation.Signs[i] > 0 ? high : -low;
        }

        var changed = false;
        for (var i = 0; i < equation.Cells.Length; i++)
        {
            var cell = equation.Cells[i];
            var (low, high) = (least[cell][level], most[cell][level]);
            var visible = equation.Visible[level];
            var (bottom, top) = equation.Signs[i] > 0
                ? (visible - highest + high, visible - lowest + low)
                : (lowest - visible + high, highest - visible + low);
            changed |= top < high || bottom > low;
            (least[cell][level], most[cell][level]) = (Math.Max(low, bottom), Math.Min(high, top));
        }

        return changed;
    }

    private sealed record Row(long[] Coefficients, long[] Visible)
    {
        /// <summary>Takes so much of the other row from this one, both multiplied where need be, that a cell is no longer in it.</summary>
        public void Eliminate(int cell, Row other)
        {
            if (Coefficients[cell] == 0)
            {
                return;
            }

            var (mine, theirs) = (Coefficients[cell], other.Coefficients[cell]);
            Combine(Coefficients, theirs, other.Coefficients, mine);
            Combine(Visible, theirs, other.Visible, mine);
        }

        private static void Combine(long[] row, long factor, long[] other, long otherFactor)
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = checked((row[i] * factor) - (other[i] * otherFactor));
            }
        }
    }
}
