using SipasSurvey.Local;
using SipasSurvey.Local.Accounts;

namespace SipasSurvey.UnitTests.Accounts;

public sealed class FirstSignInFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sipas-first-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_later_password_takes_the_place_of_the_earlier_one_and_the_others_stay()
    {
        var file = new FirstSignInFile(new DataFolder(_folder.FullName));
        file.Write(new Dictionary<string, string> { ["analyst"] = "aaaa-1", ["auditor"] = "bbbb-1" }, keepOthers: false);

        file.Write(new Dictionary<string, string> { ["analyst"] = "aaaa-2" }, keepOthers: true);

        var lines = File.ReadLines(file.Path).Where(line => line is [not '#', ..]).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(["analyst aaaa-2", "auditor bbbb-1"], lines);
        Assert.Equal([file.Path], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void Only_its_owner_may_read_it_even_where_others_could_read_what_was_there()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var file = new FirstSignInFile(new DataFolder(_folder.FullName));
        File.WriteAllText(file.Path, "analyst aaaa-1\n");
        File.SetUnixFileMode(file.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        file.Write(new Dictionary<string, string> { ["analyst"] = "aaaa-2" }, keepOthers: true);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
    }
}
