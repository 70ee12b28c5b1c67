namespace SipasSurvey.UnitTests.Intake.Citizens;

/// <summary>The page about data says what is stored, and nothing is stored that it does not say.</summary>
public sealed class PrivacyTests
{
    [Fact]
    public async Task No_id_that_the_server_makes_holds_a_time()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        await citizen.Fill("/khao-sat/gui");
        using var program = new HttpClient { BaseAddress = host.Address };

        var answer = await program.Post("""{"survey": "sipas-2026", "province": "15", "answers": {"P01": 5}}""");

        Assert.Equal(202, answer.Status);
        Assert.Equal([4, 4], host.Received.Select(it => it.Entry.Id.Version));
    }

    [Theory]
    [InlineData("/quyen-rieng-tu", "Thời hạn giữ phiếu chưa được quy định", "Phiếu được giữ: 24 tháng.")]
    [InlineData("/en/quyen-rieng-tu", "No term is set yet", "Responses are kept: 24 tháng.")]
    public async Task How_long_responses_are_kept_is_what_the_operator_says_or_is_said_to_be_open(string path, string open, string set)
    {
        await using var silent = await FormHost.Start();
        await using var told = await FormHost.Start(("Form:Retention", "24 tháng"));
        using var one = new Citizen(silent);
        using var other = new Citizen(told);

        Assert.Contains(open, (await one.Open(path)).Text, StringComparison.Ordinal);
        var page = (await other.Open(path)).Text;
        Assert.Contains(set, page, StringComparison.Ordinal);
        Assert.DoesNotContain(open, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_named_as_it_is_called_here()
    {
        await using var host = await FormHost.Start(("PublicAddress", "https://sipas.example"));
        using var citizen = new Citizen(host);

        Assert.Contains("cookie tên __Host-sipas-draft", (await citizen.Open("/quyen-rieng-tu")).Text, StringComparison.Ordinal);
    }
}
