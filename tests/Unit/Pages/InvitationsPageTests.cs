using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Administration;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Pages;

/// <summary>Letters with invitations: made in runs, printed, exported; by the Ministry's publisher alone.</summary>
public sealed class InvitationsPageTests
{
    private const string Path = "/staff/invitations";

    [Fact]
    public async Task A_run_is_made_printed_and_exported_and_every_code_is_right()
    {
        await using var host = await Start();
        using var publisher = host.As(StaffRoles.MinistryPublisher);
        await Make(publisher, "10", "2");

        var run = await RunOf(publisher, await Make(publisher, "10", "3", "Xã Đồng Tuyển"));
        var letters = (await publisher.Page(run)).Text;
        var csv = await publisher.GetByteArrayAsync(new Uri($"{run}/codes.csv", UriKind.Relative));

        // Two were made before, so these are 3 to 5.
        var codes = Enumerable.Range(3, 3).Select(number => A.Invitations.Codes!.Make("sipas-2024", InvitationKind.Letter, "10", (uint)number).ToString()).ToList();
        Assert.Equal(codes, Regex.Matches(letters, "class=\"code\">([0-9A-Z-]+)<").Select(it => it.Groups[1].Value));
        Assert.Equal(codes.Select(code => $"{host.Anybody.BaseAddress}#m={code}"), Scanner.Read(letters));
        Assert.Equal(3, Regex.Count(letters, "<section class=\"side letter\">"));
        Assert.DoesNotContain("<!--", letters, StringComparison.Ordinal);
        var lines = Encoding.UTF8.GetString(csv[3..]).Split("\r\n");
        Assert.Equal(["Số thư,Mã mời,Địa chỉ", .. codes.Select((code, i) => $"{3 + i},{code},{host.Anybody.BaseAddress}#m={code}"), ""], lines);
    }

    [Fact]
    public async Task Making_and_every_reading_of_codes_is_in_the_trail_and_no_code_is_there_or_in_the_log()
    {
        await using var host = await Start();
        using var publisher = host.As(StaffRoles.MinistryPublisher);
        var run = await RunOf(publisher, await Make(publisher, "10", "2"));

        await publisher.Page(run);
        await publisher.Page($"{run}/codes.csv");

        var trail = await host.Trail();
        Assert.Equal([AuditActions.ReadInvitations, AuditActions.ReadInvitations, AuditActions.MakeInvitations], trail.Select(it => it.Record.Action));
        Assert.All(trail, it => Assert.Equal("sipas-2024/10", it.Record.Target));
        Assert.DoesNotContain(trail.Select(it => $"{it.Record}").Concat(host.Log),
            line => Regex.IsMatch(line, "([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}"));
    }

    [Fact]
    public async Task What_cannot_be_written_into_the_trail_is_neither_made_nor_read()
    {
        await using var host = await Start();
        using var publisher = host.As(StaffRoles.MinistryPublisher);
        var run = await RunOf(publisher, await Make(publisher, "10", "2"));
        host.ShutTrail();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await publisher.Page(run)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await publisher.Page($"{run}/codes.csv")).Status);
        await Make(publisher, "15", "2");
        Assert.Single(Regex.Matches((await publisher.Page($"{Path}?survey=sipas-2024")).Text, "<tr data-run="));
    }

    [Theory]
    [InlineData("99", "1", "Chọn một tỉnh")]
    [InlineData("10", "0", "từ 1 đến 10000")]
    [InlineData("10", "10001", "từ 1 đến 10000")]
    [InlineData("10", "ten", "từ 1 đến 10000")]
    public async Task What_cannot_be_made_is_explained(string province, string letters, string words)
    {
        await using var host = await Start();
        using var publisher = host.As(StaffRoles.MinistryPublisher);

        Assert.Contains(words, await Make(publisher, province, letters), StringComparison.Ordinal);
        Assert.Empty(await host.Trail());
    }

    [Theory]
    [InlineData("sipas-2024", true)]
    [InlineData("sipas-2025", false)]
    [InlineData("sipas-2026", false)]
    public async Task Letters_of_a_survey_that_is_older_than_the_newest_open_one_are_warned_of(string survey, bool isWarned)
    {
        await using var host = await Start();
        File.WriteAllText(host.ScheduleFile, """
            {"sipas-2024": {"opens": "2024-10-01T00:00:00+07:00", "closes": null},
             "sipas-2025": {"opens": "2025-10-01T00:00:00+07:00", "closes": null},
             "sipas-2026": {"opens": "2026-12-01T00:00:00+07:00", "closes": null}}
            """);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        using var publisher = host.As(StaffRoles.MinistryPublisher);

        var page = (await publisher.Page($"{Path}?survey={survey}")).Text;

        Assert.Equal(isWarned, page.Contains("id=\"not-newest\"", StringComparison.Ordinal));
        Assert.Equal(isWarned, page.Contains("không phải là kỳ mới nhất", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_secret_the_page_says_which_setting_is_missing()
    {
        await using var host = await FiguresHost.Start(new ComputedFigures(A.Catalogue));
        using var publisher = host.As(StaffRoles.MinistryPublisher);

        var page = (await publisher.Page(Path)).Text;

        Assert.Contains("Invitations__Secret", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form method=\"post\" action=\"/staff/invitations\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_secret_what_was_made_before_is_not_printed_and_the_answer_says_which_setting_is_missing()
    {
        await using var host = await FiguresHost.Start(new ComputedFigures(A.Catalogue));
        using var publisher = host.As(StaffRoles.MinistryPublisher);
        var survey = A.Catalogue.FindSurvey("sipas-2024")!;
        var letters = await host.Part<InvitationRuns>().Make(new InvitationOrder(survey, "10", 2, ""), "Bộ", _ => Task.CompletedTask, default);
        var (_, sheets) = await host.Part<PrintRuns>().Make(new PrintOrder(survey, "10", "", 2), ProvinceScope.All, "Bộ", _ => Task.CompletedTask, default);

        foreach (var address in new[] { $"{Path}/{letters!.Id}", $"{Path}/{letters.Id}/codes.csv", $"/staff/printing/{sheets!.Id}?codes=true" })
        {
            var (status, page) = await publisher.Page(address);
            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Contains("Invitations__Secret", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(await host.Trail(), entry => entry.Record.Action == AuditActions.ReadInvitations);
    }

    private static Task<FiguresHost> Start() => FiguresHost.Start(new ComputedFigures(A.Catalogue), also: builder => builder.Services.AddSingleton(A.Invitations));

    private static async Task<string> Make(HttpClient client, string province, string letters, string purpose = "") => (await client.Fill($"{Path}?survey=sipas-2024", Path,
        ("survey", "sipas-2024"), ("province", province), ("letters", letters), ("purpose", purpose))).Text;

    // The newest is the first.
    private static async Task<string> RunOf(HttpClient client, string list)
    {
        Assert.Contains("data-run", list, StringComparison.Ordinal);
        return Regex.Match((await client.Page($"{Path}?survey=sipas-2024")).Text, $"href=\"({Path}/[0-9a-f-]{{36}})\"").Groups[1].Value;
    }
}
