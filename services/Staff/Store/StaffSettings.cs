using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Store.Sqlite;
using SipasSurvey.Staff.Store.SqlServer;

namespace SipasSurvey.Staff.Store;

/// <summary>
/// Where the staff store is: where <c>ConnectionStrings__Staff</c> says. Without that setting it is the file <c>staff.db</c> beside the SQLite
/// database of <c>ConnectionStrings__Sqlite</c>, or else beside the file that <c>AccessKeys</c> names, or else in the folder <c>data</c>, which
/// is then made.
/// </summary>
internal static class StaffSettings
{
    private const string Name = "Setting ConnectionStrings__Staff";
    private const string FileName = "staff.db";
    private const string Right = "it is like 'Data Source=DIR/staff.db', or like 'Server=HOST;Database=Sipas;User ID=…;Password=…'";

    // What a connection string of SQL Server has and one of SQLite does not; they share 'Data Source' and 'Password'.
    private static readonly HashSet<string> OfSqlServer = new(StringComparer.OrdinalIgnoreCase)
    {
        "Server", "Address", "Addr", "Network Address", "Database", "Initial Catalog", "User ID", "UID", "User", "Integrated Security",
        "Trusted_Connection", "Authentication", "Encrypt", "TrustServerCertificate", "Trust Server Certificate", "AttachDbFilename",
    };

    /// <summary>The store that the settings name.</summary>
    /// <exception cref="DataFileException">A setting cannot be used.</exception>
    public static StaffDatabase Read(IConfiguration settings) => Given(settings) is { } given
        ? Parse(given, makesIt: true)
        : new StaffDatabase(new SqliteConnections(DefaultFile(settings, out var makesFolder), makesFolder), makesIt: true);

    /// <summary>The store that the settings name, or the one whose file is where it is by default; null without either. It makes nothing.</summary>
    /// <exception cref="DataFileException">A setting cannot be used.</exception>
    public static StaffDatabase? FindExisting(IConfiguration settings)
    {
        if (Given(settings) is { } given)
        {
            return Parse(given, makesIt: false);
        }

        var file = DefaultFile(settings, out _);
        return File.Exists(file.DataSource) ? new StaffDatabase(new SqliteConnections(file, makesFolder: false), makesIt: false) : null;
    }

    /// <summary>The store of a connection string.</summary>
    /// <exception cref="DataFileException">It cannot be used.</exception>
    public static StaffDatabase Parse(string connectionString, bool makesIt)
    {
        try
        {
            var keywords = new DbConnectionStringBuilder { ConnectionString = connectionString }.Keys.Cast<string>();
            return new StaffDatabase(keywords.Any(OfSqlServer.Contains)
                ? new SqlServerConnections(connectionString)
                : new SqliteConnections(ParseFile(connectionString), makesFolder: false), makesIt);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new DataFileException(Name, "", $"cannot be used: {fault.Message.TrimEnd('.')}; {Right}", fault);
        }
    }

    private static string? Given(IConfiguration settings) => settings.GetConnectionString("Staff") is { Length: > 0 } given ? given : null;

    private static SqliteConnectionStringBuilder ParseFile(string connectionString)
    {
        var file = new SqliteConnectionStringBuilder(connectionString);
        return file switch
        {
            { DataSource.Length: 0 } => throw new FormatException("It names no file"),
            { Mode: SqliteOpenMode.Memory } or { DataSource: ":memory:" } => throw new FormatException("It names memory, which keeps nothing"),
            { Mode: SqliteOpenMode.ReadOnly } => throw new FormatException("It permits only reading"),
            { Password.Length: > 0 } => throw new FormatException("It has a password, but the file is not encrypted"),
            _ => file,
        };
    }

    private static SqliteConnectionStringBuilder DefaultFile(IConfiguration settings, out bool makesFolder)
    {
        var beside = settings.GetConnectionString("Sqlite") is { Length: > 0 } sqlite ? FileOf(sqlite) : settings["AccessKeys"];
        makesFolder = string.IsNullOrEmpty(beside);
        var folder = makesFolder ? Path.GetFullPath("data") : Path.GetDirectoryName(Path.GetFullPath(beside!))!;
        return new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, FileName) };
    }

    private static string FileOf(string sqlite)
    {
        try
        {
            return new SqliteConnectionStringBuilder(sqlite).DataSource;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new DataFileException("Setting ConnectionStrings__Sqlite", "", fault.Message, fault);
        }
    }
}
