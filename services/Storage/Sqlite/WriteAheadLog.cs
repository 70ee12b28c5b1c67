namespace SipasSurvey.Storage.Sqlite;

/// <summary>How large the write-ahead log may become before its pages are copied back into the file.</summary>
internal static class WriteAheadLog
{
    private const long Page = 4096;

    // What SQLite takes without a word.
    private const long Least = 4 << 20;

    // Of several fills many pages are the same, and are copied once.
    private const long Most = 64 << 20;

    // Of the room on the disk the log takes so much, as nothing else can be written there.
    private const long Part = 16;

    /// <summary>Pages of the log of a database, by the room that its disk has now.</summary>
    public static long MostPages(string path) => MostPages(RoomOf(path));

    /// <summary>Pages of the log of a database on a disk that has room for so many bytes.</summary>
    public static long MostPages(long room) => Math.Clamp(room / Part, Least, Most) / Page;

    private static long RoomOf(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A folder of another machine, or one that may not be asked.
            return 0;
        }
    }
}
