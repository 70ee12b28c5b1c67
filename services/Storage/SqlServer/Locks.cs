namespace SipasSurvey.Storage.SqlServer;

/// <summary>
/// Locks of the application, held until the transaction ends. Two fills overlap but for the step that every fill has: adding to the counts
/// of the same survey.
/// </summary>
internal sealed class Locks(SqlServerSession session)
{
    // Less than the time a command may take, so that waiting ends as a sentence and not as a broken command.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private const int TimedOut = -1;

    private static readonly Statement Take = new("@Resource NVARCHAR(255), @Mode NVARCHAR(32), @Milliseconds INT", """
        DECLARE @result INT;
        EXEC @result = sp_getapplock @Resource = @Resource, @LockMode = @Mode, @LockOwner = N'Transaction', @LockTimeout = @Milliseconds;
        SELECT @result;
        """);

    /// <summary>
    /// The set of entries. Fills share it; who withdraws a batch or decides about a content has it alone, so that the entries are always
    /// before or after, and so has who rebuilds.
    /// </summary>
    public async Task Entries(bool alone) => await Require("entries", alone ? "Exclusive" : "Shared");

    /// <summary>The counts of a survey: one at a time.</summary>
    public async Task Counts(string survey) => await Require($"counts {survey}", "Exclusive");

    /// <summary>The figures of a survey: one writer at a time.</summary>
    public async Task Figures(string survey) => await Require($"figures {survey}", "Exclusive");

    private async Task Require(string resource, string mode)
    {
        var result = await session.Value<int>(Take,
            new { Resource = $"sipas {resource}", Mode = mode, Milliseconds = (int)Patience.TotalMilliseconds });
        if (result < 0)
        {
            throw result == TimedOut
                ? new TimeoutException($"Other transactions held the lock '{resource}' for {Patience.TotalSeconds:0} s.")
                : new LockLostException();
        }
    }
}
