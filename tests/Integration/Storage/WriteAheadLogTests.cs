using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.IntegrationTests.Storage;

public sealed class WriteAheadLogTests
{
    private const long PagesOf4Megabytes = 1024;
    private const long PagesOf64Megabytes = 16384;

    [Fact]
    public void The_log_takes_a_sixteenth_of_the_room_on_the_disk_and_64_megabytes_at_most()
    {
        var room = new DriveInfo(Path.GetTempPath()).AvailableFreeSpace;

        var pages = WriteAheadLog.MostPages(Path.Combine(Path.GetTempPath(), "sipas.db"));

        // Others write on this disk, too.
        var sixteenth = Math.Clamp(room / 16 / 4096, PagesOf4Megabytes, PagesOf64Megabytes);
        Assert.InRange(pages, sixteenth * 9 / 10, Math.Min(PagesOf64Megabytes, sixteenth * 11 / 10));
    }

    [Fact]
    public void Where_nobody_knows_the_room_the_log_is_as_small_as_SQLite_makes_it() =>
        Assert.Equal(PagesOf4Megabytes, WriteAheadLog.MostPages(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}", "nowhere", "sipas.db")));
}
