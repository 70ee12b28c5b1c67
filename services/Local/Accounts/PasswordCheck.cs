using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// Compares a password with an account. Hashing is slow on purpose, so no more than two are hashed at the same time, one from a stranger and one from
/// a browser that signed in before, and what cannot wait in line is sent away: a flood of passwords costs the rest of the service one or two cores at most.
/// </summary>
internal sealed class PasswordCheck(IPasswordHasher<Account> hasher) : IDisposable
{
    // A tenth of a second each: whoever comes last in line waits two seconds.
    private const int LongestLine = 20;

    private static readonly Account Nobody = new();

    private readonly ConcurrencyLimiter _strangers = Line();
    private readonly ConcurrencyLimiter _known = Line();

    // Compared where there is no account, so that it takes as long.
    private readonly string _noPassword = hasher.HashPassword(Nobody, Passwords.NewOneTime());

    /// <summary>Whether it is the password of the account, and of none without one; null when too many wait.</summary>
    public async Task<bool?> IsRight(Account? account, string? password, bool isKnownBrowser, CancellationToken cancellationToken)
    {
        using var lease = await (isKnownBrowser ? _known : _strangers).AcquireAsync(1, cancellationToken);
        if (!lease.IsAcquired)
        {
            return null;
        }

        var hash = account?.PasswordHash ?? _noPassword;
        var result = await Task.Run(() => hasher.VerifyHashedPassword(account ?? Nobody, hash, password ?? ""), cancellationToken);
        return account is not null && password is not null && result != PasswordVerificationResult.Failed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _strangers.Dispose();
        _known.Dispose();
    }

    private static ConcurrencyLimiter Line() =>
        new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = LongestLine, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}
