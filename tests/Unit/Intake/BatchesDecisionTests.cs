using System.Buffers.Text;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Deciding between versions, as a program does.</summary>
public sealed class BatchesDecisionTests
{
    private const string Decisions = "/api/v1/conflicts";

    [Fact]
    public async Task A_decision_carries_the_version_and_the_trail_only_whose_it_is_and_why()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As(StaffRoles.SurveyTeam, null, "vn63/10");
        var content = A.Content(province: "10").ToBytes();
        var id = ResponseId.OfSheet("sipas-2024", "10", "t1", "A1");

        var answer = await team.SendJson(HttpMethod.Post, $"{Decisions}/{id}/decision", $$"""{"entry": "{{Base64Url.EncodeToString(content)}}", "reason": "đã xem phiếu"}""");

        Assert.Equal((202, $"{id}"), (answer.Status, (string)answer.Body["id"]!));
        var decision = Assert.Single(host.Broker.Records<ContentDecided>()).Decision;
        Assert.Equal((id, UnixMicroseconds.From(host.Clock.GetUtcNow()), "a surveyTeam", "đã xem phiếu"), (decision.Id, decision.DecidedAt, decision.DecidedBy, decision.Reason));
        Assert.True(decision.Content.Span.SequenceEqual(content));
        Assert.Equal((AuditActions.DecideConflict, $"sipas-2024/10/{id}", "đã xem phiếu"), (await host.Trail()).Select(it => (it.Action, it.Target, it.Detail)).Single());
    }

    [Theory]
    [InlineData("\"AAAA\"")]
    [InlineData("\"not base64!\"")]
    [InlineData("\"\"")]
    [InlineData("5")]
    [InlineData("null")]
    public async Task A_version_that_cannot_be_one_is_422_at_its_path(string entry)
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();

        var answer = (await team.SendJson(HttpMethod.Post, $"{Decisions}/{A.Id}/decision", $$"""{"entry": {{entry}}, "reason": "x"}""")).MustBe(422, "/problems/invalid-change");

        Assert.Equal(["entry"], answer.Errors.Keys);
        Assert.Empty(host.Broker.Confirmed);
    }

    [Fact]
    public async Task A_version_of_an_unknown_survey_or_province_is_422_and_one_of_another_province_403()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As(StaffRoles.SurveyTeam, null, "vn63/10");

        (await Decide(team, A.Content("sipas-1999"))).MustBe(422, "/problems/invalid-change");
        (await Decide(team, A.Content(province: "03"))).MustBe(422, "/problems/invalid-change");
        (await Decide(team, A.Content(province: "12"))).MustBe(403, "/problems/out-of-scope");
        (await team.SendJson(HttpMethod.Post, $"{Decisions}/no-id/decision", "{}")).MustBe(404, "/problems/unknown-response");

        Assert.Equal(AuditOutcome.Refused, Assert.Single(await host.Trail()).Outcome);
    }

    private static Task<Answer> Decide(HttpClient client, Content content) => client.SendJson(
        HttpMethod.Post, $"{Decisions}/{A.Id}/decision", $$"""{"entry": "{{Base64Url.EncodeToString(content.ToBytes())}}", "reason": "x"}""");
}
