using Microsoft.Extensions.Options;
using SipasSurvey.Hosting;
using SipasSurvey.UnitTests.Access;
using SipasSurvey.UnitTests.Intake;

namespace SipasSurvey.UnitTests.Hosting;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Packs:InFlight", "abc", "a whole number from 1 to 64")]
    [InlineData("Packs:InFlight", "0", "a whole number from 1 to 64")]
    [InlineData("Packs:InFlight", "65", "a whole number from 1 to 64")]
    [InlineData("Packs:InFlight", "", "a whole number from 1 to 64")]
    [InlineData("Packs:MostWaiting", "99999999999", "a whole number from 1 to 1000000")]
    [InlineData("Packs:Deadline", "abc", "a time from 00:00:00.1 to 00:01:00, written hours:minutes:seconds")]
    [InlineData("Packs:Deadline", "4s", "a time from 00:00:00.1 to 00:01:00, written hours:minutes:seconds")]
    [InlineData("Packs:Deadline", "5", "a time from 00:00:00.1 to 00:01:00, written hours:minutes:seconds")]
    [InlineData("Packs:Deadline", "60.00:00:00", "a time from 00:00:00.1 to 00:01:00, written hours:minutes:seconds")]
    [InlineData("Packs:Deadline", "00:00:00", "a time from 00:00:00.1 to 00:01:00, written hours:minutes:seconds")]
    [InlineData("Packs:FirstPause", "00:00:00", "a time from 00:00:00.01 to 00:01:00, written hours:minutes:seconds")]
    [InlineData("Packs:LongestPause", "30.00:00:00", "a time from 00:00:00.01 to 00:01:00, written hours:minutes:seconds")]
    [InlineData("Packs:ReportEvery", "100.00:00:00", "a time from 00:00:00.1 to 00:10:00, written hours:minutes:seconds")]
    [InlineData("Packs:Grace", "-00:00:01", "a time from 00:00:00 to 00:00:30, written hours:minutes:seconds")]
    public async Task A_wrong_setting_of_Intake_is_named_with_what_would_be_right(string setting, string value, string right)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => IntakeHost.Start(null, (setting, value)));

        Assert.Equal($"Setting {setting} is '{value}'; it must be {right}.", ProcessDefaults.Explain(fault));
    }

    [Theory]
    [InlineData("Pages:LeastRanked", "x", "a whole number from 1 to 1000000")]
    [InlineData("SignIn:AttemptsPerMinute", "0", "a whole number from 1 to 10000")]
    [InlineData("SignIn:LimitLoopback", "yes", "true or false")]
    public async Task A_wrong_setting_of_the_pages_is_named_with_what_would_be_right(string setting, string value, string right)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => StaffSite.Start(also: it => it.Configuration[setting] = value));

        Assert.Equal($"Setting {setting} is '{value}'; it must be {right}.", ProcessDefaults.Explain(fault));
    }

    [Fact]
    public async Task Every_wrong_setting_is_named_at_once()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StaffSite.Start(also: it =>
            (it.Configuration["Pages:LeastRanked"], it.Configuration["Session:Idle"], it.Configuration["Session:Longest"]) = ("x", "y", "z")));

        var sentences = ProcessDefaults.Explain(fault);
        Assert.Contains("Setting Pages:LeastRanked is 'x'", sentences, StringComparison.Ordinal);
        Assert.Contains("Setting Session:Idle is 'y'", sentences, StringComparison.Ordinal);
        Assert.Contains("Setting Session:Longest is 'z'", sentences, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_longest_pause_below_the_first_is_refused()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(
            () => IntakeHost.Start(null, ("Packs:FirstPause", "00:00:03"), ("Packs:LongestPause", "00:00:02")));

        Assert.Equal("Setting Packs:LongestPause must be at least as long as Packs:FirstPause.", ProcessDefaults.Explain(fault));
    }
}
