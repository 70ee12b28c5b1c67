using Microsoft.Data.SqlClient;

namespace SipasSurvey.Storage;

/// <summary>What of a failure may stand in a log. SQL Server's texts quote values: the key that was taken, what was too long; its number says as much to whoever mends it.</summary>
public static class FailureText
{
    /// <summary>One line: the reason.</summary>
    public static string Reason(Exception failure) => failure switch
    {
        SqlException sql => $"Error {sql.Number} of SQL Server.",
        // Of its client, such as a bulk copy that was given too long a text.
        { Source: "Microsoft.Data.SqlClient" } => $"{failure.GetType().Name} of SQL Server's client.",
        _ => failure.Message,
    };

    /// <summary>The reason, and where it happened.</summary>
    public static string Full(Exception failure)
    {
        var inner = failure.InnerException is null ? "" : $"{Environment.NewLine} ---> {Full(failure.InnerException)}";
        return $"{failure.GetType().Name}: {Reason(failure)}{inner}{Environment.NewLine}{failure.StackTrace}";
    }
}
