using SipasSurvey.Hosting;

namespace SipasSurvey.UnitTests.Hosting;

/// <summary>What nobody but the account of the process may look into.</summary>
public sealed class PrivateFileTests : IDisposable
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sipas-private-");

    private string Place => Path.Combine(_folder.FullName, "it");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(FileMode.CreateNew)]
    [InlineData(FileMode.Create)]
    [InlineData(FileMode.OpenOrCreate)]
    [InlineData(FileMode.Append)]
    public void A_file_is_private_from_its_first_moment(FileMode mode)
    {
        using var file = PrivateFile.Open(Place, new FileStreamOptions { Mode = mode, Access = FileAccess.Write });

        MustBe(OwnersFile, Place);
    }

    [Theory]
    [InlineData(FileMode.Open)]
    [InlineData(FileMode.Truncate)]
    [InlineData(FileMode.OpenOrCreate)]
    public void A_file_that_is_there_is_opened_and_keeps_its_mode(FileMode mode)
    {
        File.WriteAllText(Place, "before");
        var before = OperatingSystem.IsWindows() ? OwnersFile : File.GetUnixFileMode(Place);

        PrivateFile.Open(Place, new FileStreamOptions { Mode = mode, Access = FileAccess.Write }).Dispose();

        MustBe(before, Place);
    }

    [Fact]
    public void What_is_there_is_not_overwritten_by_making_a_file()
    {
        File.WriteAllText(Place, "before");

        Assert.Throws<IOException>(() => PrivateFile.Create(Place));

        Assert.Equal("before", File.ReadAllText(Place));
    }

    [Fact]
    public void A_folder_is_private_and_is_made_with_those_above_it_that_are_missing()
    {
        var made = PrivateFolder.Make(Path.Combine(Place, "below"));

        Assert.True(made.Exists);
        MustBe(OwnersFolder, made.FullName);
    }

    [Fact]
    public void A_folder_that_is_there_keeps_what_is_in_it_and_its_mode()
    {
        const UnixFileMode Mode = OwnersFolder | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        Directory.CreateDirectory(Place);
        File.WriteAllText(Path.Combine(Place, "file"), "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Place, Mode);
        }

        PrivateFolder.Make(Place);

        MustBe(Mode, Place);
        Assert.True(File.Exists(Path.Combine(Place, "file")));
    }

    [Fact]
    public void What_somebody_sent_is_gone_when_it_was_worked_on()
    {
        using (var sent = new TemporaryFile(Place))
        {
            using (var stream = sent.Create())
            {
                stream.Write("x"u8);
            }

            MustBe(OwnersFile, Place);
            Assert.Equal("x", File.ReadAllText(sent.Path));
        }

        Assert.False(File.Exists(Place));
    }

    private static void MustBe(UnixFileMode mode, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(mode, File.GetUnixFileMode(path));
        }
    }
}
