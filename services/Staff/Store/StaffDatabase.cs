using System.Data.Common;
using Microsoft.Extensions.Configuration;
using SipasSurvey.Domain;

namespace SipasSurvey.Staff.Store;

/// <summary>
/// The store of keys, sessions, the audit trail and field work (register of batches with the ids of their sheets, plans of the sample, second entries, runs of printed
/// sheets and of invitations), in SQLite or in SQL Server. Citizens' routes work without it. Its schema is made when it is first opened, by whichever process comes first;
/// while it cannot be used, each use tries anew. None of it can be computed from the responses: what a loss costs stands in deploy/README.md, "Staff store".
/// </summary>
public sealed class StaffDatabase : IDisposable
{
    private readonly IStaffConnections _connections;
    private readonly bool _makesIt;
    private readonly SemaphoreSlim _preparing = new(1);
    private volatile bool _fits;

    internal StaffDatabase(IStaffConnections connections, bool makesIt) => (_connections, _makesIt) = (connections, makesIt);

    /// <summary>The store that a connection string names; nothing is opened yet.</summary>
    /// <exception cref="DataFileException">The connection string cannot be used; the message says what would be right.</exception>
    public static StaffDatabase Of(string connectionString) => StaffSettings.Parse(connectionString, makesIt: true);

    /// <summary>The store that the settings name (<see cref="StaffSettings"/>); nothing is opened yet.</summary>
    /// <exception cref="DataFileException">A setting cannot be used; one line that names it and says what would be right.</exception>
    public static StaffDatabase Of(IConfiguration settings) => StaffSettings.Read(settings);

    /// <summary>
    /// The store that the settings name, if there is one: they name it, or its file is where it is by default. Reading it makes nothing.
    /// </summary>
    /// <exception cref="DataFileException">A setting cannot be used; one line that names it and says what would be right.</exception>
    public static StaffDatabase? FindExisting(IConfiguration settings) => StaffSettings.FindExisting(settings);

    /// <summary>A sentence that says why the store cannot be used and what to do, or null when it can. It is for everybody's eyes.</summary>
    public async Task<string?> FindObstacle(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await Open(cancellationToken);
            return null;
        }
        catch (StaffStoreException failure)
        {
            return failure.Message;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _preparing.Dispose();

    /// <summary>Whether a key or unique value was taken by another writer.</summary>
    internal static bool IsTaken(DbException failure) => StaffStoreErrors.IsTaken(failure);

    /// <summary>Opens a connection for some work and closes it.</summary>
    /// <exception cref="StaffStoreException">The store cannot be read or written.</exception>
    internal async Task<T> Use<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await Open(cancellationToken);
        return await Guard(() => work(connection), cancellationToken);
    }

    /// <summary>An open connection to a store whose schema fits.</summary>
    /// <exception cref="StaffStoreException">The store cannot be opened.</exception>
    internal Task<DbConnection> Open(CancellationToken cancellationToken) => Guard(async () =>
    {
        if (!_fits)
        {
            await Prepare(cancellationToken);
        }

        return await _connections.Open(cancellationToken);
    }, cancellationToken);

    /// <summary>Does some work on the store.</summary>
    /// <exception cref="StaffStoreException">It failed at the store.</exception>
    internal static async Task<T> Guard<T>(Func<Task<T>> work, CancellationToken cancellationToken = default)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (StaffStoreErrors.IsOfStore(failure))
        {
            // A statement that was broken off for the caller's sake is not the store's failure.
            cancellationToken.ThrowIfCancellationRequested();
            throw new StaffStoreException(StaffStoreErrors.Explain(failure), failure);
        }
    }

    // In turn, so that those who come first together wait for one of them.
    private async Task Prepare(CancellationToken cancellationToken)
    {
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (_fits)
            {
                return;
            }

            if (_makesIt)
            {
                await _connections.Migrate(cancellationToken);
            }
            else
            {
                await using var connection = await _connections.Open(cancellationToken);
                if (!await _connections.Fits(connection))
                {
                    throw new StaffStoreException("The tables of the staff store are not there, are older than this program, or this account may not see them.", null);
                }
            }

            _fits = true;
        }
        finally
        {
            _preparing.Release();
        }
    }
}
