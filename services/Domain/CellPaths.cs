namespace SipasSurvey.Domain;

/// <summary>
/// Looks for ways to change a cell without any change in what is visible: a path that leads back from the end of its edge to the
/// beginning. Cells that the path goes along become larger, those that it goes against become smaller, and no cell falls below nothing.
/// </summary>
internal sealed class CellPaths(CellGraph graph)
{
    /// <summary>For <c>level</c>: any change, even one that makes cells negative. Equations alone do not exclude it.</summary>
    public const int AnyLevel = -1;

    private readonly Arc[] _next = new Arc[graph.Nodes];
    private readonly int[] _origin = new int[graph.Nodes];
    private readonly int[] _reached = new int[graph.Nodes];
    private readonly long[] _distance = new long[graph.Nodes];
    private readonly int[] _waiting = new int[graph.Nodes];
    private readonly PriorityQueue<int, long> _nearest = new();
    private readonly List<Arc> _path = [];
    private int _search;

    /// <summary>The path that was found last.</summary>
    public IReadOnlyList<Arc> Path => _path;

    /// <summary>Finds a short path over hidden cells only, on which <paramref name="least"/> answers at a level can move.</summary>
    public bool FindAmongHidden(CellValues values, int cell, int level, int least)
    {
        int goal = graph.To[cell], first = 0, last = 0;
        Begin(graph.From[cell]);
        _waiting[last++] = graph.From[cell];
        while (first < last)
        {
            var node = _waiting[first++];
            foreach (var arc in graph.Into(node))
            {
                if (_reached[arc.Source] == _search || values.States[arc.Cell] != CellState.Hidden || arc.Cell == cell
                    || !CanCarry(values, arc, level, least))
                {
                    continue;
                }

                Reach(arc, node);
                if (arc.Source == goal)
                {
                    return Trace(cell, goal);
                }

                _waiting[last++] = arc.Source;
            }
        }

        return false;
    }

    /// <summary>Finds the path that costs least, whether or not its cells are hidden yet.</summary>
    /// <param name="values">The cells.</param>
    /// <param name="cell">The cell that shall become larger.</param>
    /// <param name="level">The level that answers move at, from 0, or <see cref="AnyLevel"/>.</param>
    /// <param name="least">How many answers must be able to move.</param>
    /// <param name="costs">What hiding a cell costs; 0 for those that are hidden.</param>
    public bool FindCheapest(CellValues values, int cell, int level, int least, ReadOnlySpan<int> costs)
    {
        var goal = graph.To[cell];
        Begin(graph.From[cell]);
        _distance[graph.From[cell]] = 0;
        _nearest.Clear();
        _nearest.Enqueue(graph.From[cell], graph.From[cell]);
        while (_nearest.TryDequeue(out var node, out var priority))
        {
            if (node == goal)
            {
                return Trace(cell, goal);
            }

            if (priority / graph.Nodes > _distance[node])
            {
                continue;
            }

            foreach (var arc in graph.Into(node))
            {
                var distance = _distance[node] + costs[arc.Cell] + 1;
                if (values.States[arc.Cell] == CellState.Void || arc.Cell == cell || !CanCarry(values, arc, level, least)
                    || (_reached[arc.Source] == _search && _distance[arc.Source] <= distance))
                {
                    continue;
                }

                Reach(arc, node);
                _distance[arc.Source] = distance;

                // The node's number decides among equals, so that the same counts always give the same path.
                _nearest.Enqueue(arc.Source, (distance * graph.Nodes) + arc.Source);
            }
        }

        return false;
    }

    private static bool CanCarry(CellValues values, Arc arc, int level, int least) =>
        arc.Along || level == AnyLevel || values.At[(arc.Cell * values.Levels) + level] >= least;

    private void Begin(int node)
    {
        _search++;
        _reached[node] = _search;
    }

    // A path is searched from its end on, because a province's own equation, where most cells begin, soon shows whether there is any.
    private void Reach(Arc arc, int node)
    {
        _reached[arc.Source] = _search;
        _next[arc.Source] = arc;
        _origin[arc.Source] = node;
    }

    private bool Trace(int cell, int node)
    {
        _path.Clear();
        for (; node != graph.From[cell]; node = _origin[node])
        {
            _path.Add(_next[node]);
        }

        return true;
    }
}
