using System.Text.Json.Nodes;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>A response with an invitation, over the API.</summary>
public sealed class InvitationTests
{
    private static readonly (string, string) Secret = ("Invitations:Secret", A.Secret);
    private static readonly InvitationCode Code = A.Invitations.Codes!.Make("sipas-2024", InvitationKind.Letter, "10", 4711);

    [Fact]
    public async Task With_an_invitation_the_channel_is_invited_and_the_claim_travels_sealed()
    {
        await using var host = await IntakeHost.Start(null, Secret);

        Assert.Equal(202, (await host.Client.Post(With(Code.ToString().ToLowerInvariant()))).Status);

        var received = Assert.IsType<EntryReceived>(Assert.Single(host.Broker.Confirmed.SelectMany(pack => pack.Records)));
        Assert.Equal(Channel.Invited, received.Entry.Channel);
        Assert.Equal(ClaimOpening.Opened, A.Invitations.Claims!.TryOpen(received.SealedClaim.Span, received.Entry.Id, out var claim));
        Assert.Equal(A.Invitations.Claims.Of("sipas-2024", Code), claim);
    }

    [Fact]
    public async Task Without_one_it_is_open_and_brings_no_claim()
    {
        await using var host = await IntakeHost.Start(null, Secret);

        Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);

        var received = Assert.IsType<EntryReceived>(Assert.Single(host.Broker.Confirmed.SelectMany(pack => pack.Records)));
        Assert.Equal(Channel.Open, received.Entry.Channel);
        Assert.True(received.SealedClaim.IsEmpty);
    }

    [Fact]
    public async Task What_is_wrong_with_an_invitation_is_told_apart()
    {
        await using var host = await IntakeHost.Start(null, Secret);
        var codes = A.Invitations.Codes!;

        Assert.Contains("20 letters", await Fault(host, With("ABCD")), StringComparison.Ordinal);
        Assert.Contains("mistyped", await Fault(host, With((Code with { Number = 4712 }).ToString())), StringComparison.Ordinal);
        Assert.Contains("province 15", await Fault(host, With(codes.Make("sipas-2024", InvitationKind.Sheet, "15", 1).ToString())), StringComparison.Ordinal);
        Assert.Contains("sipas-2025", await Fault(host, With(codes.Make("sipas-2025", InvitationKind.Sheet, "10", 1).ToString())), StringComparison.Ordinal);
        Assert.Empty(host.Broker.Handed);
    }

    [Fact]
    public async Task All_faults_are_told_at_once_those_of_the_invitation_too()
    {
        await using var host = await IntakeHost.Start(null, Secret);

        var answer = await host.Client.Post(Form.With(("answers", "{\"P01\": 9}"), ("invitation", "\"ABCD\"")));

        answer.MustBeInvalidAt("answers.P01", "invitation");
    }

    [Fact]
    public async Task A_process_without_the_secret_refuses_none_for_good()
    {
        await using var host = await IntakeHost.Start();

        var answer = (await host.Client.Post(With(Code.ToString()))).MustBe(503, "/problems/invitations-away");

        Assert.Equal("300", answer.Headers["Retry-After"]);
        Assert.Contains("20 letters", await Fault(host, With("ABCD")), StringComparison.Ordinal);
        Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);
    }

    [Fact]
    public async Task A_survey_may_take_invited_responses_only()
    {
        await using var host = await IntakeHost.Start(null, Secret);
        await Schedule(host, """{"sipas-2024": {"opens": "2024-10-01T00:00:00+07:00", "closes": null, "open": false}}""");

        Assert.StartsWith("is needed: this survey takes responses with an invitation only", await Fault(host, Form.Valid), StringComparison.Ordinal);
        Assert.Equal(202, (await host.Client.Post(With(Code.ToString()))).Status);
    }

    [Fact]
    public async Task A_survey_that_is_closed_says_so_before_it_asks_for_an_invitation()
    {
        await using var host = await IntakeHost.Start(null, Secret);
        await Schedule(host, """{"sipas-2024": {"opens": "2024-10-01T00:00:00+07:00", "closes": "2024-11-01T00:00:00+07:00", "open": false}}""");

        (await host.Client.Post(Form.Valid)).MustBe(409, "/problems/not-open");
    }

    [Fact]
    public async Task An_invitation_is_limited_as_one_device()
    {
        await using var host = await IntakeHost.Start(null, Secret, ("Limits:Loopback", "true"), ("Limits:ResponsesPerDevice", "1"));
        Assert.Equal(202, (await host.Client.Post(With(Code.ToString()))).Status);

        Assert.Equal(429, (await host.Client.Post(With(Code.ToString().ToLowerInvariant()))).Status);
        Assert.Equal(202, (await host.Client.Post(With(A.Invitations.Codes!.Make("sipas-2024", InvitationKind.Letter, "10", 1).ToString()))).Status);
    }

    private static string With(string code) => Form.With(("invitation", JsonValue.Create(code).ToJsonString()));

    private static async Task<string> Fault(IntakeHost host, string body) =>
        Assert.Single((await host.Client.Post(body)).MustBeInvalidAt("invitation").Errors["invitation"]);

    private static async Task Schedule(IntakeHost host, string schedule)
    {
        await File.WriteAllTextAsync(host.Schedule, schedule);
        // Looked at again after a while.
        host.Clock.Advance(TimeSpan.FromMinutes(1));
    }
}
