using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Access;

/// <summary>
/// The staff keys (khóa truy cập): one for the survey team, one for the Ministry. Only their hashes are kept in memory.
/// </summary>
public sealed class AccessKeys
{
    /// <summary>Shortest key that is accepted, in characters; those that <see cref="CreateFile"/> makes have 43.</summary>
    public const int LeastLength = 24;

    private readonly StaffKey[] _keys;

    private AccessKeys(params StaffKey[] keys) => _keys = keys;

    /// <summary>Reads <c>{"surveyTeam": "…", "ministry": "…"}</c>.</summary>
    /// <exception cref="DataFileException">The file is missing or wrong; the message never holds a key.</exception>
    public static AccessKeys ReadFile(string path)
    {
        var file = StrictJson.ReadFile<KeyFile>(path);
        Check(path, AccessPolicies.SurveyTeam, file.SurveyTeam);
        Check(path, AccessPolicies.Ministry, file.Ministry);
        return file.SurveyTeam == file.Ministry
            ? throw new DataFileException(path, "$", "surveyTeam and ministry must be different keys")
            : new AccessKeys(StaffKey.Of(AccessPolicies.SurveyTeam, file.SurveyTeam), StaffKey.Of(AccessPolicies.Ministry, file.Ministry));
    }

    /// <summary>
    /// Makes a file with two random keys of 256 bits that only its owner may read. Never overwrites: false when the path is taken,
    /// whoever came first.
    /// </summary>
    public static bool CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream stream;
        try
        {
            // Made in its place: of several at once the file system lets one through. A move would not, as it may replace what is there.
            stream = new FileStream(path, options);
        }
        catch (IOException) when (Path.Exists(path))
        {
            return false;
        }

        using (stream)
        {
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(new KeyFile(NewKey(), NewKey()), JsonSerializerOptions.Web));
            stream.Flush(flushToDisk: true);
        }

        return true;
    }

    /// <summary>The key that was presented, or null. Takes the same time whichever key it is, or none.</summary>
    internal StaffKey? Find(string presented)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(presented));
        StaffKey? found = null;
        foreach (var key in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(key.Hash, hash) ? key : found;
        }

        return found;
    }

    /// <summary>Whether the key with this fingerprint still opens what <paramref name="role"/> may do.</summary>
    internal bool Holds(string? role, string? fingerprint) => _keys.Any(key => key.Role == role && key.Fingerprint == fingerprint);

    private static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static void Check(string path, string name, string key)
    {
        if (key.Length < LeastLength)
        {
            throw new DataFileException(path, $"$.{name}", $"must have at least {LeastLength} characters");
        }

        if (!key.All(character => character is > ' ' and <= '~'))
        {
            throw new DataFileException(path, $"$.{name}", "must be visible ASCII characters without spaces, as it travels in a header");
        }
    }

    private sealed record KeyFile(string SurveyTeam, string Ministry);
}

/// <summary>One staff key.</summary>
/// <param name="Role">What it opens: <see cref="AccessPolicies.SurveyTeam"/> or <see cref="AccessPolicies.Ministry"/>.</param>
/// <param name="Hash">SHA-256 of the key.</param>
/// <param name="Fingerprint">Tells a key from its successor and says nothing else about it; cookies carry it.</param>
internal sealed record StaffKey(string Role, byte[] Hash, string Fingerprint)
{
    public static StaffKey Of(string role, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return new StaffKey(role, hash, Convert.ToHexStringLower(SHA256.HashData(hash).AsSpan(0, 8)));
    }
}
