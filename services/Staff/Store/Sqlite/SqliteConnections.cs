using System.Data.Common;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Hosting;
using SipasSurvey.Storage;
using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.Staff.Store.Sqlite;

/// <summary>The staff store in one file that only its owner may read.</summary>
internal sealed class SqliteConnections : IStaffConnections
{
    // Writers hold the file for some milliseconds; whoever waits longer than this meets one that hangs.
    private const int BusySeconds = 5;

    private static readonly SchemaScripts Scripts = new(Assembly.GetExecutingAssembly(), ".Sqlite.Scripts.", "StaffSchemaVersions");

    private readonly string _path;
    private readonly string _connectionString;
    private readonly bool _makesFolder;
    private readonly SqliteSchema _schema;

    /// <summary>A file; nothing is opened yet.</summary>
    /// <param name="given">The connection string.</param>
    /// <param name="makesFolder">Whether the folder is made when it is missing.</param>
    public SqliteConnections(SqliteConnectionStringBuilder given, bool makesFolder)
    {
        _path = Path.GetFullPath(given.DataSource);
        _makesFolder = makesFolder;
        _connectionString = new SqliteConnectionStringBuilder(given.ToString())
        {
            DataSource = _path,
            DefaultTimeout = BusySeconds,
            // A file that was there and is gone is not quietly begun anew, and one that was put back is what is read and written from then
            // on; a pool would hold on to the one that was moved away.
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString();
        _schema = new SqliteSchema(_connectionString, _path, Scripts);
    }

    public async Task Migrate(CancellationToken cancellationToken)
    {
        MakeFile();
        await using var connection = await Open(cancellationToken);
        if (!await Fits(connection))
        {
            await _schema.Migrate(cancellationToken);
        }
    }

    public Task<bool> Fits(DbConnection connection) => Task.FromResult(_schema.Fits((SqliteConnection)connection));

    public async Task<DbConnection> Open(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            // SQLite itself looks again sooner than its library for .NET, which does so every 150 ms.
            await connection.ExecuteAsync($"PRAGMA synchronous = FULL; PRAGMA busy_timeout = {BusySeconds * 1000};");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Before SQLite makes it with the rights that the process gives by default. Its journal gets the same rights as the file.
    private void MakeFile()
    {
        if (_makesFolder)
        {
            PrivateFolder.Make(Path.GetDirectoryName(_path)!);
        }

        if (File.Exists(_path))
        {
            return;
        }

        try
        {
            // Another process that finds it may open it at once.
            using var file = PrivateFile.Open(_path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite });
        }
        catch (IOException) when (File.Exists(_path))
        {
            // Another process was there first.
        }
    }
}
