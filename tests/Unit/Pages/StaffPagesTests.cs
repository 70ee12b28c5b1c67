using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Pages.Start;
using SipasSurvey.Staff.Access;
using SipasSurvey.UnitTests.Access;

namespace SipasSurvey.UnitTests.Pages;

public sealed partial class StaffPagesTests
{
    private const string Figures = "/staff/figures/sipas-2024";
    private const string Overview = "/staff/dashboard/sipas-2024";

    [Fact]
    public async Task Provinces_stand_by_rank_and_those_with_too_few_responses_after_them_and_out_of_the_ranking()
    {
        // Hà Giang has the best answers, but only 99 forms.
        var store = new FiguresInMemory().Add(99, "sipas-2024", "02", 5).Add(100, "sipas-2024", "01", 4).Add(50, "sipas-2024", "01", 2)
            .Add(100, "sipas-2024", "04", 5).Add(1_000, "sipas-2024", "06", 3);
        await using var site = await StaffSite.Start(store);
        var lines = Lines(await (await site.SignedIn(StaffRoles.MinistryAnalyst)).Read(Figures));

        Assert.Equal(["–", "Cả nước", "1.349", "22,16", "22,16", "22,16"], lines[0]);
        Assert.Equal(["–", "Trung bình các tỉnh (4 tỉnh)", "–", "66,67", "66,67", "66,67"], lines[1]);
        Assert.Equal(["1", "Cao Bằng", "100", "100,00", "100,00", "100,00"], lines[2]);
        Assert.Equal(["2", "Hà Nội", "150", "66,67", "66,67", "66,67"], lines[3]);
        Assert.Equal(["3", "Bắc Kạn", "1.000", "0,00", "0,00", "0,00"], lines[4]);
        Assert.Equal(["chưa đủ phiếu", "Hà Giang", "99", "100,00", "100,00", "100,00"], lines[5]);
        Assert.Equal(["chưa đủ phiếu", "Tuyên Quang", "0", "–", "–", "–"], lines[6]);
        Assert.Equal(2 + 63, lines.Count);
    }

    [Fact]
    public async Task The_open_channel_stands_beside_the_official_figure_and_is_never_added_to_it()
    {
        var store = new FiguresInMemory().Add(200, "sipas-2024", "01", 5).Add(100, "sipas-2024", "01", 1, Channel.Open);
        await using var site = await StaffSite.Start(store);
        var ministry = await site.SignedIn(StaffRoles.MinistryAnalyst);

        Assert.Equal(["1", "Hà Nội", "200", "100,00", "100,00", "100,00", "100", "0,00"], Lines(await ministry.Read(Figures))[2]);
        Assert.Equal(["1", "Hà Nội", "100", "0,00", "0,00", "0,00"], Lines(await ministry.Read($"{Figures}?channel=open"))[2]);
        Assert.Equal(["1", "Hà Nội", "300", "66,67", "66,67", "66,67"], Lines(await ministry.Read($"{Figures}?channel=all"))[2]);
    }

