using System.Net;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.SignIn;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Access;

namespace SipasSurvey.UnitTests.Pages;

public sealed class SessionsPageTests
{
    private const string Sessions = "/staff/sessions";

    [Fact]
    public async Task Everybody_sees_and_ends_their_own_sessions()
    {
        await using var site = await StaffSite.Start();
        var office = await site.SignedIn(StaffRoles.SurveyTeam, "an");
        var lost = await site.SignedIn(StaffRoles.SurveyTeam, "an");
        await site.SignedIn(StaffRoles.Supervisor, "binh");

        var page = await office.Read(Sessions);
        Assert.Contains("name of an", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name of binh", page, StringComparison.Ordinal);

        var answer = await office.Submit(Sessions, Sessions, ("actor", "an"));
        Assert.Equal(Sessions, answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Found, (await lost.Get(Sessions)).StatusCode);
        Assert.Equal(["binh"], (await site.Get<StaffSessions>().List(null, default)).Select(it => it.ActorId));
    }

    [Fact]
    public async Task Another_ones_session_is_ended_by_the_administrator_alone()
    {
        await using var site = await StaffSite.Start();
        var analyst = await site.SignedIn(StaffRoles.MinistryAnalyst, "an");
        var other = await site.SignedIn(StaffRoles.SurveyTeam, "binh");
        var administrator = await site.SignedIn(StaffRoles.Administrator, "chi");
        var id = (await site.Get<StaffSessions>().List("an", default))[0].Id;

        Assert.Equal(HttpStatusCode.Forbidden, (await other.Submit(Sessions, Sessions, ("session", id))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Submit(Sessions, Sessions, ("actor", "an"))).StatusCode);
        // Whose it is, the form does not decide.
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Submit(Sessions, Sessions, ("actor", "binh"), ("session", id))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await analyst.Get(Sessions)).StatusCode);

        Assert.Contains("name of an", await administrator.Read(Sessions), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await administrator.Submit(Sessions, Sessions, ("session", id))).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await analyst.Get(Sessions)).StatusCode);

        var trail = await site.Get<AuditTrail>().Read(new AuditQuery(Action: AuditActions.EndSession), default).ToListAsync();
        Assert.Equal([("chi", AuditOutcome.Done, $"an/{id}"), ("binh", AuditOutcome.Refused, $"an/{id}"), ("binh", AuditOutcome.Refused, "an"), ("binh", AuditOutcome.Refused, $"an/{id}")],
            trail.Select(it => (it.Record.ActorId, it.Record.Outcome, it.Record.Target)));
    }

    [Fact]
    public async Task A_form_that_is_not_ours_ends_no_session()
    {
        await using var site = await StaffSite.Start();
        var browser = await site.SignedIn(StaffRoles.Administrator, "chi");

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post(Sessions, ("actor", "chi"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Sessions)).StatusCode);
    }

    [Fact]
    public async Task Nobody_sees_sessions_without_signing_in()
    {
        await using var site = await StaffSite.Start();

        Assert.Equal(HttpStatusCode.Found, (await site.Open().Get(Sessions)).StatusCode);
    }
}
