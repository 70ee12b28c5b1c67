using System.Security.Authentication;
using Microsoft.Data.SqlClient;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>What errors of SQL Server mean for the work that met them.</summary>
internal static class SqlServerErrors
{
    private const int LoginFailed = 18456;

    // Cannot open database; database does not exist.
    private static readonly int[] NoSuchDatabase = [4060, 911];

    // Deadlock; a key was taken by another transaction meanwhile (unique constraint, unique index); another transaction changed the row
    // since the snapshot.
    private static readonly int[] Races = [1205, 2627, 2601, 3960];

    // A value that the schema cannot take: null, conversion, truncation, overflow, a broken constraint. The same pack fails again for ever.
    private static readonly int[] Unstorable = [220, 232, 245, 515, 547, 2628, 8114, 8115, 8152, 8169];

    /// <summary>Whether the work met another writer and was rolled back; repeated as a whole, it sees what that one did.</summary>
    public static bool IsRace(Exception failure) => failure switch
    {
        LockLostException => true,
        SqlException sql => sql.Errors.Cast<SqlError>().Any(error => Races.Contains(error.Number)),
        _ => false,
    };

    /// <summary>Whether the server could not be reached, or the connection broke: SqlClient's errors of severity 20 and above.</summary>
    public static bool IsAway(SqlException failure) => failure.Class >= 20 || failure.Number == -2;

    /// <summary>Whether the database of the connection string cannot be opened: it does not exist, or the account has no right to it.</summary>
    public static bool IsMissing(SqlException failure) => NoSuchDatabase.Contains(failure.Number);

    /// <summary>What stands in the way and what to do, without names of hosts and accounts: readiness is open to all.</summary>
    /// <param name="failure">What SQL Server said.</param>
    /// <param name="setting">The setting that holds the connection string.</param>
    public static string Explain(SqlException failure, string setting = "ConnectionStrings__SqlServer") => failure switch
    {
        _ when IsMissing(failure) => "The database does not exist yet, or the account may not open it. Start the aggregator, which makes it, or give the account its role.",
        { Number: LoginFailed } => $"SQL Server refuses the account. See that user and password in {setting} are right.",
        { InnerException: AuthenticationException } =>
            "The certificate of SQL Server is not trusted. Install the authority that issued it on this machine.",
        _ when IsAway(failure) => $"SQL Server cannot be reached. See that it runs and that {setting} is right; it is tried again by itself.",
        _ => $"The database cannot be used: error {failure.Number} of SQL Server. The account may lack its role.",
    };

    /// <summary>
    /// Whether the same work may succeed later. Only what is wrong with the values themselves may not: a missing table, a missing right, a
    /// full disk or a server that is away are for people to mend, while packs wait.
    /// </summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        SqlException sql => !sql.Errors.Cast<SqlError>().Any(error => Unstorable.Contains(error.Number)),
        LockLostException or TimeoutException => true,
        // What SqlClient throws when its pool is exhausted, or a connection broke between two statements.
        InvalidOperationException invalid => invalid.Source == typeof(SqlConnection).Assembly.GetName().Name,
        _ => false,
    };
}

/// <summary>A lock was not got: the server chose this transaction as the victim of a deadlock.</summary>
internal sealed class LockLostException() : Exception("A lock of the database was lost to another transaction.");
