namespace SipasSurvey.Storage.SqlServer;

/// <summary>Response ids of one fill in a table of their own, <c>staged_id</c>, from where many are joined faster than as a parameter.</summary>
internal sealed class StagedIds(SqlServerSession session)
{
    private static readonly Statement RemoveRows = new("@Fill BINARY(16)", "DELETE FROM dbo.staged_id WHERE fill = @Fill");

    private readonly byte[] _fill = TableTypes.Bytes(Guid.CreateVersion7());
    private readonly HashSet<Guid> _online = [];
    private bool _written;

    /// <summary>What statements take: <c>@Fill BINARY(16)</c>, the key of the rows.</summary>
    public object Parameters => new { Fill = _fill };

    /// <summary>The ids that were written with their receipts.</summary>
    public IReadOnlySet<Guid> Online => _online;

    /// <summary>Writes the ids of entries, each once, and the receipts of those that came in online.</summary>
    public async Task Write(IReadOnlyCollection<EntryRow> rows)
    {
        _online.UnionWith(rows.Where(row => row.Batch is null).Select(row => row.Entry.Id));
        await session.Copy(TraceTypes.Staged(_fill, rows.Select(row => row.Entry.Id), _online), "dbo.staged_id");
        _written = true;
    }

    /// <summary>Removes them again.</summary>
    public async Task Remove()
    {
        if (_written)
        {
            await session.Execute(RemoveRows, Parameters);
            _online.Clear();
            _written = false;
        }
    }
}
