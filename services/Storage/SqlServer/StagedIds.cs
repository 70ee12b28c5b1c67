namespace SipasSurvey.Storage.SqlServer;

/// <summary>Response ids of one fill in a table of their own, <c>staged_id</c>, from where many are joined faster than as a parameter.</summary>
internal sealed class StagedIds(SqlServerSession session)
{
    /// <summary>The table, with the columns of <see cref="TraceTypes.Staged"/>.</summary>
    public const string Table = "dbo.staged_id";

    /// <summary>What a statement takes that works on one part.</summary>
    public const string Parameters = "@Fill BINARY(16), @Part INT";

    private static readonly Statement RemovePart = new(Parameters, $"DELETE FROM {Table} WHERE fill = @Fill AND part = @Part");

    private readonly byte[] _fill = TableTypes.Bytes(Guid.CreateVersion7());
    private readonly HashSet<Guid> _online = [];
    private int _parts;

    /// <summary>The ids that were written with their receipts.</summary>
    public IReadOnlySet<Guid> Online => _online;

    /// <summary>Writes the ids of entries, each once, and the receipts of those that came in online.</summary>
    public async Task Write(IReadOnlyCollection<EntryRow> rows)
    {
        _online.UnionWith(rows.Where(row => row.Batch is null).Select(row => row.Entry.Id));
        var staged = TraceTypes.Staged(_fill, rows.Select(row => row.Entry.Id), _online);
        await session.Copy(staged, Table);
        _parts = 1 + ((staged.Count - 1) / TraceTypes.RowsOfPart);
    }

    /// <summary>What a statement finds for all of them.</summary>
    public async Task<List<T>> Query<T>(Statement statement)
    {
        var found = new List<T>();
        for (var part = 0; part < _parts; part++)
        {
            found.AddRange(await session.Query<T>(statement, new { Fill = _fill, Part = part }));
        }

        return found;
    }

    /// <summary>Executes a statement for all of them.</summary>
    public async Task Execute(Statement statement)
    {
        for (var part = 0; part < _parts; part++)
        {
            await session.Execute(statement, new { Fill = _fill, Part = part });
        }
    }

    /// <summary>Removes them again.</summary>
    public async Task Remove()
    {
        await Execute(RemovePart);
        _online.Clear();
        _parts = 0;
    }
}
