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

    private static void AssertNear(double published, double simulated) => Assert.InRange(simulated, published - Tolerance, published + Tolerance);
}
