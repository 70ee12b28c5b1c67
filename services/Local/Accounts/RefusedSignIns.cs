using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// Writes refused sign-ins into the trail, with and without an account alike. Only so many a minute, as anybody can make them; the rest are a sum in the next entry.
/// What was typed as a name is written only when it is one: people type passwords there by mistake.
/// </summary>
internal sealed class RefusedSignIns(AuditTrail trail, TimeProvider clock)
{
    private const int MostPerMinute = 20;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _minuteBegan;
    private int _entries;
    private long _unwritten;

    /// <summary>Counts one that is not written by itself: it was refused without a look at the password.</summary>
    public void Count() => Interlocked.Increment(ref _unwritten);

    /// <summary>Writes one, or counts it.</summary>
    public async Task Record(HttpContext context, Account? account, string reason)
    {
        if (!MayWrite())
        {
            Count();
            return;
        }

        var unwritten = Interlocked.Exchange(ref _unwritten, 0);
        var detail = unwritten == 0 ? reason : $"{reason} Before it {unwritten} more were refused, at any name and from anywhere.";
        await trail.Append(new AuditRecord("", AuditRecord.Nobody, "", AuditActions.SignIn, account?.UserName ?? "", AuditOutcome.Refused, context.Address(), detail),
            CancellationToken.None);
    }

    private bool MayWrite()
    {
        lock (_lock)
        {
            if (_minuteBegan is not { } began || clock.GetElapsedTime(began) >= Minute)
            {
                (_minuteBegan, _entries) = (clock.GetTimestamp(), 0);
            }

            return _entries++ < MostPerMinute;
        }
    }
}
