using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake.Citizens;

/// <summary>Sending without script: once, however often, and nothing is lost when it does not work.</summary>
public sealed class SendingTests
{
    private const string Send = "/khao-sat/gui";

    [Fact]
    public async Task After_sending_every_page_leads_to_the_receipt_and_sends_nothing_again()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await Answer(citizen);

        var first = await citizen.Fill(Send);
        var reloaded = await citizen.Open("/khao-sat/da-gui");
        var again = await citizen.Fill(Send);
        var back = await citizen.Open("/khao-sat/kiem-tra");
        var changed = await citizen.Fill("/khao-sat/PA", ("P01", "1"));

        Assert.All(new[] { reloaded, again, back, changed }, page => Assert.Equal(("/khao-sat/da-gui", first.Receipt), (page.Path, page.Receipt)));
        Assert.Single(host.Received);
    }

    [Fact]
    public async Task Two_windows_and_a_double_click_send_the_same_id()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await Answer(citizen);
        // The other window, and the second click, still have the cookie of before.
        using var other = new Citizen(host);
        other.Cookies.Add(host.Address, new System.Net.Cookie(citizen.Draft!.Name, citizen.Draft.Value, "/"));

        var pages = await Task.WhenAll(citizen.Fill(Send), other.Fill(Send));

        Assert.Equal(pages[0].Receipt, pages[1].Receipt);
        Assert.Single(host.Received.Select(it => it.Entry.Id).Distinct());
        Assert.Single(host.Received.Select(it => Convert.ToHexString(it.Entry.Content.Span)).Distinct());
    }

    [Fact]
    public async Task While_it_is_not_known_to_be_safe_the_page_says_so_and_sends_the_same_id_again()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await Answer(citizen);

        host.Broker.Hold();
        var failed = await host.Pass(citizen.Fill(Send));
        host.Broker.Release();
        var sent = await citizen.Fill(Send).WaitAsync(TimeSpan.FromMinutes(1));
        for (var tries = 0; sent.Status == 503 && tries < 100; tries++)
        {
            // The pack that hung is just being confirmed.
            sent = await citizen.Fill(Send).WaitAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((503, "5"), (failed.Status, failed.Answer.Headers.GetValues("Retry-After").Single()));
        Assert.Contains("phiếu chỉ được tính một lần", failed.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"send\"", failed.Text, StringComparison.Ordinal);
        Assert.Equal("/khao-sat/da-gui", sent.Path);
        Assert.Equal(sent.Receipt, ResponseId.Receipt(Assert.Single(host.Received.Select(it => it.Entry.Id).Distinct())));
    }

    [Fact]
    public async Task A_survey_that_closed_in_between_says_so_and_the_answers_stay()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await Answer(citizen);
        host.Schedule("""{"sipas-2026": {"opens": "2026-10-01T00:00:00+07:00", "closes": "2026-11-23T15:00:00+07:00"}}""");

        var closed = await citizen.Fill(Send);
        host.Schedule("""{"sipas-2026": {"opens": "2026-10-01T00:00:00+07:00", "closes": "2026-11-30T15:00:00+07:00"}}""");
        var sent = await citizen.Fill(Send);

        Assert.Equal(409, closed.Status);
        Assert.Contains("đã đóng lúc 23/11/2026 15:00", closed.Text, StringComparison.Ordinal);
        Assert.Contains("7 ngày", closed.Text, StringComparison.Ordinal);
        Assert.Equal("/khao-sat/da-gui", sent.Path);
    }

    [Theory]
    [InlineData(39, "", Suspicions.TooFast)]
    [InlineData(40, "", Suspicions.None)]
    [InlineData(40, "https://example.com", Suspicions.HiddenField)]
    [InlineData(5, "x", Suspicions.TooFast | Suspicions.HiddenField)]
    public async Task What_a_program_may_have_filled_in_is_taken_and_marked(int seconds, string trap, Suspicions expected)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        host.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal("/khao-sat/da-gui", (await citizen.Fill(Send, ("website", trap))).Path);

        Assert.Equal(expected, Assert.Single(host.Received).Suspicions);
    }

    [Fact]
    public async Task The_hidden_field_of_the_first_page_counts_too()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin("", ("website", "x"));
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        await citizen.Fill(Send);

        Assert.Equal(Suspicions.HiddenField, Assert.Single(host.Received).Suspicions);
    }

    [Fact]
    public async Task The_hidden_field_counts_too_where_province_or_code_is_changed()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await Answer(citizen);
        await citizen.Fill("/", ("province", "01"), ("website", "x"));
        await citizen.Fill("/", ("province", "15"));
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        await citizen.Fill(Send);

        Assert.Equal(Suspicions.HiddenField, Assert.Single(host.Received).Suspicions);
    }

    [Fact]
    public async Task Over_the_limit_the_page_says_when_to_try_again_and_nothing_is_lost()
    {
        await using var host = await FormHost.Start(("Limits:Loopback", "true"), ("Limits:ResponsesPerAddress", "1"));
        using var first = new Citizen(host);
        using var second = new Citizen(host);
        await Answer(first);
        await Answer(second);

        Assert.Equal(200, (await first.Fill(Send)).Status);
        var refused = await second.Fill(Send);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var sent = await second.Fill(Send);

        Assert.Equal(429, refused.Status);
        Assert.InRange(int.Parse(refused.Answer.Headers.GetValues("Retry-After").Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("Câu trả lời của Ông/Bà vẫn còn", refused.Text, StringComparison.Ordinal);
        Assert.Equal("/khao-sat/da-gui", sent.Path);
        Assert.Equal(2, host.Received.Count);
    }

    [Fact]
    public async Task Somebody_else_of_the_family_sends_a_response_of_their_own()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await Answer(citizen);
        var first = await citizen.Fill(Send);

        var start = await citizen.Open("/");
        await Answer(citizen);
        var second = await citizen.Fill(Send);

        Assert.Contains(first.Receipt![..4], start.Text, StringComparison.Ordinal);
        Assert.NotEqual(first.Receipt, second.Receipt);
        Assert.Equal(2, host.Received.Select(it => it.Entry.Id).Distinct().Count());
    }

    private static async Task Answer(Citizen citizen)
    {
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"), ("P02", "4"));
    }
}
