using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake.Citizens;

/// <summary>The form from the first page to the receipt, in a browser without script.</summary>
public sealed class WholeWayTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/en")]
    public async Task What_was_filled_in_page_by_page_is_received_as_one_response(string prefix)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);

        var page = await citizen.Begin(prefix);
        foreach (var element in A.Questionnaire.Elements)
        {
            Assert.Equal($"{prefix}/khao-sat/{element.Code}", page.Path);
            page = await citizen.Fill(page.Path, [.. element.Items.Select(item => (item.Code, $"{item.Index % 5 + 1}"))]);
        }

        Assert.Equal($"{prefix}/khao-sat/ong-ba", page.Path);
        page = await citizen.Fill(page.Path, ("gender", "female"), ("age", "over-60"), ("education", ""));
        Assert.Equal($"{prefix}/khao-sat/kiem-tra", page.Path);
        host.Clock.Advance(TimeSpan.FromMinutes(4));
        page = await citizen.Fill($"{prefix}/khao-sat/gui");

        Assert.Equal((200, $"{prefix}/khao-sat/da-gui"), (page.Status, page.Path));
        var received = Assert.Single(host.Received);
        Assert.Equal((Channel.Open, null, Suspicions.None), (received.Entry.Channel, received.Entry.Batch, received.Suspicions));
        Assert.Equal(ResponseId.Receipt(received.Entry.Id), page.Receipt);
        Assert.True(Content.TryRead(received.Entry.Content.Span, out var content));
        Assert.Equal(A.Content(survey: "sipas-2026", province: "15", answers: [.. A.Questionnaire.Items.Select(item => (byte)(item.Index % 5 + 1))],
            respondent: [.. A.Questionnaire.Respondent.Select(it => (byte)(it.Code switch { "gender" => 2, "age" => 5, _ => 0 }))]), content);
    }

    [Fact]
    public async Task Nothing_has_to_be_answered_on_a_page_and_what_was_left_out_is_left_out()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);

        await citizen.Begin();
        Assert.Equal("/khao-sat/PB", (await citizen.Fill("/khao-sat/PA")).Path);
        Assert.Equal("/khao-sat/PC", (await citizen.Fill("/khao-sat/PB", ("P03", "4"), ("P04", ""))).Path);
        var check = await citizen.Open("/khao-sat/kiem-tra");
        Assert.Contains("Chưa trả lời – Ông/Bà có thể để trống", check.Text, StringComparison.Ordinal);
        await citizen.Fill("/khao-sat/gui");

        Assert.True(Content.TryRead(Assert.Single(host.Received).Entry.Content.Span, out var content));
        Assert.Equal(A.Questionnaire.Items.Select(item => (byte)(item.Code == "P03" ? 4 : 0)), content.Answers.ToArray());
    }

    [Fact]
    public async Task An_answer_is_shown_again_changed_and_taken_back()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"), ("P02", "1"));

        var again = await citizen.Open("/khao-sat/PA");
        await citizen.Fill("/khao-sat/PA", ("P01", "2"), ("P02", ""));
        var changed = await citizen.Open("/khao-sat/PA");

        Assert.True(again.IsChecked("P01", "5") && again.IsChecked("P02", "1"));
        Assert.True(changed.IsChecked("P01", "2"));
        Assert.DoesNotContain("value=\"1\" checked", changed.Text, StringComparison.Ordinal);
        // A page that shows answers is kept nowhere.
        Assert.Equal("no-store", changed.Answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Whoever_changes_something_from_the_page_for_checking_comes_back_to_it()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        await citizen.Fill("/khao-sat/ong-ba");

        Assert.Equal("/khao-sat/kiem-tra", (await citizen.Fill("/khao-sat/PA", ("P01", "4"))).Path);
        Assert.Equal("/khao-sat/kiem-tra", (await citizen.Fill("/khao-sat/SB", ("skip", "1"))).Path);
        Assert.Equal("/khao-sat/kiem-tra", (await citizen.Fill("/khao-sat/ong-ba", ("gender", "female"))).Path);
        Assert.Equal("/khao-sat/kiem-tra", (await citizen.Fill("/", ("province", "01"))).Path);
    }

    [Fact]
    public async Task Who_did_no_procedure_skips_the_rest_of_the_services_and_keeps_what_came_before()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        await citizen.Fill("/khao-sat/SA", ("S01", "4"));
        await citizen.Fill("/khao-sat/SC", ("S08", "3"));

        Assert.DoesNotContain("name=\"skip\"", (await citizen.Open("/khao-sat/PA")).Text, StringComparison.Ordinal);
        var page = await citizen.Fill("/khao-sat/SB", ("S04", "5"), ("skip", "1"));
        Assert.Equal("/khao-sat/ong-ba", page.Path);
        await citizen.Fill("/khao-sat/gui");

        Assert.True(Content.TryRead(Assert.Single(host.Received).Entry.Content.Span, out var content));
        Assert.Equal(A.Questionnaire.Items.Select(item => (byte)(item.Code switch { "P01" => 5, "S01" => 4, _ => 0 })), content.Answers.ToArray());
    }

    [Fact]
    public async Task Without_any_answer_nothing_is_sent()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();

        var check = await citizen.Open("/khao-sat/kiem-tra");
        var sent = await citizen.Fill("/khao-sat/gui");

        Assert.Contains("Chưa có câu trả lời nào", check.Text, StringComparison.Ordinal);
        Assert.Equal(422, sent.Status);
        Assert.Contains("role=\"alert\"", sent.Text, StringComparison.Ordinal);
        Assert.Empty(host.Received);
    }

    [Fact]
    public async Task Every_page_is_there_in_English_and_leads_to_the_other_language()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);

        foreach (var path in new[] { "/", "/khao-sat/PA", "/khao-sat/ong-ba", "/khao-sat/kiem-tra", "/khao-sat/da-gui", "/khao-sat/xoa", "/quyen-rieng-tu" })
        {
            var (here, there) = (await citizen.Open(path), await citizen.Open(path == "/" ? "/en" : $"/en{path}"));
            Assert.Contains("<html lang=\"vi\">", here.Text, StringComparison.Ordinal);
            Assert.Contains("<html lang=\"en\">", there.Text, StringComparison.Ordinal);
            Assert.Contains($"href=\"{there.Path}\" lang=\"en\"", here.Text, StringComparison.Ordinal);
            Assert.Contains($"href=\"{path}\" lang=\"vi\"", there.Text, StringComparison.Ordinal);
        }
    }
}
