using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Staff.Keys;

/// <summary>
/// The two keys that come in a file: <c>surveyTeam</c> with the role of a survey team of all provinces, <c>ministry</c> with that of an analyst of
/// the Ministry. They expire when the file is changed. Only their hashes are kept in memory.
/// </summary>
public sealed class AccessKeys
{
    /// <summary>Shortest key that is accepted, in characters; those that <see cref="CreateFile"/> makes have 43.</summary>
    public const int LeastLength = 24;

    private const string SurveyTeam = "surveyTeam";
    private const string Ministry = "ministry";

    private readonly FileKey[] _keys;

    private AccessKeys(params FileKey[] keys) => _keys = keys;

    /// <summary>Reads <c>{"surveyTeam": "…", "ministry": "…"}</c>.</summary>
    /// <exception cref="DataFileException">The file is missing or wrong; the message never holds a key.</exception>
    public static AccessKeys ReadFile(string path)
    {
        var file = StrictJson.ReadFile<KeyFile>(path);
        Check(path, SurveyTeam, file.SurveyTeam);
        Check(path, Ministry, file.Ministry);
        return file.SurveyTeam == file.Ministry
            ? throw new DataFileException(path, "$", "surveyTeam and ministry must be different keys")
            : new AccessKeys(FileKey.Of(SurveyTeam, StaffRoles.SurveyTeam, file.SurveyTeam), FileKey.Of(Ministry, StaffRoles.MinistryAnalyst, file.Ministry));
    }

    /// <summary>
    /// Makes a file with two random keys of 256 bits that only its owner may read. Never overwrites: false when the path is taken,
    /// whoever came first.
    /// </summary>
    public static bool CreateFile(string path)
    {
        FileStream stream;
        try
        {
            // Made in its place: of several at once the file system lets one through. A move would not, as it may replace what is there.
            stream = PrivateFile.Create(path);
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
    internal StaffMember? Find(string presented)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(presented));
        StaffMember? found = null;
        foreach (var key in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(key.Hash, hash) ? key.Member : found;
        }

        return found;
    }

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

/// <summary>One key of the file.</summary>
/// <param name="Hash">SHA-256 of the key.</param>
/// <param name="Member">Who it makes its bearer.</param>
internal sealed record FileKey(byte[] Hash, StaffMember Member)
{
    public static FileKey Of(string name, string role, string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)),
        new StaffMember(StaffMember.KeyPrefix + name, name, role, ProvinceScope.All, null, StaffWay.Key));
}
