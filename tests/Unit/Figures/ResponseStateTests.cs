using System.Net;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Figures;

public sealed class ResponseStateTests
{
    private const string Id = "0190163d-8694-739b-aea5-966c26f8ad91";

    [Theory]
    [InlineData(EntryState.Counted, false, """{"state":"counted","conflict":false,"countedOn":"2026-11-24"}""")]
    [InlineData(EntryState.Counted, true, """{"state":"counted","conflict":true,"countedOn":"2026-11-24"}""")]
    [InlineData(EntryState.Rejected, false, """{"state":"rejected","conflict":false,"countedOn":null}""")]
    [InlineData(EntryState.Withdrawn, false, """{"state":"withdrawn","conflict":false,"countedOn":null}""")]
    public async Task Everybody_with_the_id_is_told_the_state_and_the_day_in_Vietnam(EntryState state, bool conflict, string expected)
    {
        await using var host = await FiguresHost.Start();
        // 17:30 UTC is past midnight in Vietnam.
        var receivedAt = new DateTimeOffset(2026, 11, 23, 17, 30, 0, TimeSpan.Zero);
        host.Store.Responses[Guid.Parse(Id)] = new ResponseState(state, conflict, state == EntryState.Counted ? receivedAt : null);

        using var answer = await host.Anybody.GetAsync(new Uri($"/api/v1/responses/{Id}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal($"{{\"id\":\"{Id}\",{expected[1..]}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_id_may_be_written_in_any_case_and_comes_back_in_lower_case()
    {
        await using var host = await FiguresHost.Start();
        host.Store.Responses[Guid.Parse(Id)] = new ResponseState(EntryState.Rejected, false, null);

        var text = await host.Anybody.GetStringAsync(new Uri($"/api/v1/responses/{Id.ToUpperInvariant()}", UriKind.Relative));

        Assert.StartsWith($"{{\"id\":\"{Id}\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("11111111-1111-4111-8111-111111111111", "No response is stored under this id. One that was just accepted is stored a moment later.")]
    [InlineData("0190163d8694739baea5966c26f8ad91", null)]
    [InlineData("{0190163d-8694-739b-aea5-966c26f8ad91}", null)]
    [InlineData("0190163d-8694-739b-aea5-966c26f8ad9", null)]
    [InlineData("0190163d-8694-739b-aea5-966c26f8ad9g", null)]
    [InlineData("%200190163d-8694-739b-aea5-966c26f8ad91", null)]
    [InlineData("+190163d-8694-739b-aea5-966c26f8ad91", null)]
    [InlineData("0x90163d-8694-739b-aea5-966c26f8ad91", null)]
    [InlineData("1", null)]
    public async Task Anything_else_is_404(string id, string? detail)
    {
        await using var host = await FiguresHost.Start();
        host.Store.Responses[Guid.Parse(Id)] = new ResponseState(EntryState.Counted, false, DateTimeOffset.UnixEpoch);

        using var answer = await host.Anybody.GetAsync(new Uri($"/api/v1/responses/{id}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("\"/problems/unknown-response\"", text, StringComparison.Ordinal);
        Assert.Contains(detail ?? "A response id is a UUID of 36 characters", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconciliation_has_the_shape_of_the_contract_and_adds_up()
    {
        await using var host = await FiguresHost.Start();
        host.Store.Counts = new Reconciliation(100, 60, 5, 4, 3, 2);

        using var answer = await host.Get("/api/v1/reconciliation/tiny-2024");

        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("""{"published":100,"counted":60,"duplicate":5,"conflict":4,"rejected":3,"withdrawn":2,"waiting":26}""",
            await answer.Content.ReadAsStringAsync());
    }
}
