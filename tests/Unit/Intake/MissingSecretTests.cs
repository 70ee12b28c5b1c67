using System.Text.Json.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SipasSurvey.Domain;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Intake without the secret of invitations, where something comes that needs it.</summary>
public sealed class MissingSecretTests
{
    private static readonly string Code = A.Invitations.Codes!.Make("sipas-2024", InvitationKind.Letter, "10", 4711).ToString();

    [Fact]
    public async Task Where_codes_were_given_out_a_code_makes_readiness_degraded_and_is_said_once_without_it()
    {
        await using var host = await BatchesHost.Start();
        await GiveOutCodes(host);

        for (var i = 0; i < 3; i++)
        {
            await SendCode(host);
        }

        await host.Until(() => Said(host).Count > 0);
        await SendCode(host);
        var health = await host.Health("invitations");
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("Give this process the secret", health.Description!, StringComparison.Ordinal);
        Assert.Contains("answered 503", health.Description!, StringComparison.Ordinal);
        Assert.DoesNotContain("claim", health.Description!, StringComparison.Ordinal);
        Assert.Contains(health.Description!, Assert.Single(Said(host)), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log, line => line.Contains(Code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sheet_with_a_printed_serial_does_so_too_and_one_with_another_serial_does_not()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await GiveOutCodes(host);

        Assert.Equal(200, (await team.Send(Sheets.Form(Sheets.Csv(1)))).Status);
        Assert.Equal(HealthStatus.Healthy, (await host.Health("invitations")).Status);
        Assert.Equal(200, (await team.Send(Sheets.Form(Printed()))).Status);

        await host.Until(() => Said(host).Count > 0);
        var health = await host.Health("invitations");
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("went on without a claim", health.Description!, StringComparison.Ordinal);
        Assert.DoesNotContain("503", health.Description!, StringComparison.Ordinal);
        await SendCode(host);
        await host.Until(() => Said(host).Count == 2);
        Assert.Contains("503", (await host.Health("invitations")).Description!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_none_were_given_out_nobody_is_troubled_until_they_are()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();

        Assert.Equal(200, (await team.Send(Sheets.Form(Printed()))).Status);
        await SendCode(host);
        await host.Until(() => host.Log.Any(line => line.StartsWith("Debug: No codes of invitations were given out", StringComparison.Ordinal)));
        Assert.Equal(HealthStatus.Healthy, (await host.Health("invitations")).Status);
        Assert.Empty(Said(host));

        await GiveOutCodes(host);
        host.Clock.Advance(TimeSpan.FromMinutes(11));
        await SendCode(host);
        await host.Until(() => Said(host).Count > 0);
        Assert.Equal(HealthStatus.Degraded, (await host.Health("invitations")).Status);
    }

    [Fact]
    public async Task With_the_secret_there_is_nothing_to_say()
    {
        await using var host = await BatchesHost.Start(("Invitations:Secret", A.Secret));
        using var team = await host.As();
        await GiveOutCodes(host);

        Assert.Equal(200, (await team.Send(Sheets.Form(Printed()))).Status);

        await host.Stop();
        Assert.Equal(HealthStatus.Healthy, (await host.Health("invitations")).Status);
        Assert.Empty(Said(host));
    }

    private static string Printed() => Sheets.Csv(1).Replace("\nA1,", $"\n{SheetSerial.Printed(1).Text},", StringComparison.Ordinal);

    private static List<string> Said(BatchesHost host) => [.. host.Log.Where(line => line.StartsWith("Error: Codes of invitations", StringComparison.Ordinal))];

    private static async Task SendCode(BatchesHost host)
    {
        using var anybody = new HttpClient { BaseAddress = host.Address };
        (await anybody.Post(Form.With(("invitation", JsonValue.Create(Code).ToJsonString())))).MustBe(503, "/problems/invitations-away");
    }

    private static Task<AuditEntry> GiveOutCodes(BatchesHost host) => host.AuditTrail.Append(
        new AuditRecord("publisher", "Bộ", "publisher", AuditActions.ReadInvitations, "sipas-2024/10", AuditOutcome.Done, "127.0.0.1"), default);
}
