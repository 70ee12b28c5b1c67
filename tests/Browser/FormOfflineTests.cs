namespace SipasSurvey.BrowserTests;

/// <summary>The form on a device that loses its connection, its browser, or its patience.</summary>
public sealed class FormOfflineTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Answered_offline_from_page_5_on_and_closed_it_is_sent_when_the_browser_is_opened_online_and_counted_once()
    {
        var before = await FormVisitor.Counted(chromium.Local);
        var folder = Directory.CreateTempSubdirectory("sipas-profile-");
        try
        {
            string receipt;
            await using (var context = await chromium.OpenProfile(folder.FullName))
            {
                var visitor = new FormVisitor(context.Pages[0]);
                await visitor.Open("/");
                await visitor.Kept();
                await visitor.Begin();
                for (var page = 1; page < 5; page++)
                {
                    await visitor.Answer(4);
                    await visitor.GoOn();
                }

                await context.SetOfflineAsync(true);
                await visitor.AnswerAll();
                receipt = await visitor.Send();
                await visitor.Says("Đang chờ mạng");
                await Chromium.Screenshot(visitor.Page, "form-waiting-360");
            }

            Assert.Equal(before, await FormVisitor.Counted(chromium.Local));
            await using (var context = await chromium.OpenProfile(folder.FullName))
            {
                var visitor = new FormVisitor(context.Pages[0]);
                await visitor.Open(visitor.PathOf("da-gui"));
                await visitor.Says("Đã được tính");
                Assert.Equal(receipt, await visitor.Receipt());
            }

            await FormVisitor.AwaitCounted(chromium.Local, before + 1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_one_visit_of_the_start_page_every_page_opens_offline(bool english)
    {
        await using var visitor = await chromium.NewVisitor(english);
        await visitor.Open(visitor.Start);
        await visitor.Kept();

        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.AnswerFromStart();
        await visitor.Send();

        await visitor.Says(english ? "Waiting for the network" : "Đang chờ mạng");
    }

    [Fact]
    public async Task It_is_sent_by_itself_as_soon_as_the_connection_is_back()
    {
        await using var visitor = await chromium.NewVisitor();
        var before = await FormVisitor.Counted(chromium.Local);
        await visitor.Open("/");
        await visitor.Kept();
        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.AnswerFromStart();
        await visitor.Send();
        await visitor.Says("Đang chờ mạng");

        await visitor.Page.Context.SetOfflineAsync(false);

        await visitor.Says("Đã được tính");
        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }

    [Fact]
    public async Task It_is_sent_also_while_no_page_of_the_form_is_open()
    {
        await using var visitor = await chromium.NewVisitor();
        var before = await FormVisitor.Counted(chromium.Local);
        await visitor.Open("/");
        await visitor.Kept();
        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.AnswerFromStart();
        await visitor.Send();
        await visitor.Says("Đang chờ mạng");
        await visitor.Page.GotoAsync("about:blank");

        await visitor.Page.Context.SetOfflineAsync(false);

        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }

    [Fact]
    public async Task Several_people_answer_on_one_device_offline_and_each_is_counted()
    {
        await using var visitor = await chromium.NewVisitor();
        var before = await FormVisitor.Counted(chromium.Local);
        await visitor.Open("/");
        await visitor.Kept();
        await visitor.Page.Context.SetOfflineAsync(true);
        for (var person = 0; person < 2; person++)
        {
            await visitor.AnswerFromStart();
            await visitor.Send();
            await visitor.Says("Đang chờ mạng");
        }

        await visitor.Open("/");
        await visitor.Page.GetByText("1 phiếu của người trước đang chờ mạng").WaitForAsync();
        await visitor.Page.Context.SetOfflineAsync(false);

        await FormVisitor.AwaitCounted(chromium.Local, before + 2);
    }

    [Fact]
    public async Task After_an_hours_pause_and_a_restart_of_the_server_it_goes_on_where_it_stopped()
    {
        await using var visitor = await chromium.NewVisitor();
        var before = await FormVisitor.Counted(chromium.Local);
        await visitor.Open("/");
        await visitor.Begin();
        await visitor.Answer(2);
        await visitor.GoOn();
        var stoppedAt = visitor.Path;

        await visitor.MakeOlder(TimeSpan.FromHours(1));
        await chromium.Local.Kill();
        await chromium.Local.Restart();
        await visitor.Open("/");
        await visitor.Page.Locator("#continue").ClickAsync();
        await visitor.At(stoppedAt);
        await visitor.AnswerAll();
        await visitor.Send();

        await visitor.Says("Đã được tính");
        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }

    [Fact]
    public async Task A_draft_is_gone_after_a_week()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.Open("/");
        await visitor.Begin();
        await visitor.Answer(2);
        await visitor.GoOn();

        await visitor.MakeOlder(TimeSpan.FromDays(8));
        await visitor.Open("/");

        Assert.Empty(await visitor.Records());
        Assert.True(await visitor.Page.Locator("#resume").IsHiddenAsync());
    }

    [Fact]
    public async Task What_is_finished_is_sent_however_old_it_is()
    {
        await using var visitor = await chromium.NewVisitor();
        var before = await FormVisitor.Counted(chromium.Local);
        await visitor.Open("/");
        await visitor.Kept();
        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.AnswerFromStart();
        await visitor.Send();
        await visitor.Says("Đang chờ mạng");

        await visitor.MakeOlder(TimeSpan.FromDays(8));
        await visitor.Open("/");
        Assert.Single(await visitor.Records());
        await visitor.Page.Context.SetOfflineAsync(false);

        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }
}
