using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Administration;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Pages;

public sealed partial class PrintingTests
{
    private const string Path = "/staff/printing";

    [Fact]
    public async Task Every_sheet_has_its_own_serial_in_print_and_in_a_code_that_can_be_scanned_on_both_sides()
    {
        await using var host = await Start();

        var (status, page) = await Print(host.Ministry, "10", "10.02.04", 3);

        Assert.Equal(HttpStatusCode.OK, status);
        var serials = Enumerable.Range(1, 3).Select(SheetSerial.Printed).ToList();
        Assert.Equal(serials.SelectMany(it => (string[])[it.Text, it.Text]), SerialsIn(page));
        Assert.Equal(serials.SelectMany(it => Enumerable.Repeat($"SIPAS/sipas-2024/10/{it.Text}", 2)), Scanner.Read(page));
        Assert.Equal(3 * 2, Regex.Count(page, "<strong>Lào Cai</strong> \\(10\\)"));
        Assert.Equal(3 * 2, Regex.Count(page, "<strong>10\\.02\\.04</strong>"));
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sheet_asks_everything_that_its_questionnaire_asks_with_a_box_for_each_answer()
    {
        await using var host = await Start();
        var questionnaire = A.Catalogue.FindSurvey("sipas-2024")!.Questionnaire;

        var (_, page) = await Print(host.Ministry, "10", "", 1);

        Assert.Equal(2, Regex.Count(page, "<section class=\"side"));
        Assert.Equal(questionnaire.Items.Select(it => (it.Index + 1).ToString(CultureInfo.InvariantCulture)),
            Regex.Matches(page, "<td class=\"no\">(\\d+)</td>").Select(it => it.Groups[1].Value));
        Assert.All(questionnaire.Items, item => Assert.Contains($"<th scope=\"row\">{item.Question.Vi}</th>", page, StringComparison.Ordinal));
        Assert.Equal(questionnaire.Items.Count * questionnaire.Scale.Highest, Regex.Count(page, "<td class=\"box\"><i>[1-5]</i></td>"));
        Assert.All(questionnaire.Respondent.SelectMany(it => it.Categories.Index()),
            it => Assert.Contains($"<i>{it.Index + 1}</i> {it.Item.Name.Vi}</span>", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_serial_is_given_twice_in_a_province_and_printing_again_gives_the_same()
    {
        await using var host = await Start();
        // Once before, so that the visitor has one cookie for all forms.
        await host.Ministry.Page(Path);

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Print(host.Ministry, "10", "", 5)));
        var other = await Print(host.Ministry, "01", "", 2);
        var list = (await host.Ministry.Page($"{Path}?survey=sipas-2024")).Text;

        var serials = runs.SelectMany(run => SerialsIn(run.Text).Distinct()).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Enumerable.Range(1, 40).Select(it => SheetSerial.Printed(it).Text), serials);
        Assert.Equal([SheetSerial.Printed(1).Text, SheetSerial.Printed(2).Text], SerialsIn(other.Text).Distinct());
        var links = Regex.Matches(list, $"href=\"({Path}/[0-9a-f-]+)\"").Select(it => it.Groups[1].Value).ToList();
        Assert.Equal(9, links.Count);
        var again = new List<string>();
        foreach (var link in links)
        {
            again.Add((await host.Ministry.Page(link)).Text);
        }

        Assert.Equal(serials, again.Where(page => page.Contains("Lào Cai", StringComparison.Ordinal)).SelectMany(page => SerialsIn(page).Distinct()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_supervisor_prints_for_the_own_province_alone_and_everything_is_in_the_trail()
    {
        await using var host = await Start();
        using var supervisor = await host.As(StaffRoles.Supervisor, "vn63/10");
        await Print(host.Ministry, "01", "", 1);
        var foreign = Regex.Match((await host.Ministry.Page($"{Path}?survey=sipas-2024")).Text, $"href=\"({Path}/[0-9a-f-]+)\"").Groups[1].Value;

        var own = await Print(supervisor, "10", "", 1);
        var refused = await Print(supervisor, "01", "", 1);
        var choice = (await supervisor.Page($"{Path}?survey=sipas-2024")).Text;

        Assert.Equal(HttpStatusCode.OK, own.Status);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.Page(foreign)).Status);
        Assert.Single(Regex.Matches(choice, "<option value=\"\\d\\d\"[^>]*>"));
        Assert.Single(Regex.Matches(choice, "<tr data-run="));
        var trail = await host.Trail();
        Assert.Equal(["sipas-2024/10", "sipas-2024/10", "sipas-2024/01", "sipas-2024/01"],
            trail.Where(it => it.Record.Action == AuditActions.PrintSheets).Select(it => it.Record.Target));
        Assert.Equal(2, trail.Count(it => it.Record is { Action: AuditActions.Request, Outcome: AuditOutcome.Refused }));
    }

    [Theory]
    [InlineData("99", "", "1", "Chọn một tỉnh, thành phố trong danh sách.")]
    [InlineData("10", "thôn 2", "1", "Mã thôn gồm 1 đến 32 chữ cái không dấu")]
    [InlineData("10", "", "501", "Nhập một số nguyên từ 1 đến 500.")]
    [InlineData("10", "", "0", "Nhập một số nguyên từ 1 đến 500.")]
    [InlineData("10", "", "1e2", "Nhập một số nguyên từ 1 đến 500.")]
    public async Task What_cannot_be_printed_is_explained_and_takes_no_serial(string province, string cluster, string sheets, string words)
    {
        await using var host = await Start();

        var (status, page) = await Print(host.Ministry, province, cluster, sheets);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("Chưa in lượt nào.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_a_plan_of_the_sample_only_its_villages_are_printed_for()
    {
        await using var host = await Start();
        await host.Part<SamplePlans>().Replace(
            [new SamplePlanDraft("sipas-2024", "10", "plan.csv", "t", "the test", [new SampleVillage("A-1", "Thôn 1", "", "Xã 1", 10, null)])], default);

        var outside = await Print(host.Ministry, "10", "A-2", 1);
        var planned = await Print(host.Ministry, "10", "A-1", 1);
        var blank = await Print(host.Ministry, "10", "", 1);
        var elsewhere = await Print(host.Ministry, "01", "A-2", 1);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, outside.Status);
        Assert.Contains("href=\"#cluster\">Mã này không có trong kế hoạch mẫu của tỉnh.", outside.Text, StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], [planned.Status, blank.Status, elsewhere.Status]);
    }

    [Fact]
    public async Task What_cannot_be_written_into_the_trail_is_not_printed()
    {
        await using var host = await Start();
        host.ShutTrail();

        var (status, _) = await Print(host.Ministry, "10", "", 1);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("Chưa in lượt nào.", (await host.Ministry.Page($"{Path}?survey=sipas-2024")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_English_the_page_is_English_and_the_sheet_is_not()
    {
        await using var host = await Start();

        Assert.Contains("<h1>Print sheets</h1>", (await host.Ministry.Page($"{Path}?lang=en")).Text, StringComparison.Ordinal);
        var (_, page) = await Print(host.Ministry, "10", "", 1);

        Assert.Contains("Press Ctrl", page, StringComparison.Ordinal);
        Assert.Contains("Phiếu <strong>không ghi tên</strong>", page, StringComparison.Ordinal);
    }

    private static Task<FiguresHost> Start() => FiguresHost.Start(new ComputedFigures(A.Catalogue));

    private static Task<(HttpStatusCode Status, string Text)> Print(HttpClient client, string province, string cluster, int sheets) =>
        Print(client, province, cluster, sheets.ToString(CultureInfo.InvariantCulture));

    private static Task<(HttpStatusCode Status, string Text)> Print(HttpClient client, string province, string cluster, string sheets) => client.Fill(
        $"{Path}?survey=sipas-2024", Path, ("survey", "sipas-2024"), ("province", province), ("cluster", cluster), ("sheets", sheets));

    private static IEnumerable<string> SerialsIn(string page) =>
        Serials().Matches(page).Select(it => it.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));

    [GeneratedRegex("Số phiếu <strong>([^<]+)</strong>")]
    private static partial Regex Serials();
}
