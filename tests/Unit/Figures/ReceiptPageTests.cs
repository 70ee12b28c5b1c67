using System.Net;
using SipasSurvey.Domain;
using SipasSurvey.Storage;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>What anybody with a receipt is told.</summary>
public sealed class ReceiptPageTests
{
    private const string Id = "0190163d-8694-739b-aea5-966c26f8ad91";

    private static readonly string Receipt = Crockford.Grouped(ResponseId.Receipt(Guid.Parse(Id)));

    [Theory]
    [InlineData(EntryState.Counted, null, "Đã tính, ngày 24/11/2026", "Counted on 24/11/2026")]
    [InlineData(EntryState.Rejected, Rejections.InvitationSpent, "đã được dùng để trả lời rồi, trực tuyến hoặc bằng giấy", "was used already, online or on paper")]
    [InlineData(EntryState.Rejected, Rejections.InvalidForm, "quá ít câu trả lời", "too few answers")]
    [InlineData(EntryState.Rejected, Rejections.UnreadableContent, "không hợp lệ", "not valid")]
    [InlineData(EntryState.Withdrawn, null, "đã rút", "withdrawn")]
    public async Task Whether_it_was_counted_and_on_which_day_and_nothing_else(EntryState state, string? rejection, string expected, string inEnglish)
    {
        await using var host = await FiguresHost.Start();
        // 17:30 UTC is past midnight in Vietnam.
        var receivedAt = new DateTimeOffset(2026, 11, 23, 17, 30, 0, TimeSpan.Zero);
        host.Store.Responses[Guid.Parse(Id)] = new ResponseState(state, false, state == EntryState.Counted ? receivedAt : null);
        host.Store.Rejection = rejection;

        var page = await host.Anybody.Page($"/phieu/{Receipt}");
        var english = await host.Anybody.Page($"/en/phieu/{Receipt}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.Status, english.Status));
        Assert.Contains(expected, page.Text, StringComparison.Ordinal);
        Assert.Contains(inEnglish, english.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Id, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("/staff", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_may_be_typed_in_any_case_with_blanks_and_with_letters_that_look_like_digits()
    {
        await using var host = await FiguresHost.Start();
        host.Store.Responses[Guid.Parse(Id)] = new ResponseState(EntryState.Counted, false, DateTimeOffset.UnixEpoch);
        var typed = Receipt.Replace('-', ' ').ToLowerInvariant().Replace('0', 'o').Replace('1', 'l');

        var (status, text) = await host.Anybody.Page($"/phieu?code={Uri.EscapeDataString($" {typed} ")}");

        // The address of the page is that of the receipt.
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($"<strong class=\"receipt\">{Receipt}</strong>", text, StringComparison.Ordinal);
        Assert.Contains($"/en/phieu/{Receipt}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_there_yet_may_be_on_its_way()
    {
        await using var host = await FiguresHost.Start();

        var (status, text) = await host.Anybody.Page("/phieu/0000-0000-0000-0000");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("xin thử lại sau ít phút", text, StringComparison.Ordinal);
        Assert.Contains("7K3M-9QXA-0VBT-2HWC", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/phieu/0000-0000-0000-000", HttpStatusCode.NotFound)]
    [InlineData("/phieu/0000-0000-0000-00000", HttpStatusCode.NotFound)]
    [InlineData("/phieu/0000-0000-0000-000U", HttpStatusCode.NotFound)]
    [InlineData("/phieu?code=abc", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/phieu?code=", HttpStatusCode.UnprocessableEntity)]
    public async Task What_is_no_receipt_is_told_what_one_looks_like(string path, HttpStatusCode status)
    {
        await using var host = await FiguresHost.Start();

        var page = await host.Anybody.Page(path);

        Assert.Equal(status, page.Status);
        Assert.Contains("Mã này chưa đúng", page.Text, StringComparison.Ordinal);
        Assert.Contains("7K3M-9QXA-0VBT-2HWC", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_is_kept_nowhere_and_shown_by_no_search_engine()
    {
        await using var host = await FiguresHost.Start();
        host.Store.Responses[Guid.Parse(Id)] = new ResponseState(EntryState.Counted, false, DateTimeOffset.UnixEpoch);

        using var answer = await host.Anybody.GetAsync(new Uri($"/phieu/{Receipt}", UriKind.Relative));

        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Contains("<meta name=\"robots\" content=\"noindex\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_database_is_away_the_page_says_to_come_back()
    {
        await using var host = await FiguresHost.Start();
        (host.Store.Failure, host.Store.Obstacle) = (new Microsoft.Data.Sqlite.SqliteException("away", 1), "It is away.");

        var (status, text) = await host.Anybody.Page($"/phieu/{Receipt}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("Xin thử lại sau ít phút", text, StringComparison.Ordinal);
    }
}