    [Fact]
    public async Task Merged_provinces_name_the_old_ones_and_say_that_they_are_not_weighted()
    {
        var store = new FiguresInMemory().Add(100, "sipas-2024", "10", 5).Add(100, "sipas-2024", "15", 1);
        await using var site = await StaffSite.Start(store);
        var page = await (await site.SignedIn(StaffRoles.MinistryAnalyst)).Read($"{Figures}?geography=vn34&rule=score");

        Assert.Equal(["1", "Lào Cai (gồm Yên Bái cũ)", "200", "60,00", "60,00", "60,00"], Lines(page)[2]);
        Assert.Contains("Huế (trước là Thừa Thiên Huế)", page, StringComparison.Ordinal);
        Assert.Contains("chưa gia quyền theo dân số", page, StringComparison.Ordinal);
        Assert.Contains("Điểm trung bình quy đổi", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/api/v1/figures/sipas-2024?channel=official&amp;geography=vn34&amp;format=csv\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ranking_speaks_English_too()
    {
        var store = new FiguresInMemory().Add(1_000, "sipas-2024", "10", 5).Add(99, "sipas-2024", "01", 4).Add(100, "sipas-2024", "15", 1, Channel.Open);
        await using var site = await StaffSite.Start(store);

        var page = await (await site.SignedIn(StaffRoles.MinistryAnalyst)).Read($"{Figures}?geography=vn34&lang=en");

        Assert.Equal(["–", "The nation", "1,099", "100.00", "100.00", "100.00", "100", "0.00"], Lines(page)[0]);
        Assert.Equal(["1", "Lao Cai (with former Yen Bai)", "1,000", "100.00", "100.00", "100.00", "100", "0.00"], Lines(page)[2]);
        Assert.Contains("too few responses", page, StringComparison.Ordinal);
        Assert.Contains("not weighted by population", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        var words = Tag().Replace(page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)], " ");
        Assert.DoesNotContain("phiếu", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulated_figures_say_so_and_the_time_is_that_of_Vietnam()
    {
        await using var site = await StaffSite.Start(new FiguresInMemory { Simulated = true }.Add(100, "sipas-2024", "01", 4));
        var ministry = await site.SignedIn(StaffRoles.MinistryAnalyst);

        var page = await ministry.Read(Figures);
        Assert.Contains("Dữ liệu mô phỏng", page, StringComparison.Ordinal);
        Assert.Contains("24/11/2026 15:00", page, StringComparison.Ordinal);
        Assert.Contains("Dữ liệu mô phỏng", await site.Open().Read("/staff"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff/figures/sipas-1999", HttpStatusCode.NotFound, "Không tìm thấy trang")]
    [InlineData("/staff/figures/sipas-2025", HttpStatusCode.OK, "Chưa có số liệu")]
    [InlineData($"{Figures}?channel=mail", HttpStatusCode.UnprocessableEntity, "Tham số channel chỉ nhận: all, official, open.")]
    [InlineData($"{Figures}?rule=best", HttpStatusCode.UnprocessableEntity, "Tham số rule chỉ nhận: satisfied, score.")]
    [InlineData($"{Figures}?geography=vn12", HttpStatusCode.UnprocessableEntity, "Tham số geography chỉ nhận: vn63, vn34.")]
    public async Task What_cannot_be_shown_is_explained(string path, HttpStatusCode status, string words)
    {
        await using var site = await StaffSite.Start(new FiguresInMemory().Add(100, "sipas-2024", "01", 4));

        var answer = await (await site.SignedIn(StaffRoles.MinistryAnalyst)).Get(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_page_shows_totals_to_all_and_figures_to_nobody()
    {
        await using var site = await StaffSite.Start(new FiguresInMemory().Add(1_234, "sipas-2024", "01", 4).Add(1, "sipas-2024", "01", 1));

        var stranger = await site.Open().Read("/staff");
        var team = await (await site.SignedIn(StaffRoles.SurveyTeam)).Read("/staff");
        var ministry = await (await site.SignedIn(StaffRoles.MinistryAnalyst)).Read("/staff");

        Assert.Contains("1.235", stranger, StringComparison.Ordinal);
        Assert.DoesNotContain("Trùng, đã tính trước đó", stranger, StringComparison.Ordinal);
        Assert.Contains("1.235", team, StringComparison.Ordinal);
        Assert.Contains("1.235", ministry, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"{Overview}\"", team, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Overview}\"", ministry, StringComparison.Ordinal);
        Assert.All([stranger, team, ministry], page => Assert.DoesNotContain("99,92", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_start_page_tells_what_runs_and_why_the_database_cannot_be_read()
    {
        await using var site = await StaffSite.Start(new FiguresInMemory { Obstacle = "Run the migration first." },
            builder => builder.Services.AddSingleton(new RunningPart("Aggregator", "Tính phiếu.", "máy chủ 2")));

        var page = await (await site.SignedIn(StaffRoles.MinistryAnalyst)).Read("/staff");

        Assert.Contains("Run the migration first.", page, StringComparison.Ordinal);
        Assert.Contains("Aggregator", page, StringComparison.Ordinal);
        Assert.Contains("máy chủ 2", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_something_loads_the_start_page_loads_itself_again_until_its_reader_stops_that()
    {
        var loading = new Loading { Total = 2_000 };
        await using var site = await StaffSite.Start(also: builder => builder.Services.AddSingleton<ILoadingProgress>(loading));
        loading.Done = 1_500;

        var answer = await site.Open().Get("/staff");
        Assert.Equal("2", Assert.Single(answer.Headers.GetValues("Refresh")));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<progress value=\"1500\" max=\"2000\">", page, StringComparison.Ordinal);
        Assert.Contains("Nạp phiếu: <strong>1.500</strong> trên 2.000", page, StringComparison.Ordinal);
        Assert.False((await site.Open().Get("/staff?refresh=off")).Headers.Contains("Refresh"));

        loading.Done = 2_000;
        Assert.False((await site.Open().Get("/staff")).Headers.Contains("Refresh"));
        Assert.DoesNotContain("<progress", await site.Open().Read("/staff"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_a_page_with_a_mark_for_the_log_and_without_its_reason()
    {
        await using var site = await StaffSite.Start();

        var page = await site.Open().Read("/staff/broken");

        Assert.Contains("Hệ thống gặp lỗi", page, StringComparison.Ordinal);
        Assert.Matches("<code>[0-9A-Za-z:]{8,}</code>", page);
        Assert.DoesNotContain("what went wrong", page, StringComparison.Ordinal);
    }

    /// <summary>The cells of each line of a page's table body.</summary>
    private static List<string[]> Lines(string page) =>
        [.. Line().Matches(page).Select(line => Cell().Matches(line.Value).Select(cell => Tag().Replace(cell.Groups[1].Value, "").Trim()).ToArray())];

    [GeneratedRegex("<tr data-unit=.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Line();

    [GeneratedRegex("<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    private sealed class Loading : ILoadingProgress
    {
        public string Title => "Nạp phiếu";

        public long Done { get; set; }

        public long Total { get; init; }
    }
}
