using Microsoft.Extensions.Diagnostics.HealthChecks;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake;

public sealed class ScheduleFileTests
{
    private const string NothingOpen = "{}";

    [Fact]
    public async Task A_changed_schedule_is_in_force_within_a_second_and_not_looked_for_more_often()
    {
        await using var host = await IntakeHost.Start();
        await File.WriteAllTextAsync(host.Schedule, NothingOpen);

        host.Clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);
        host.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(409, (await host.Client.Post(Form.Valid)).Status);
    }

    [Theory]
    [InlineData("{\"sipas-2024\": {}}", "opens")]
    [InlineData("not json", "schedule.json")]
    [InlineData("{\"sipas-1999\": {\"opens\": \"2024-10-01T00:00:00+07:00\", \"closes\": null}}", "sipas-1999")]
    [InlineData(null, "cannot be read")]
    public async Task A_schedule_that_becomes_wrong_or_is_gone_leaves_the_last_good_one_in_force(string? content, string named)
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal(HealthStatus.Healthy, (await host.Health("schedule")).Status);
        File.Delete(host.Schedule);
        if (content is not null)
        {
            await File.WriteAllTextAsync(host.Schedule, content);
        }

        for (var look = 0; look < 3; look++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);
        }

        var health = await host.Health("schedule");
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("Correct the file", health.Description);
        Assert.Contains(named, health.Description);
        Assert.DoesNotContain(Path.GetDirectoryName(host.Schedule)!, health.Description);
        Assert.Single(host.Log, line => line.StartsWith("Error", StringComparison.Ordinal));

        await File.WriteAllTextAsync(host.Schedule, NothingOpen);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(409, (await host.Client.Post(Form.Valid)).Status);
        Assert.Equal(HealthStatus.Healthy, (await host.Health("schedule")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"sipas-2024\": {\"opens\": \"tomorrow\", \"closes\": null}}")]
    public async Task A_wrong_schedule_stops_the_start(string content)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, content);

        var fault = await Assert.ThrowsAsync<DataFileException>(() => IntakeHost.Start(null, ("Schedule", path)));

        Assert.Contains(path, fault.Message);
        File.Delete(path);
    }

    [Fact]
    public async Task A_missing_schedule_stops_the_start() =>
        Assert.Contains("/nowhere/schedule.json", (await Assert.ThrowsAsync<DataFileException>(() => IntakeHost.Start(null, ("Schedule", "/nowhere/schedule.json")))).Message);
}
