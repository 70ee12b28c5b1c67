using System.Globalization;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>How many responses one sender may send in a minute: the device first, the address second.</summary>
public sealed class ResponseLimitsTests
{
    private static readonly (string, string) Loopback = ("Limits:Loopback", "true");

    [Fact]
    public async Task A_device_over_its_limit_is_told_when_to_come_again_and_others_at_its_address_go_on()
    {
        await using var host = await IntakeHost.Start(null, Loopback, ("Limits:ResponsesPerDevice", "2"));
        Assert.Equal(202, (await Send(host, 1)).Status);
        Assert.Equal(202, (await Send(host, 1)).Status);

        var refused = (await Send(host, 1)).MustBe(429, "/problems/too-many-requests");

        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("Nothing is lost", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(202, (await Send(host, 2)).Status);
        Assert.Equal(3, host.Broker.Entries.Count);
    }

    [Fact]
    public async Task The_next_minute_a_device_may_send_again()
    {
        await using var host = await IntakeHost.Start(null, Loopback, ("Limits:ResponsesPerDevice", "1"));
        await Send(host, 1);
        Assert.Equal(429, (await Send(host, 1)).Status);

        host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(202, (await Send(host, 1)).Status);
    }

    [Fact]
    public async Task An_address_has_a_limit_too_whatever_its_devices_call_themselves()
    {
        await using var host = await IntakeHost.Start(null, Loopback, ("Limits:ResponsesPerAddress", "3"));
        for (var device = 1; device <= 3; device++)
        {
            Assert.Equal(202, (await Send(host, device)).Status);
        }

        Assert.Equal(429, (await Send(host, 4)).Status);
        Assert.Single(host.Log, line => line.Contains("Limits:ResponsesPerAddress", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_invitation_has_a_limit_of_its_own_and_does_not_meet_that_of_its_address()
    {
        await using var host = await IntakeHost.Start(null, Loopback, ("Limits:ResponsesPerAddress", "1"), ("Limits:ResponsesPerDevice", "2"), ("Invitations:Secret", A.Secret));
        string With(uint number) => Form.With(("invitation", $"\"{A.Invitations.Codes!.Make("sipas-2024", InvitationKind.Letter, "10", number)}\""));

        Assert.Equal(202, (await Send(host, 1)).Status);
        Assert.Equal(429, (await Send(host, 2)).Status);
        foreach (var number in new uint[] { 1, 2, 2 })
        {
            Assert.Equal(202, (await Send(host, 3, With(number))).Status);
        }

        Assert.Equal(429, (await Send(host, 4, With(2))).Status);
    }

    [Fact]
    public async Task What_is_not_valid_is_not_counted()
    {
        await using var host = await IntakeHost.Start(null, Loopback, ("Limits:ResponsesPerDevice", "1"));
        Assert.Equal(422, (await Send(host, 1, Form.With(("province", "\"00\"")))).Status);

        Assert.Equal(202, (await Send(host, 1)).Status);
    }

    [Fact]
    public async Task On_loopback_nothing_is_limited_unless_a_setting_says_so()
    {
        await using var host = await IntakeHost.Start(null, ("Limits:ResponsesPerDevice", "1"), ("Limits:ResponsesPerAddress", "1"));

        Assert.Equal(202, (await Send(host, 1)).Status);
        Assert.Equal(202, (await Send(host, 1)).Status);
    }

    private static async Task<Answer> Send(IntakeHost host, int device, string? body = null)
    {
        host.Client.DefaultRequestHeaders.Remove("Sipas-Form");
        host.Client.DefaultRequestHeaders.Add("Sipas-Form", $"device={device:D22}; seconds=300; trap=0");
        return await host.Client.Post(body ?? Form.Valid);
    }
}
