using System.Security.Cryptography;
using System.Text;

namespace SipasSurvey.Domain;

/// <summary>
/// What invitations rest on: from it come the keys that prove codes, hash the identity behind them, hash who used them, and seal the first hash on its way. Each
/// is derived for its one purpose (HKDF, RFC 5869, SHA-256), so that none says anything of another.
/// </summary>
public sealed class InvitationSecret
{
    /// <summary>The least length, in bytes.</summary>
    public const int LeastBytes = 32;

    private const int KeyBytes = 32;

    private readonly byte[] _secret;

    private InvitationSecret(byte[] secret) => _secret = secret;

    /// <summary>Codes of invitations.</summary>
    public InvitationCodes Codes => new(Derive("code"));

    /// <summary>Claims, their holders and their seal.</summary>
    public ClaimKeys Claims => new(Derive("claim"), Derive("holder"), Derive("seal"), Derive("seal name"));

    /// <summary>Reads a secret in base64; null when it is none, or shorter than <see cref="LeastBytes"/>.</summary>
    public static InvitationSecret? Parse(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length >= LeastBytes ? new InvitationSecret(bytes[..length]) : null;
    }

    /// <summary>A new secret, in base64.</summary>
    public static string Make() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(LeastBytes));

    // The names of the purposes never change: with them every code that was ever printed would.
    private byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, KeyBytes, salt: [], info: Encoding.ASCII.GetBytes($"sipas invitation 1: {purpose}"));
}

/// <summary>The keys of a process; both null where the setting is missing, and then no invitation is taken, printed or counted.</summary>
/// <param name="Codes">Makes and checks codes.</param>
/// <param name="Claims">Claims, their holders and their seal.</param>
public sealed record Invitations(InvitationCodes? Codes, ClaimKeys? Claims)
{
    /// <summary>Name of the setting, as in the environment.</summary>
    public const string Setting = "Invitations__Secret";

    /// <summary>No secret.</summary>
    public static readonly Invitations None = new(null, null);

    /// <summary>The keys of a secret.</summary>
    public static Invitations Of(InvitationSecret secret) => new(secret.Codes, secret.Claims);
}
