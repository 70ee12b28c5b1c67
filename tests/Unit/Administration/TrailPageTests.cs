using System.Net;
using System.Text.RegularExpressions;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Administration;

/// <summary>The trail on the page that auditors read.</summary>
public sealed partial class TrailPageTests
{
    [Fact]
    public async Task The_page_shows_entries_in_words_filters_and_goes_on()
    {
        await using var host = await FiguresHost.Start();
        using var auditor = host.As(StaffRoles.Auditor);
        var trail = host.Part<AuditTrail>();
        for (var i = 0; i < 60; i++)
        {
            await trail.Append(new AuditRecord("1", "<Lan>", StaffRoles.Administrator, AuditActions.MakeKey, $"target-{i}", AuditOutcome.Done, "::1"), CancellationToken.None);
        }

        await trail.Append(new AuditRecord("", AuditRecord.Nobody, "", AuditActions.SignIn, "", AuditOutcome.Refused, "::1", "wrong"), CancellationToken.None);

        var (_, all) = await auditor.Page("/staff/trail?from=&to=&actor=&action=&outcome=");
        Assert.Contains("Đăng nhập", all, StringComparison.Ordinal);
        Assert.Contains("24/11/2026 10:00:00", all, StringComparison.Ordinal);
        Assert.Contains("&lt;Lan&gt;", all, StringComparison.Ordinal);
        Assert.Contains("href=\"/staff/trail?before=12\"", all, StringComparison.Ordinal);
        Assert.Contains("href=\"/api/v1/trail?format=csv\"", all, StringComparison.Ordinal);
        var (_, some) = await auditor.Page("/staff/trail?from=2026-11-24&to=2026-11-24&actor=%3CLan%3E&action=key.make&outcome=done&before=12");
        Assert.Contains("target-10", some, StringComparison.Ordinal);
        Assert.DoesNotContain("target-11", some, StringComparison.Ordinal);
        Assert.Contains("/api/v1/trail?from=2026-11-23T17%3A00%3A00Z&amp;to=2026-11-24T17%3A00%3A00Z&amp;actor=%3CLan%3E&amp;action=key.make&amp;outcome=done&amp;format=csv", some, StringComparison.Ordinal);
        Assert.Contains("Không có mục nào phù hợp", (await auditor.Page("/staff/trail?from=2027-01-01")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await auditor.Page("/staff/trail?action=burn")).Status);
        Assert.Equal(3, (await host.Trail()).Count(entry => entry.Record.Action == AuditActions.ReadTrail));
    }

    [Fact]
    public async Task Every_action_has_words_on_the_page()
    {
        await using var host = await FiguresHost.Start();

        var (_, page) = await host.As(StaffRoles.Auditor).Page("/staff/trail");

        var words = Option().Matches(page).ToDictionary(option => option.Groups[1].Value, option => option.Groups[2].Value);
        Assert.All(AuditActions.All, action => Assert.NotEqual(action, words[action]));
        Assert.Equal(words.Count, words.Values.Distinct().Count());
    }

    [GeneratedRegex("<option value=\"([^\"]+)\"[^>]*>([^<]+)</option>")]
    private static partial Regex Option();
}
