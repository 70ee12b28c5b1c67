using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using SipasSurvey.Storage;
using SipasSurvey.Storage.SqlServer;
using static SQLitePCL.raw;

namespace SipasSurvey.Staff.Store;

/// <summary>What failures of the staff store mean.</summary>
internal static class StaffStoreErrors
{
    private const string Setting = "ConnectionStrings__Staff";

    // A taken primary key and a taken unique constraint; which of them comes is no matter.
    private static readonly int[] TakenKeys = [2627, 2601];

    /// <summary>Whether it is the store that failed, and not the work that was done with it.</summary>
    public static bool IsOfStore(Exception failure) => failure switch
    {
        DbException or SchemaException or IOException or UnauthorizedAccessException or TimeoutException => true,
        // What SqlClient throws when its pool is exhausted, or a connection broke between two statements.
        InvalidOperationException invalid => invalid.Source == typeof(SqlConnection).Assembly.GetName().Name,
        _ => false,
    };

    /// <summary>Whether a key or unique value was taken by another writer. The trail's trigger sees a taken sequence before its key does.</summary>
    public static bool IsTaken(DbException failure) => failure switch
    {
        SqliteException { SqliteExtendedErrorCode: SQLITE_CONSTRAINT_PRIMARYKEY or SQLITE_CONSTRAINT_ROWID or SQLITE_CONSTRAINT_UNIQUE or SQLITE_CONSTRAINT_TRIGGER } => true,
        SqlException sql => sql.Errors.Cast<SqlError>().Any(error => TakenKeys.Contains(error.Number)),
        _ => false,
    };

    /// <summary>What stands in the way and what to do, in a sentence without paths, hosts and accounts: readiness is open to all.</summary>
    public static string Explain(Exception failure) => failure switch
    {
        SchemaException { InnerException: SqlException { Class: < 20 } sql } when !SqlServerErrors.IsMissing(sql) =>
            $"The tables of the staff store could not be made or brought up to date: error {sql.Number} of SQL Server. If they are there, give the account of {Setting} "
                + "the role sipas_staff; otherwise run 'migrate' of the aggregator once with an account of role db_owner in that setting.",
        SchemaException { InnerException: { } inner } => Explain(inner),
        SqlException sql when SqlServerErrors.IsMissing(sql) =>
            $"The database of the staff store does not exist and could not be made, or the account of {Setting} may not open it. Make it, or give the account the role sipas_staff there.",
        SqlException sql => SqlServerErrors.Explain(sql, Setting),
        SqliteException sqlite => Explain(sqlite.SqliteErrorCode),
        IOException or UnauthorizedAccessException =>
            $"The file of the staff store cannot be made: its folder does not exist, or this user may not write in it. Mend that, or name another file in {Setting}.",
        // Of ours: the message is one for the operator.
        SchemaException or TimeoutException => failure.Message,
        _ => "The staff store cannot be used at the moment; it is tried again by itself.",
    };

    private static string Explain(int code) => code switch
    {
        SQLITE_NOTADB or SQLITE_CORRUPT => $"The file of the staff store is damaged, or no SQLite database. Restore it from a backup, or name another file in {Setting}.",
        SQLITE_FULL => "The disk with the staff store is full. Make room; it is tried again by itself.",
        // Also what a full disk gives when not even the file beside it, which readers share, can be made.
        SQLITE_IOERR => "The disk with the staff store cannot be read or written: it is full, or broken. See to it; it is tried again by itself.",
        SQLITE_CANTOPEN or SQLITE_READONLY or SQLITE_PERM =>
            $"The file of the staff store cannot be opened for writing: it was moved away, or this user may not write it or its folder. Mend that, or name another file in {Setting}.",
        SQLITE_BUSY or SQLITE_LOCKED => "Another process holds the staff store for longer than any of ours does. It is tried again by itself.",
        _ => $"The staff store cannot be used: error {code} of SQLite.",
    };
}
