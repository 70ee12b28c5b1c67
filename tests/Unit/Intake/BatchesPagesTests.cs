using System.Net;
using System.Text.Json.Nodes;
using SipasSurvey.Contracts;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>The pages of Intake: static, with forms that a browser sends.</summary>
public sealed class BatchesPagesTests
{
    private const string Upload = "/staff/intake/upload";
    private static readonly Guid Batch = Guid.CreateVersion7();

    [Fact]
    public async Task A_file_is_checked_then_sent_and_the_report_leads_on_to_its_batch()
    {
        await using var host = await BatchesHost.Start();
        using var browser = await host.SignedIn();
        var csv = Sheets.Csv(3) + "B1,7\n";

        var (status, page) = await Send(browser, csv, ("action", "check"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Mới kiểm tra tệp sheets.csv, chưa gửi gì: 3 phiếu", page, StringComparison.Ordinal);
        Assert.Contains("<code>7</code>", page, StringComparison.Ordinal);
        Assert.Empty(host.Broker.Confirmed);
        Assert.Contains("Không nhận phiếu nào của tệp sheets.csv vì có dòng lỗi", (await Send(browser, csv, ("action", "send"), ("all-or-nothing", "yes"))).Page, StringComparison.Ordinal);
        Assert.Empty(host.Broker.Confirmed);
        (_, page) = await Send(browser, csv, ("action", "send"));
        Assert.Contains("Đã tiếp nhận 3 phiếu của tệp sheets.csv.", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/staff/batches/{Assert.Single(host.Broker.Records<BatchClosed>()).Batch}\"", page, StringComparison.Ordinal);
        Assert.Empty(host.UploadedFiles);
    }

    [Fact]
    public async Task The_marked_file_is_a_download_and_sends_nothing()
    {
        await using var host = await BatchesHost.Start();
        using var browser = await host.SignedIn();
        using var form = await FormOf(browser, Sheets.Csv(1), ("action", "mark"));

        using var answer = await browser.PostAsync(new Uri(Upload, UriKind.Relative), form);

        Assert.Equal(("text/csv", "sheets (đã đánh dấu).csv"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileNameStar));
        Assert.Empty(host.Broker.Confirmed);
    }

    [Fact]
    public async Task A_form_that_is_not_ours_is_refused_before_anything_of_its_file_is_kept()
    {
        await using var host = await BatchesHost.Start();
        using var browser = await host.SignedIn();
        using var other = await host.SignedIn(StaffRoles.Supervisor);
        var ofOther = Sheets.TokenOf(await other.GetStringAsync(new Uri(Upload, UriKind.Relative)));
        await browser.GetStringAsync(new Uri(Upload, UriKind.Relative));

        foreach (var token in new[] { null, "", "nonsense", ofOther })
        {
            using var form = new MultipartFormDataContent();
            if (token is not null)
            {
                form.Add(new StringContent(token), "form-token");
            }

            Fill(form, Sheets.Csv(1), [("action", "send")]);
            using var answer = await browser.PostAsync(new Uri(Upload, UriKind.Relative), form);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        // The token behind the file is too late, and without a file nobody looks at it before.
        using var late = new MultipartFormDataContent();
        Fill(late, Sheets.Csv(1), [("action", "send")]);
        late.Add(new StringContent(Sheets.TokenOf(await browser.GetStringAsync(new Uri(Upload, UriKind.Relative)))), "form-token");
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(new Uri(Upload, UriKind.Relative), late)).StatusCode);
        using var empty = new MultipartFormDataContent { { new StringContent("sipas-2024"), "survey" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(new Uri(Upload, UriKind.Relative), empty)).StatusCode);
        Assert.Empty(host.Broker.Confirmed);
        Assert.Empty(host.UploadedFiles);
    }

    [Fact]
    public async Task What_is_wrong_stands_on_the_page_with_what_was_filled_in()
    {
        await using var host = await BatchesHost.Start();
        using var browser = await host.SignedIn(team: "t1");

        var (status, page) = await Send(browser, null, ("action", "send"), ("province", ""), ("all-or-nothing", "yes"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Chọn một tỉnh, thành phố trong danh sách.", page, StringComparison.Ordinal);
        Assert.Contains("Chọn một tệp .xlsx hoặc .csv.", page, StringComparison.Ordinal);
        Assert.Matches("name=\"all-or-nothing\" value=\"yes\" checked", page);
        Assert.Matches("name=\"team\" value=\"t1\" readonly", page);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(browser, Sheets.Csv(1), ("action", "send"), ("team", "t2"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(browser, Sheets.Csv(1), ("action", "send"), ("accept-conflicts", "yes"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(browser, "%PDF", ("action", "send"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.GetAsync(new Uri($"{Upload}?survey=x", UriKind.Relative))).StatusCode);
        Assert.Empty(host.Broker.Confirmed);
    }

    [Fact]
    public async Task An_incomplete_batch_is_gone_on_with_from_the_page_that_says_so()
    {
        await using var host = await BatchesHost.Start();
        using var browser = await host.SignedIn();
        host.Broker.Fail();
        var sending = Send(browser, Sheets.Csv(2), ("action", "send"));
        await host.Until(() => sending.IsCompleted, TimeSpan.FromSeconds(2));

        var (status, page) = await sending;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        var id = System.Text.RegularExpressions.Regex.Match(page, "name=\"id\" value=\"([^\"]+)\"").Groups[1].Value;
        host.Broker.Recover();
        var again = Send(browser, Sheets.Csv(2), ("action", "send"), ("id", id));
        await host.Until(() => again.IsCompleted, TimeSpan.FromSeconds(2));
        Assert.Equal(id, $"{Assert.Single(host.Broker.Records<BatchClosed>()).Batch}");
    }

    [Fact]
    public async Task The_script_of_the_typing_page_sends_with_the_session_and_is_answered_as_a_program()
    {
        await using var host = await BatchesHost.Start();
        using var browser = await host.SignedIn();
        using var form = await FormOf(browser, Sheets.Csv(2));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/staff/intake/typing") { Content = form };
        browser.DefaultRequestHeaders.Accept.Clear();
        request.Headers.Accept.ParseAdd("application/json");

        using var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["accepted"]!);
        using var without = new MultipartFormDataContent();
        Fill(without, Sheets.Csv(2), []);
        (await Answer.Read(await browser.PostAsync(new Uri("/staff/intake/typing", UriKind.Relative), without))).MustBe(400, "/problems/broken-form");
        Assert.Equal(2, host.Broker.Entries.Count);
    }

    [Fact]
    public async Task Pages_speak_English_once_it_was_chosen()
    {
        await using var host = await BatchesHost.Start();
        using var browser = await host.SignedIn();

        Assert.Contains("<h1>Gửi lô phiếu</h1>", await browser.GetStringAsync(new Uri(Upload, UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("<h1>Send a batch</h1>", await browser.GetStringAsync(new Uri($"{Upload}?lang=en", UriKind.Relative)), StringComparison.Ordinal);

        var (_, page) = await Send(browser, Sheets.Csv(2) + "B1,7\n", ("action", "send"));
        Assert.Contains("2 sheets of sheets.csv were taken.", page, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Page)> Send(HttpClient browser, string? csv, params (string Name, string Value)[] fields)
    {
        using var form = await FormOf(browser, csv, fields);
        using var answer = await browser.PostAsync(new Uri(Upload, UriKind.Relative), form);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    private static async Task<MultipartFormDataContent> FormOf(HttpClient browser, string? csv, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new StringContent(Sheets.TokenOf(await browser.GetStringAsync(new Uri(Upload, UriKind.Relative)))), "form-token" } };
        Fill(form, csv, fields);
        return form;
    }

    private static void Fill(MultipartFormDataContent form, string? csv, (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in new[] { ("survey", "sipas-2024"), ("province", "10"), ("team", "t1") }.Where(it => fields.All(field => field.Name != it.Item1)).Concat(fields))
        {
            form.Add(new StringContent(value), name);
        }

        if (csv is not null)
        {
            form.Add(new StringContent(csv), "file", "sheets.csv");
        }
    }
}
