using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>A database that belongs to one test.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    public abstract IEntryStore Entries { get; }

    /// <summary>The same database, for a process that lacks the secret of invitations.</summary>
    public abstract IEntryStore WithoutSecret { get; }

    /// <summary>The same database, for a process that has another secret.</summary>
    public abstract IEntryStore WithOtherSecret { get; }

    public abstract IFigureStore Figures { get; }

    public abstract IBatchStore Batches { get; }

    /// <summary>Three bytes 0, as the database writes them.</summary>
    public abstract string ThreeZeros { get; }

    /// <summary>Runs a statement behind the store's back.</summary>
    public abstract Task Execute(string sql);

    /// <summary>Removes every receipt.</summary>
    public abstract Task ForgetReceipts();

    /// <summary>Makes it as empty as a new one.</summary>
    public abstract Task Clear();

    /// <summary>The same database, with its tables.</summary>
    public async Task<TestDatabase> Migrated()
    {
        await Entries.Migrate(default);
        return this;
    }

    public abstract ValueTask DisposeAsync();
}
