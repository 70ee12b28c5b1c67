using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace SipasSurvey.Staff.SignIn;

/// <summary>The provider proved who somebody is, and that one has no place here: no role of ours, several, or a province that does not exist.</summary>
internal sealed class NoPlaceException(string message) : Exception(message);

/// <summary>
/// Why a token or a sign-in was refused, in a word or two. What the libraries say of it can hold claims, or words that the sender chose, so it is
/// never repeated. Whoever was refused is not told at all.
/// </summary>
internal static class Refusal
{
    public const string Malformed = "malformed";
    public const string Algorithm = "algorithm";
    public const string Role = "role";

    public static string Of(Exception failure) => failure switch
    {
        NoPlaceException => Role,
        SecurityTokenExpiredException or SecurityTokenNoExpirationException => "expired",
        SecurityTokenNotYetValidException => "not yet valid",
        SecurityTokenInvalidLifetimeException => "lifetime",
        SecurityTokenInvalidAudienceException => "audience",
        SecurityTokenInvalidIssuerException => "issuer",
        SecurityTokenInvalidTypeException => "type",
        SecurityTokenInvalidAlgorithmException => Algorithm,
        // A signature that is wrong is one kind of exception; that there is no key to look at it with is a special one.
        SecurityTokenSignatureKeyNotFoundException => "key unknown",
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidSigningKeyException => "signature",
        SecurityTokenMalformedException or SecurityTokenArgumentException or ArgumentException => Malformed,
        OpenIdConnectProtocolInvalidNonceException => "nonce",
        OpenIdConnectProtocolInvalidStateException or AuthenticationFailureException => "state",
        OpenIdConnectProtocolException => "refused by the provider",
        HttpRequestException or TaskCanceledException => "provider away",
        AggregateException { InnerException: { } first } => Of(first),
        _ => failure.GetType().Name,
    };
}

/// <summary>Tells the log of refusals, but of each reason only so often: anybody can be refused as often as they like.</summary>
internal sealed class RefusalLog(TimeProvider clock, ILogger<RefusalLog> log)
{
    // Enough to see what is wrong with a provider or a script that is being set up, and no way to fill a disk.
    private const int MostInAWindow = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string, string), (long Began, int Count)> _told = [];

    /// <summary>Says that <paramref name="what"/> was refused.</summary>
    public void Add(string what, string reason)
    {
        if (Count(what, reason) is var (count, unsaid) && count <= MostInAWindow)
        {
            log.LogWarning("{What} was refused: {Reason}{More}", what, reason, unsaid > 0 ? $" ({unsaid} more since the last line)" : "");
        }
    }

    private (int Count, int Unsaid) Count(string what, string reason)
    {
        lock (_lock)
        {
            var known = _told.TryGetValue((what, reason), out var told);
            if (!known || clock.GetElapsedTime(told.Began) >= Window)
            {
                _told[(what, reason)] = (clock.GetTimestamp(), 1);
                return (1, Math.Max(0, told.Count - MostInAWindow));
            }

            _told[(what, reason)] = (told.Began, told.Count + 1);
            return (told.Count + 1, 0);
        }
    }
}
