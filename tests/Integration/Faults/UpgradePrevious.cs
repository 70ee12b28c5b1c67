using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>
/// The programs of the version before this one, built from the repository's history; once for each commit, and kept in the user's cache.
/// Without git or that commit, as in a shallow clone, tests that need them are skipped.
/// </summary>
public sealed class UpgradePrevious
{
    /// <summary>
    /// The version that is replaced. When a version is given to those who run it, this becomes its commit (<c>git rev-parse HEAD</c>), in the
    /// first change after it: so what is on its way is always tried beside what runs out there.
    /// </summary>
    public const string Commit = "74c6ca060ddbb4761eb4f1e42667b1f7e52e2c14";

    private static readonly string[] Services = ["Intake", "Aggregator", "Figures"];
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(4);

    private readonly Lazy<Task<string>> _folder = new(Build);

    /// <summary>Finds a program of that version by its name of this one; skips the test where it cannot be had.</summary>
    public async Task<Func<string, string>> Programs()
    {
        var folder = await _folder.Value;
        return program => Path.Combine(folder, "services", program.Split('.')[1], "bin/Release/net10.0", program);
    }

    private static async Task<string> Build()
    {
        var repository = new DirectoryInfo(AppContext.BaseDirectory);
        while (repository is not null && !File.Exists($"{repository.FullName}/SipasSurvey.sln"))
        {
            repository = repository.Parent;
        }

        Skip.If(repository is null, "The tests are not in the repository.");
        var (isThere, why) = await Run(repository.FullName, "git", "cat-file", "-e", $"{Commit}^{{commit}}");
        Skip.IfNot(isThere, $"Git has no commit {Commit} to build the version before this one from; a shallow clone needs its history. {why}");

        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named
            ? named
            : $"{Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)}/.cache";
        var folder = $"{cache}/sipas-survey/version-{Commit}";
        if (!Directory.Exists(folder))
        {
            await Build(repository.FullName, folder);
        }

        return folder;
    }

    // Beside its place, and moved there when it is whole, so that a build that broke off is never taken for one.
    private static async Task Build(string repository, string folder)
    {
        var part = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(part);
        try
        {
            await Must(repository, "sh", "-c", $"git archive {Commit} | tar -x -C '{part}'");
            var projects = Services.Select(service => $"services/{service}/SipasSurvey.{service}.csproj").ToArray();
            await File.WriteAllTextAsync($"{part}/previous.slnf", JsonSerializer.Serialize(new { solution = new { path = "SipasSurvey.sln", projects } }));
            await Must(part, "dotnet", "build", "previous.slnf", "-c", "Release", "--nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false");
            Directory.Move(part, folder);
        }
        finally
        {
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }
        }
    }

    private static async Task Must(string folder, string program, params string[] arguments)
    {
        var (succeeded, output) = await Run(folder, program, arguments);
        Assert.True(succeeded, $"{program} {string.Join(' ', arguments)}:\n{output}");
    }

    private static async Task<(bool Succeeded, string Output)> Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What `dotnet test` tells its own children about MSBuild is not for another build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var deadline = new CancellationTokenSource(LongestBuild);
        using var process = Start(start);
        if (process is null)
        {
            return (false, $"{program} is not installed.");
        }

        var (output, errors) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode == 0, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (false, $"It took longer than {LongestBuild.TotalMinutes:0} minutes.");
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
