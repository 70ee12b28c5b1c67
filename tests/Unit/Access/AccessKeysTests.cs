using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using SipasSurvey.Domain;
using SipasSurvey.Staff;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.UnitTests.Access;

public sealed class AccessKeysTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sipas-test-");

    private string KeyFile => Path.Combine(_folder.FullName, "access-keys.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_new_file_holds_two_different_keys_of_256_bits()
    {
        Assert.True(AccessKeys.CreateFile(KeyFile));

        AccessKeys.ReadFile(KeyFile);
        var keys = JsonDocument.Parse(File.ReadAllBytes(KeyFile)).RootElement.EnumerateObject().ToList();
        Assert.Equal(["surveyTeam", "ministry"], keys.Select(key => key.Name));
        Assert.All(keys, key => Assert.Equal(43, key.Value.GetString()!.Length));
        Assert.NotEqual(keys[0].Value.GetString(), keys[1].Value.GetString());
    }

    [Fact]
    public void A_new_file_can_be_read_by_its_owner_alone_and_nothing_else_is_left_behind()
    {
        AccessKeys.CreateFile(KeyFile);

        Assert.Equal(KeyFile, Assert.Single(Directory.GetFiles(_folder.FullName)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    [Fact]
    public void A_file_that_is_there_is_never_overwritten()
    {
        File.WriteAllText(KeyFile, "not ours");

        Assert.False(AccessKeys.CreateFile(KeyFile));

        Assert.Equal("not ours", File.ReadAllText(KeyFile));
        Assert.Single(Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task Of_many_that_create_the_file_at_once_one_does()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => AccessKeys.CreateFile(KeyFile))));

        Assert.Single(made, it => it);
        AccessKeys.ReadFile(KeyFile);
    }

    [Theory]
    [InlineData("""{"surveyTeam": "aaaaaaaaaaaaaaaaaaaaaaaa"}""", "ministry")]
    [InlineData("""{"surveyTeam": "aaaaaaaaaaaaaaaaaaaaaaaa", "ministry": null}""", "ministry")]
    [InlineData("""{"surveyTeam": "aaaaaaaaaaaaaaaaaaaaaaaa", "ministry": "bbbbbbbbbbbbbbbbbbbbbbb"}""", "$.ministry: must have at least 24 characters")]
    [InlineData("""{"surveyTeam": "aaaaaaaaaaaaaaaaaaaaaaaa", "ministry": "aaaaaaaaaaaaaaaaaaaaaaaa"}""", "must be different keys")]
    [InlineData("""{"surveyTeam": "aaaaaaaaaaaa aaaaaaaaaaaa", "ministry": "bbbbbbbbbbbbbbbbbbbbbbbb"}""", "$.surveyTeam: must be visible ASCII")]
    [InlineData("""{"surveyTeam": "aaaaaaaaaaaaaaaaaaaaaaaa", "ministry": "bbbbbbbbbbbbbbbbbbbbbbbb", "admin": "cccccccccccccccccccccccc"}""", "admin")]
    [InlineData("""{"surveyTeam": "aaaaaaaaaaaaaaaaaaaaaaaa", "ministry": "bbbbbbbbbbbbbbbbbbbbbbbb", "ministry": "cccccccccccccccccccccccc"}""", "ministry")]
    [InlineData("", "access-keys.json")]
    public void A_wrong_file_is_refused_with_its_name_and_fault_and_without_its_keys(string content, string fault)
    {
        File.WriteAllText(KeyFile, content);

        var failure = Assert.Throws<DataFileException>(() => AccessKeys.ReadFile(KeyFile));

        Assert.Contains(KeyFile, failure.Message, StringComparison.Ordinal);
        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("aaaaaaaa", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("bbbbbbbb", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_whose_file_of_keys_is_missing_does_not_start_and_names_it()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["AccessKeys"] = "nowhere.json";
        builder.Configuration["DataProtectionKeys"] = _folder.FullName;

        var failure = Assert.Throws<DataFileException>(() => builder.AddStaff());

        Assert.StartsWith("nowhere.json: cannot be read", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
