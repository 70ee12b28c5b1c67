namespace SipasSurvey.Domain;

/// <summary>
/// The cells of a breakdown as the edges of a graph whose nodes are the equations between them. One node for each province says that its
/// cells add up to its total, one for each larger unit and column that the cells below add up to the unit's cell, and one that the
/// nation's cells add up to its total. (That those of a merged province add up to its total follows from these.)
/// </summary>
/// <remarks>
/// Every cell stands in exactly two of these equations, once with either sign: an edge from one node to the other. So what can be known
/// of hidden cells is a matter of paths, exactly and without arithmetic. The values that fit what is visible differ from the true ones by
/// flows that go round in the graph of the hidden cells; a hidden cell can be computed if and only if it is on no circle of it
/// (Gusfield 1988).
/// </remarks>
internal sealed class CellGraph
{
    private readonly int[] _firstArc;
    private readonly Arc[] _arcs;

    public CellGraph(BreakdownUnits units, int columns)
    {
        Cells = units.Count * columns;
        Nodes = units.Provinces + ((units.Count - units.Provinces) * columns) + 1;
        From = new int[Cells];
        To = new int[Cells];
        for (var unit = 0; unit < units.Count; unit++)
        {
            for (var column = 0; column < columns; column++)
            {
                From[(unit * columns) + column] = unit < units.Provinces ? unit : Sum(unit, column);
                To[(unit * columns) + column] = unit == units.Nation ? Nodes - 1 : Sum(units.ParentOf(unit), column);
            }
        }

        _firstArc = new int[Nodes + 1];
        _arcs = new Arc[2 * Cells];
        var arcs = Enumerable.Range(0, Cells)
            .SelectMany(cell => new[]
            {
                (At: To[cell], Arc: new Arc(cell, From[cell], true)),
                (At: From[cell], Arc: new Arc(cell, To[cell], false)),
            })
            .OrderBy(it => it.At);
        var next = 0;
        foreach (var (at, arc) in arcs)
        {
            _arcs[next++] = arc;
            _firstArc[at + 1] = next;
        }

        int Sum(int unit, int column) => units.Provinces + ((unit - units.Provinces) * columns) + column;
    }

    /// <summary>Number of cells: for each unit one in each column, unit by unit.</summary>
    public int Cells { get; }

    /// <summary>Number of nodes.</summary>
    public int Nodes { get; }

    /// <summary>Where the edge of a cell begins.</summary>
    public int[] From { get; }

    /// <summary>Where the edge of a cell ends.</summary>
    public int[] To { get; }

    /// <summary>The cells of a node's equation.</summary>
    public ReadOnlySpan<Arc> Into(int node) => _arcs.AsSpan(_firstArc[node].._firstArc[node + 1]);
}

/// <summary>A step into a node from another one, over the edge of a cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Source">The node that it comes from.</param>
/// <param name="Along">Whether it goes the way of the edge: a flow over it makes the cell larger, otherwise smaller.</param>
internal readonly record struct Arc(int Cell, int Source, bool Along);
