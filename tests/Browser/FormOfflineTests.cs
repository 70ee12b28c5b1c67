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
        var visitor = await chromium.NewVisitor(english);
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
        var visitor = await chromium.NewVisitor();
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
        var visitor = await chromium.NewVisitor();
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
        var visitor = await chromium.NewVisitor();
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
        var visitor = await chromium.NewVisitor();
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
    public async Task What_is_chosen_before_the_script_has_taken_over_is_kept()
    {
        var visitor = await chromium.NewVisitor();
        await visitor.Open("/");
        await visitor.Begin();
        await visitor.Page.Locator("input[name=P02][value='2']").CheckAsync();
        await visitor.Says("Đã lưu trên máy này");
        // A database that first opens when it is let, as on a slow device.
        await visitor.Page.AddInitScriptAsync("""
            const open = IDBFactory.prototype.open;
            IDBFactory.prototype.open = function (...how) {
              if (sessionStorage.let) return open.apply(this, how);
              const request = {};
              window.letOpen = () => {
                sessionStorage.let = "yes";
                const real = open.apply(this, how);
                real.onsuccess = () => { request.result = real.result; request.onsuccess(); };
              };
              return request;
            };
            """);
        await visitor.Page.ReloadAsync();
        await visitor.Page.Locator("input[name=P01][value='3']").CheckAsync();

        await visitor.Page.EvaluateAsync("window.letOpen()");
        await visitor.TakenOver();
        await visitor.GoOn();

        var answers = (await visitor.Records()).Single()["answers"]!;
        Assert.Equal(3, answers["P01"]!.GetValue<int>());
        Assert.Equal(2, answers["P02"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_database_that_the_browser_closed_is_opened_again()
    {
        var visitor = await chromium.NewVisitor();
        await visitor.Page.AddInitScriptAsync("""
            const open = IDBFactory.prototype.open;
            window.openings = [];
            IDBFactory.prototype.open = function (...how) {
              const opening = open.apply(this, how);
              window.openings.push(opening);
              return opening;
            };
            """);
        await visitor.Open("/");
        await visitor.Begin();
        await visitor.Says("Đã lưu trên máy này");

        await visitor.Page.EvaluateAsync("window.openings.forEach((it) => it.result.close())");
        await visitor.Answer(3);
        await visitor.GoOn();

        Assert.Equal(3, (await visitor.Records()).Single()["answers"]!["P01"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_browser_is_asked_to_call_again_whenever_something_waits()
    {
        var visitor = await chromium.NewVisitor();
        await visitor.Open("/");
        await visitor.Kept();
        await visitor.Begin();
        // As if the browser had given up: it waits, and nobody has asked for a call.
        await visitor.Page.EvaluateAsync("""
            () => new Promise((resolve) => {
              const opening = indexedDB.open("sipas-form", 1);
              opening.onsuccess = () => {
                const transaction = opening.result.transaction("kept", "readwrite");
                const store = transaction.objectStore("kept");
                store.getAll().onsuccess = (event) => event.target.result.filter((it) => it.state)
                  .forEach((it) => store.put(Object.assign(it, { state: "waiting", seconds: 60, notBefore: Date.now() + 3600000 })));
                transaction.oncomplete = () => { opening.result.close(); resolve(); };
              };
            })
            """);

        await visitor.Open("/");

        await visitor.Page.WaitForFunctionAsync("() => navigator.serviceWorker.ready.then((it) => it.sync.getTags()).then((tags) => tags.includes('sipas-send'))");
    }

    [Fact]
    public async Task A_draft_is_gone_after_a_week()
    {
        var visitor = await chromium.NewVisitor();
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
        var visitor = await chromium.NewVisitor();
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
