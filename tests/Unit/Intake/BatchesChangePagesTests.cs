using System.Buffers.Text;
using System.Net;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>The pages of Intake on which a batch is withdrawn, a sheet corrected, and a conflict decided.</summary>
public sealed class BatchesChangePagesTests
{
    private const string Upload = "/staff/intake/upload";
    private static readonly Guid Batch = Guid.CreateVersion7();

    [Fact]
    public async Task A_batch_is_withdrawn_with_a_reason()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));
        using var browser = await host.SignedIn();
        var path = $"/staff/intake/batches/{Batch}/withdrawal";

        var (status, page) = await Post(browser, path, path, ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Nhập lý do", page, StringComparison.Ordinal);
        Assert.Empty(host.Broker.Records<BatchWithdrawn>());
        Assert.Equal((HttpStatusCode.SeeOther, $"/staff/batches/{Batch}"), await Post(browser, path, path, ("reason", "Gửi nhầm <tệp>")));
        Assert.Equal("Gửi nhầm <tệp>", Assert.Single(host.Broker.Records<BatchWithdrawn>()).Reason);
        page = await browser.GetStringAsync(new Uri(path, UriKind.Relative));
        Assert.Contains("Gửi nhầm &lt;tệp&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"reason\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sheet_is_corrected_from_a_form_with_every_item()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));
        using var browser = await host.SignedIn();
        var path = $"/staff/intake/batches/{Batch}/correction";

        var (status, page) = await Post(browser, $"{path}?serial=A1", path, ("serial", ""), ("P01", "6"), ("gender", "x"), ("cluster", "a b"), ("reason", ""));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.All(["serial", "P01", "gender", "cluster", "reason"], field => Assert.Contains($"href=\"#{field}\"", page, StringComparison.Ordinal));
        Assert.Matches("name=\"P01\" value=\"6\"", page);
        Assert.Equal((HttpStatusCode.SeeOther, $"/staff/batches/{Batch}"),
            await Post(browser, path, path, ("serial", "a1"), ("P01", "5"), ("S16", "1"), ("gender", "female"), ("reason", "gõ nhầm")));
        var decision = Assert.Single(host.Broker.Records<ContentDecided>()).Decision;
        Assert.Equal(ResponseId.OfSheet("sipas-2024", "10", "t1", "A1"), decision.Id);
        Assert.True(Content.TryRead(decision.Content.Span, out var content));
        Assert.Equal((2, 5, 2), (content.Answered, (int)content.Answers.Span[0], (int)content.Respondent.Span[0]));
    }

    [Fact]
    public async Task A_decision_from_the_page_of_conflicts_is_sent_on_and_leads_back_there()
    {
        await using var host = await BatchesHost.Start();
        using var browser = await host.SignedIn();
        var path = $"/staff/intake/conflicts/{A.Id}/decision";
        var entry = Base64Url.EncodeToString(A.Content(province: "10").ToBytes());

        Assert.Equal((HttpStatusCode.SeeOther, "/staff/conflicts?survey=sipas-2024"), await Post(browser, Upload, path, ("entry", entry), ("reason", "đã xem")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post(browser, Upload, path, ("entry", "x"), ("reason", "đã xem"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post(browser, Upload, path, ("entry", entry), ("reason", ""))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(browser, Upload, "/staff/intake/conflicts/1/decision", ("entry", entry), ("reason", "x"))).Status);

        Assert.Equal(A.Id, Assert.Single(host.Broker.Records<ContentDecided>()).Decision.Id);
    }

    private static async Task<(HttpStatusCode Status, string Text)> Post(HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var token = Sheets.TokenOf(await browser.GetStringAsync(new Uri(page, UriKind.Relative)));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("form-token", token), .. fields.Select(it => KeyValuePair.Create(it.Name, it.Value))]);
        using var answer = await browser.PostAsync(new Uri(action, UriKind.Relative), form);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString ?? WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }
}
