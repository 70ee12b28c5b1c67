using System.Net;
using System.Text.RegularExpressions;
using SipasSurvey.Staff.Access;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.FieldWork;

/// <summary>The page of sheets with two versions.</summary>
public sealed partial class ConflictPageTests : IAsyncLifetime
{
    private const string Page = $"/staff/conflicts?survey={FieldWorkSite.Survey}";

    private readonly FieldWorkSite _site = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Both_versions_stand_side_by_side_with_what_differs_marked_in_words_and_a_decision_changes_which_counts()
    {
        var serial = (await _site.Print("", 1)).Serials().Single().Text;
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        var others = Enumerable.Range(1, 9).Select(number => _site.Row($"{number}")).ToList();
        await _site.Send(team, "một.csv", [_site.Row(serial), .. others]);
        await _site.Send(team, "hai.csv", [.. others, _site.Row(serial, level: 4, gender: "", but: ("P07", "1"))]);

        var page = (await team.Page(Page)).Text;
        Assert.Contains($"Phiếu {serial}", page.Plain(), StringComparison.Ordinal);
        Assert.Equal(["P07 Thực hiện chính sách giáo dục phổ thông", "4 – Hài lòng", "1 – Rất không hài lòng ≠ khác"], page.Row("data-column=\"P07\""));
        Assert.Equal(["gender Giới tính", "male – Nam", "trống ≠ khác"], page.Row("data-column=\"gender\""));
        Assert.DoesNotContain("data-column=\"P01\"", page, StringComparison.Ordinal);
        Assert.Contains("44 ô giống nhau", page, StringComparison.Ordinal);
        Assert.Contains("một.csv", page, StringComparison.Ordinal);

        var entries = Entries().Matches(page).Select(it => it.Groups[1].Value).ToList();
        var id = Conflicts().Match(page).Groups[1].Value;
        var decided = await team.Fill(Page, $"/staff/intake/conflicts/{id}/decision", ("entry", entries[1]), ("reason", "Đã xem phiếu giấy."));

        Assert.Equal(HttpStatusCode.SeeOther, decided.Status);
        await FieldWorkSite.Until(async () => (await team.Page($"{Page}&decided=true")).Text is var all
            && all.Contains("Đã xem phiếu giấy.", StringComparison.Ordinal) && all.Row("data-column=\"P07\"")[1] == "1 – Rất không hài lòng");
        var open = (await team.Page(Page)).Text;
        Assert.DoesNotContain(id, open, StringComparison.Ordinal);
        Assert.Contains("decided=true", open, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await team.Page($"{Page}&decided=false")).Status);
    }

    [Fact]
    public async Task Who_may_not_see_answers_sees_where_the_versions_are()
    {
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        var others = Enumerable.Range(1, 9).Select(number => _site.Row($"{number}")).ToList();
        await _site.Send(team, "một.csv", [_site.Row("a"), .. others]);
        await _site.Send(team, "hai.csv", [_site.Row("a", level: 2), .. others]);
        using var ministry = await _site.As(StaffRoles.MinistryAnalyst, null);
        using var other = await _site.As(StaffRoles.Supervisor, "01");

        var page = (await ministry.Page(Page)).Text;
        Assert.Contains("Phiếu ở dòng 2 của một.csv", page.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain("Hài lòng", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"entry\"", page, StringComparison.Ordinal);
        Assert.Contains("Không có phiếu nào trùng số", (await other.Page(Page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_stand_on_a_page_and_the_others_on_those_that_follow()
    {
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        var rows = Enumerable.Range(1, 100).ToList();
        await _site.Send(team, "một.csv", rows.Select(number => _site.Row($"{number}")));
        await _site.Send(team, "hai.csv", rows.Select(number => _site.Row($"{number}", level: number <= 12 ? 2 : 4)));

        var first = (await team.Page(Page)).Text;
        var next = WebUtility.HtmlDecode(Next().Match(first).Groups[1].Value);
        var second = (await team.Page(next)).Text;

        Assert.Equal((10, 2), (Conflicts().Count(first), Conflicts().Count(second)));
        Assert.DoesNotMatch(Next(), second);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await team.Page($"{Page}&after=x")).Status);
    }

    [GeneratedRegex("name=\"entry\" value=\"([^\"]+)\"")]
    private static partial Regex Entries();

    [GeneratedRegex("data-conflict=\"([^\"]+)\"")]
    private static partial Regex Conflicts();

    [GeneratedRegex("class=\"button\" href=\"([^\"]*after=[^\"]*)\"")]
    private static partial Regex Next();
}
