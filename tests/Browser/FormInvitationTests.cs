using System.Text.Json.Nodes;

namespace SipasSurvey.BrowserTests;

/// <summary>The form with its script, for somebody who has a letter with a code.</summary>
public sealed class FormInvitationTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_code_of_a_letter_counts_once_among_the_invited_and_a_second_device_is_told_so_at_its_receipt()
    {
        var code = await FormInvitation.Of(chromium.Local, number: 1);
        var addresses = new List<string>();

        await using var first = await chromium.NewVisitor(english: true);
        first.Page.Context.Request += (_, request) => addresses.Add(request.Url);
        await AnswerWith(first, code);
        await first.Send();
        await first.Says("Counted on");

        // Nobody sees on the start page that a code was used: that is known once a response is stored.
        await using var second = await chromium.NewVisitor(english: true);
        await AnswerWith(second, code);
        await second.Send();
        await second.Says("Sent, but not counted");
        Assert.Equal("rejected", (await second.Records()).Single()["state"]!.GetValue<string>());
        await Chromium.Screenshot(second.Page, "form-spent-360");
        await second.Page.Locator("#lookup").ClickAsync();
        await second.Page.GetByText("This invitation or paper form was used already").WaitForAsync();

        var sums = await FormVisitor.AwaitCounted(chromium.Local, 1);
        Assert.Equal((1, 0, 0), (sums["rejected"]!.GetValue<int>(), sums["duplicate"]!.GetValue<int>(), sums["conflict"]!.GetValue<int>()));
        // Official are paper and invited, and there was no paper.
        Assert.Equal(1, await CountedIn("official"));
        Assert.Equal(0, await CountedIn("open"));
        Assert.All(addresses, address => Assert.DoesNotContain(code, address, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData('\u2010')]
    [InlineData('\u2011')]
    [InlineData('\u2013')]
    [InlineData('\u2014')]
    [InlineData('\u2212')]
    public async Task A_code_is_read_with_the_dashes_that_word_processors_write(char dash)
    {
        var code = await FormInvitation.Of(chromium.Local, number: 2);
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await visitor.Open("/");
        await visitor.Page.Locator("details summary").ClickAsync();
        await visitor.Page.Locator("#invitation").FillAsync(code.Replace('-', dash));

        await visitor.Begin();

        Assert.Equal(code, (await visitor.Records()).Single()["invitation"]!.GetValue<string>());
    }

    private static async Task AnswerWith(FormVisitor visitor, string code)
    {
        await visitor.Open($"{visitor.Start}#m={code}");
        Assert.Equal(code, await visitor.Page.Locator("#invitation").InputValueAsync());
        Assert.Equal("", await visitor.Page.EvaluateAsync<string>("location.hash"));
        await visitor.Begin();
        await visitor.AnswerAll();
    }

    // Running figures may be a second behind.
    private async Task<int> CountedIn(string channel)
    {
        static int InAll(JsonNode figures) => figures["nation"]!["n"]!.GetValue<int>();
        await chromium.Local.Await($"api/v1/figures/{FormVisitor.Survey}?channel=all", figures => InAll(figures) == 1);
        return InAll(await chromium.Local.Get($"api/v1/figures/{FormVisitor.Survey}?channel={channel}"));
    }
}
