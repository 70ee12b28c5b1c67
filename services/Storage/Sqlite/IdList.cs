namespace SipasSurvey.Storage.Sqlite;

/// <summary>Ids as SQLite holds them: 16 bytes, big-endian; and many of them as one parameter <c>@Ids</c>, a JSON array.</summary>
internal static class IdList
{
    /// <summary>The ids of the parameter, as what may stand behind IN.</summary>
    public const string InJson = "(SELECT unhex(value) FROM json_each(@Ids))";

    public static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static Guid Id(byte[] bytes) => new(bytes, bigEndian: true);

    public static string Json(IEnumerable<Guid> ids) => $"[{string.Join(',', ids.Select(id => $"\"{id:N}\""))}]";
}
