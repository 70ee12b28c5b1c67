using System.Net.Http.Json;

namespace SipasSurvey.IntegrationTests.Local;

public sealed class DemoTests
{
    // How far a simulated percentage may be from the published one, in points.
    private const double Tolerance = 0.3;

    [Fact]
    public async Task The_demo_survives_a_kill_and_comes_out_at_the_published_figures()
    {
        await using var local = await LocalProcess.Start("--demo");
        await local.Await($"api/v1/reconciliation/{A.Survey}", counts => counts["counted"]!.GetValue<int>() > 5_000);
        await local.Kill();
        await local.Restart("--demo");

        var figures = await local.Await($"api/v1/figures/{A.Survey}?channel=official", it => it["nation"]!["n"]!.GetValue<int>() == 36_525, seconds: 120);

        Assert.True(figures["simulated"]!.GetValue<bool>());
        AssertNear(83.94, figures["nation"]!["sipas"]!["satisfied"]!.GetValue<double>());
        AssertNear(83.84, figures["nation"]!["policy"]!["satisfied"]!.GetValue<double>());
        AssertNear(84.09, figures["nation"]!["service"]!["satisfied"]!.GetValue<double>());
        var provinces = figures["provinces"]!.AsArray().ToDictionary(it => it!["province"]!.GetValue<string>(), it => it!);
        AssertNear(86.50, provinces[A.HaNoi]["sipas"]!["satisfied"]!.GetValue<double>());
        AssertNear(84.92, provinces[A.LaoCai]["sipas"]!["satisfied"]!.GetValue<double>());
        Assert.Equal(19, provinces[A.LaoCai]["rank"]!.GetValue<int>());

        var counts = await local.Get($"api/v1/reconciliation/{A.Survey}");
        Assert.Equal((36_525, 0), (counts["counted"]!.GetValue<int>(), counts["conflict"]!.GetValue<int>()));
        Assert.Equal(0, await local.Stop());
        var (exitCode, output) = await local.Upkeep("verify");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task The_demo_is_never_mixed_with_other_responses()
    {
        await using var local = await LocalProcess.Start();
        (await local.Http.PostAsJsonAsync("api/v1/responses", A.Response())).EnsureSuccessStatusCode();
        await local.Stop();

        var (exitCode, output) = await local.RunToEnd("--demo");

        Assert.Equal(2, exitCode);
        Assert.Contains("--demo fills only an empty folder, but this one holds 1 responses of sipas-2024", output, StringComparison.Ordinal);
    }

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
        await using var local = await LocalProcess.Start();
        await local.Stop();

        var (exitCode, output) = await local.RunToEnd(argument);

        Assert.Equal(2, exitCode);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static void AssertNear(double published, double simulated) => Assert.InRange(simulated, published - Tolerance, published + Tolerance);
}
