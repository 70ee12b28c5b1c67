namespace SipasSurvey.BrowserTests;

/// <summary>The code of a letter, opened on a device on which somebody has begun already, as in a family that shares a phone.</summary>
public sealed class FormScannedTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task It_goes_to_the_response_under_way_when_somebody_says_so()
    {
        var code = await FormInvitation.Of(chromium.Local, number: 11);
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        var stoppedAt = await BeginWithout(visitor);

        await Scan(visitor, code);
        Assert.True(await visitor.Page.Locator("#continue").IsHiddenAsync());
        Assert.True(await visitor.Page.Locator("#begin").IsHiddenAsync());
        await visitor.Page.Locator("#whose-mine").ClickAsync();
        await visitor.At(stoppedAt);

        var record = (await visitor.Records()).Single();
        Assert.Equal(code, record["invitation"]!.GetValue<string>());
        Assert.Equal(2, record["answers"]!["P01"]!.GetValue<int>());
        await visitor.AnswerAll();
        Assert.Equal("Có", await visitor.Page.Locator("[data-item=invitation] dd").First.InnerTextAsync());
        Assert.DoesNotContain(code, await visitor.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_else_begins_anew_with_it_after_hearing_what_becomes_of_the_other_response()
    {
        var code = await FormInvitation.Of(chromium.Local, number: 12);
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await BeginWithout(visitor);

        await Scan(visitor, code);
        await visitor.Page.Locator("#whose").GetByText("sẽ bị xóa khỏi máy này").WaitForAsync();
        await FormLook.AssertGood(visitor, "form-whose-360");
        await visitor.Page.Locator("#whose-other").ClickAsync();
        await visitor.Page.WaitForFunctionAsync("() => document.documentElement.dataset.form === 'device' && !document.getElementById('whose')");

        Assert.Empty(await visitor.Records());
        Assert.Equal(code, await visitor.Page.Locator("#invitation").InputValueAsync());
        Assert.Equal("", await visitor.Page.EvaluateAsync<string>("location.hash"));
        Assert.Equal("", await visitor.Page.Locator("#province").InputValueAsync());
        await visitor.Begin();
        var record = (await visitor.Records()).Single();
        Assert.Equal(code, record["invitation"]!.GetValue<string>());
        Assert.Empty(record["answers"]!.AsObject());
    }

    [Fact]
    public async Task Until_it_is_said_whose_it_is_it_is_asked_again_and_the_draft_can_be_finished_first()
    {
        var code = await FormInvitation.Of(chromium.Local, number: 13);
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        var stoppedAt = await BeginWithout(visitor);

        await Scan(visitor, code);
        await visitor.Page.ReloadAsync();
        await visitor.Page.Locator("#whose-later").ClickAsync();
        await visitor.At(stoppedAt);

        var record = (await visitor.Records()).Single();
        Assert.Equal("", record["invitation"]!.GetValue<string>());
        Assert.Equal(2, record["answers"]!["P01"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_code_that_is_wrong_is_told_at_its_field_and_the_draft_stays()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await BeginWithout(visitor);

        await Scan(visitor, "ABCD-EFGH-JKMN-PQRS-TVWX");
        await visitor.Page.Locator("#whose-mine").ClickAsync();

        await visitor.Page.Locator("#invitation-fault").GetByText("Mã mời không đúng").WaitForAsync();
        Assert.Equal(2, (await visitor.Records()).Single()["answers"]!["P01"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_code_that_the_response_has_already_is_not_asked_about()
    {
        var code = await FormInvitation.Of(chromium.Local, number: 14);
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await visitor.Open($"/#m={code}");
        await visitor.Begin();

        await visitor.Open("/khao-sat/PB");
        await visitor.Open($"/#m={code}");

        await visitor.Page.Locator("#continue").WaitForAsync();
        Assert.Equal(0, await visitor.Page.Locator("#whose").CountAsync());
    }

    [Theory]
    [InlineData("#whose-mine")]
    [InlineData("#whose-other")]
    public async Task What_the_server_keeps_of_somebody_is_asked_about_too(string choice)
    {
        var code = await FormInvitation.Of(chromium.Local, number: 15);
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        // Begun while the script did not come.
        await visitor.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        await visitor.Page.GotoAsync("/");
        await FormSteps.Begin(visitor.Page);
        await visitor.Page.UnrouteAllAsync();
        await visitor.Page.GotoAsync("/");
        // Of that province is the letter.
        await visitor.Page.Locator("#province").SelectOptionAsync("01");
        await visitor.Page.Locator("#begin").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/khao-sat/PA");

        await Scan(visitor, code);
        await visitor.Page.Locator(choice).ClickAsync();

        if (choice == "#whose-mine")
        {
            await visitor.Page.WaitForURLAsync("**/khao-sat/PA");
            await visitor.Page.GotoAsync(visitor.PathOf("kiem-tra"));
            Assert.Equal("Có", await visitor.Page.Locator("[data-item=invitation] dd").First.InnerTextAsync());
            return;
        }

        await visitor.Page.Locator("html[data-form=device] #consent").WaitForAsync();
        Assert.Equal(code, await visitor.Page.Locator("#invitation").InputValueAsync());
        Assert.Empty(await visitor.Page.Context.CookiesAsync());
    }

    private static async Task<string> BeginWithout(FormVisitor visitor)
    {
        await visitor.Open("/");
        await visitor.Begin();
        await visitor.Answer(2);
        await visitor.GoOn();
        return visitor.Path;
    }

    private static async Task Scan(FormVisitor visitor, string code)
    {
        await visitor.Page.GotoAsync($"/#m={code}");
        await visitor.Page.Locator("#whose").WaitForAsync();
    }
}
