using System.Buffers.Binary;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Ids as SQLite holds them: 16 bytes, big-endian; and many of them as one parameter <c>@Ids</c>, a JSON array.</summary>
internal static class IdList
{
    /// <summary>The ids of the parameter, as what may stand behind IN.</summary>
    public const string InJson = "(SELECT unhex(value) FROM json_each(@Ids))";

    public static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static Guid Id(byte[] bytes) => new(bytes, bigEndian: true);

    /// <summary>A hash of 16 bytes, as an id.</summary>
    public static byte[] Bytes(UInt128 hash)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return bytes;
    }

    public static UInt128 Hash(byte[] bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);

    public static string Json(IEnumerable<UInt128> hashes) => $"[{string.Join(',', hashes.Select(hash => $"\"{hash:x32}\""))}]";

    public static string Json(IEnumerable<Guid> ids) => $"[{string.Join(',', ids.Select(id => $"\"{id:N}\""))}]";
}
