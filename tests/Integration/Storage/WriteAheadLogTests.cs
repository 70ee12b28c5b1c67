using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.IntegrationTests.Storage;

public sealed class WriteAheadLogTests
{
    private const long Megabyte = 1 << 20;
    private const long PagesOfMegabyte = 256;

    [Theory]
    [InlineData(0, 4)]
    [InlineData(30, 4)]
    [InlineData(320, 20)]
    [InlineData(1024, 64)]
    [InlineData(100_000, 64)]
    public void The_log_takes_a_sixteenth_of_the_room_on_the_disk_from_4_to_64_megabytes(long room, long megabytes) =>
        Assert.Equal(megabytes * PagesOfMegabyte, WriteAheadLog.MostPages(room * Megabyte));

    [Fact]
    public void The_room_is_that_of_the_folder_and_none_where_there_is_no_such_folder()
    {
        Assert.InRange(WriteAheadLog.MostPages(Path.Combine(Path.GetTempPath(), "sipas.db")), 4 * PagesOfMegabyte, 64 * PagesOfMegabyte);
        Assert.Equal(4 * PagesOfMegabyte, WriteAheadLog.MostPages(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}", "nowhere", "sipas.db")));
    }
}
