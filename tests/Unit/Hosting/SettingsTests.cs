using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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

    [Theory]
    [InlineData("Form:Contact")]
    [InlineData("Form:Retention")]
    public async Task A_text_on_a_page_has_at_most_300_characters(string setting)
    {
        await using var host = await IntakeHost.Start(null, (setting, new string('x', 300)));

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => IntakeHost.Start(null, (setting, new string('x', 301))));

        Assert.Equal($"Setting {setting} is '{new string('x', 60)}…' (301 characters); it must be a text of at most 300 characters.", ProcessDefaults.Explain(fault));
    }

    [Theory]
    [InlineData("Code", "b", "a text of 2 to 4 characters that has small letters alone")]
    [InlineData("Code", "bcdef", "a text of 2 to 4 characters that has small letters alone")]
    [InlineData("Code", "B1", "a text of 2 to 4 characters that has small letters alone")]
    [InlineData("Even", "3", "a whole number from 0 to 10 that is even")]
    [InlineData("Even", "12", "a whole number from 0 to 10 that is even")]
    public async Task Every_check_of_a_setting_counts_and_says_what_would_be_right(string setting, string value, string right)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => StartProbe(("Probe:" + setting, value)));

        Assert.Equal($"Setting Probe:{setting} is '{value}'; it must be {right}.", ProcessDefaults.Explain(fault));
    }

    [Fact]
    public async Task A_setting_that_every_check_lets_pass_is_taken()
    {
        var options = await StartProbe(("Probe:Code", "abc"), ("Probe:Even", "4"));

        Assert.Equal(("abc", 4), (options.Code, options.Even));
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

    private static async Task<Probe> StartProbe(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        builder.AddSettings<Probe>("Probe");
        using var host = builder.Build();
        await host.StartAsync();
        return host.Services.GetRequiredService<IOptions<Probe>>().Value;
    }

    /// <summary>Settings with more checks than any real ones have.</summary>
    private sealed class Probe
    {
        [StringLength(4, MinimumLength = 2)]
        [RegularExpression("[a-z]*", ErrorMessage = "that has small letters alone")]
        public string Code { get; set; } = "ab";

        [Range(0, 10)]
        [Even(ErrorMessage = "that is even")]
        public int Even { get; set; }
    }

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class EvenAttribute : ValidationAttribute
    {
        public override bool IsValid(object? value) => value is int number && number % 2 == 0;
    }
}
