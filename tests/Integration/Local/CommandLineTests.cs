namespace SipasSurvey.IntegrationTests.Local;

/// <summary>What is wrong with a command line is said before a folder that was used before is touched.</summary>
public sealed class CommandLineTests(UsedFolder used) : IClassFixture<UsedFolder>
{
    [Theory]
    [InlineData("--dmo", "--dmo is no option")]
    [InlineData("--data", "--data needs a value")]
    [InlineData("--urls=nonsense", "--urls: ")]
    [InlineData("--urls=http://198.51.100.1:8391", "is no address of this machine")]
    [InlineData("--urls=http://127.0.0.1:99999", "has no port from 0 to 65535")]
    [InlineData("--Packs:Deadline=00:00:00", "Setting Packs:Deadline is '00:00:00'; it must be a time from")]
    [InlineData("--Packs:InFlight=abc", "Setting Packs:InFlight is 'abc'; it must be a whole number from")]
    [InlineData("--Pages:LeastRanked=x", "Setting Pages:LeastRanked is 'x'; it must be a whole number from")]
    [InlineData("--Schedule=/nowhere/schedule.json", "/nowhere/schedule.json: cannot be read")]
    public async Task A_wrong_command_line_ends_with_a_sentence(string argument, string sentence)
    {
        var (exitCode, output) = await used.Local.RunToEnd(argument);

        Assert.Equal(2, exitCode);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}

/// <summary>A data folder whose Local was started once and stopped, for all tests of a class.</summary>
public sealed class UsedFolder : IAsyncLifetime
{
    internal LocalProcess Local { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Local = await LocalProcess.Start();
        Assert.Equal(0, await Local.Stop());
    }

    public Task DisposeAsync() => Local.DisposeAsync().AsTask();
}
