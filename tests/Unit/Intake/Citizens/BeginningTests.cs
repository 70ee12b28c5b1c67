using System.Text.RegularExpressions;

namespace SipasSurvey.UnitTests.Intake.Citizens;

/// <summary>The start page: which survey, who may begin, and what is asked for.</summary>
public sealed class BeginningTests
{
    [Fact]
    public async Task The_newest_open_survey_is_shown_and_nothing_is_agreed_to_beforehand()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);

        var page = await citizen.Open("/");

        Assert.Equal((200, "sipas-2026", "none"), (page.Status, page.Body("survey"), page.Body("draft")));
        Assert.DoesNotContain("checked", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ẩn danh", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(">Lào Cai (gồm Yên Bái cũ)</option>", page.Text, StringComparison.Ordinal);
        Assert.Null(citizen.Draft);
    }

    [Fact]
    public async Task Provinces_stand_in_the_order_of_a_Vietnamese_dictionary()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);

        var names = Regex.Matches((await citizen.Open("/")).Text, "<option value=\"\\d\\d\">([^<(]+?)( \\(|<)").Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(34, names.Count);
        Assert.Equal(["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Đồng Nai"], names.Take(9));
        Assert.True(names.IndexOf("Lào Cai") < names.IndexOf("Lâm Đồng"));
    }

    [Theory]
    [InlineData("consent")]
    [InlineData("province")]
    public async Task What_is_missing_is_named_with_a_link_to_it_and_the_rest_stays_filled_in(string missing)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);

        var page = await citizen.Fill("/", missing == "consent" ? ("province", "15") : ("consent", "1"));

        Assert.Equal(422, page.Status);
        Assert.Contains($"<a href=\"#{missing}\">", page.Text, StringComparison.Ordinal);
        Assert.Contains(missing == "consent" ? "<option value=\"15\" selected" : "value=\"1\" checked", page.Text, StringComparison.Ordinal);
        Assert.Null(citizen.Draft);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("no")]
    public async Task Only_the_ticked_box_is_agreement(string consent)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);

        var page = await citizen.Fill("/", ("consent", consent), ("province", "15"));

        Assert.Equal(422, page.Status);
        Assert.DoesNotContain("value=\"1\" checked", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_province_of_another_geography_is_none()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);

        // 10 was Lào Cai until 2025.
        Assert.Equal(422, (await citizen.Fill("/", ("consent", "1"), ("province", "10"))).Status);
    }

    [Fact]
    public async Task While_no_survey_is_open_the_page_says_when_the_next_one_opens_and_the_last_one_closed()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        host.Schedule("""
            {"sipas-2024": {"opens": "2024-10-01T00:00:00+07:00", "closes": "2024-11-01T00:00:00+07:00"},
             "sipas-2026": {"opens": "2026-12-01T07:30:00+07:00", "closes": null}}
            """);

        var page = await citizen.Open("/");

        Assert.Equal((200, "notice"), (page.Status, page.Body("page")));
        Assert.Contains("mở lúc 01/12/2026 07:30", page.Text, StringComparison.Ordinal);
        Assert.Contains("đã đóng lúc 01/11/2024 00:00", page.Text, StringComparison.Ordinal);
        Assert.Equal(409, (await citizen.Begin()).Status);
        Assert.Equal(409, (await citizen.Open("/khao-sat/PA")).Status);
    }

    [Fact]
    public async Task Who_comes_back_goes_on_where_they_stopped_and_may_change_the_province()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));

        var start = await citizen.Open("/");
        Assert.Contains("<a id=\"continue\" class=\"button\" href=\"/khao-sat/PB\">", start.Text, StringComparison.Ordinal);
        // Who agreed is not asked again, and nothing that was answered is lost.
        Assert.Equal("/khao-sat/PB", (await citizen.Fill("/", ("province", "01"))).Path);
        await citizen.Fill("/khao-sat/gui");

        Assert.True(Domain.Content.TryRead(Assert.Single(host.Received).Entry.Content.Span, out var content));
        Assert.Equal(("01", 5), (content.Province, content.Answers.Span[0]));
    }

    [Fact]
    public async Task A_draft_of_an_older_survey_that_is_still_open_can_be_changed_and_is_not_replaced_unasked()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        host.Schedule("""{"sipas-2025": {"opens": "2025-10-01T00:00:00+07:00", "closes": null}}""");
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        host.Schedule("""
            {"sipas-2025": {"opens": "2025-10-01T00:00:00+07:00", "closes": null},
             "sipas-2026": {"opens": "2026-10-01T00:00:00+07:00", "closes": null}}
            """);

        Assert.Equal(("sipas-2025", "server"), await Start());
        Assert.Equal("/khao-sat/PB", (await citizen.Fill("/", ("province", "01"))).Path);
        await citizen.Fill("/khao-sat/gui");
        Assert.Equal(("sipas-2026", "server"), await Start());

        Assert.True(Domain.Content.TryRead(Assert.Single(host.Received).Entry.Content.Span, out var content));
        Assert.Equal(("sipas-2025", "01", 5), (content.Survey, content.Province, content.Answers.Span[0]));

        async Task<(string?, string?)> Start() => await citizen.Open("/") is var page ? (page.Body("survey"), page.Body("draft")) : default;
    }

    [Fact]
    public async Task Who_would_rather_answer_the_newest_survey_begins_again()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        host.Schedule("""{"sipas-2025": {"opens": "2025-10-01T00:00:00+07:00", "closes": null}}""");
        await citizen.Begin();
        host.Schedule("""
            {"sipas-2025": {"opens": "2025-10-01T00:00:00+07:00", "closes": null},
             "sipas-2026": {"opens": "2026-10-01T00:00:00+07:00", "closes": null}}
            """);

        Assert.Contains("href=\"/khao-sat/xoa\"", (await citizen.Open("/")).Text, StringComparison.Ordinal);
        var start = await citizen.Fill("/khao-sat/xoa");

        Assert.Equal(("sipas-2026", "none"), (start.Body("survey"), start.Body("draft")));
    }

    [Fact]
    public async Task Removing_everything_asks_first_and_leaves_nothing()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();

        var question = await citizen.Open("/khao-sat/xoa");
        Assert.NotNull(citizen.Draft);
        var start = await citizen.Fill("/khao-sat/xoa");

        Assert.Equal("clear", question.Body("page"));
        Assert.Equal(("/", "none"), (start.Path, start.Body("draft")));
        Assert.Null(citizen.Draft);
    }
}
