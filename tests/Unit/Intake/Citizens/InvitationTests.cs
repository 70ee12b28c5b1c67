using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake.Citizens;

/// <summary>Codes of letters and printed sheets, typed into the form.</summary>
public sealed class InvitationTests
{
    private const string InvitedOnly = """{"sipas-2026": {"opens": "2026-10-01T00:00:00+07:00", "closes": null, "open": false}}""";

    private static readonly string Secret = InvitationSecret.Make();

    [Fact]
    public async Task With_a_code_the_response_is_invited_however_it_was_typed()
    {
        await using var host = await Start();
        using var citizen = new Citizen(host);

        Assert.Equal("/khao-sat/PA", (await citizen.Begin("", ("invitation", $" {Code(host).ToLowerInvariant().Replace('-', ' ').Replace('0', 'o')} "))).Path);
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        Assert.Equal("/khao-sat/da-gui", (await citizen.Fill("/khao-sat/gui")).Path);

        var received = Assert.Single(host.Received);
        Assert.Equal(Channel.Invited, received.Entry.Channel);
        Assert.False(received.SealedClaim.IsEmpty);
    }

    [Theory]
    [InlineData("ABCD-EFGH-JKMN-PQRS-TVWX")]
    [InlineData("ABCD-EFGH")]
    [InlineData("of another province")]
    public async Task A_code_that_is_not_right_is_told_at_once_in_the_field_that_is_open_then(string code)
    {
        await using var host = await Start();
        using var citizen = new Citizen(host);

        var page = await citizen.Begin("", ("invitation", code == "of another province" ? Code(host, "01") : code));

        Assert.Equal(422, page.Status);
        Assert.Contains("<a href=\"#invitation\">", page.Text, StringComparison.Ordinal);
        Assert.Contains("<details open>", page.Text, StringComparison.Ordinal);
        Assert.Null(citizen.Draft);
    }

    [Fact]
    public async Task A_survey_for_invited_people_alone_asks_for_the_code()
    {
        await using var host = await Start();
        using var citizen = new Citizen(host);
        host.Schedule(InvitedOnly);

        var start = await citizen.Open("/");
        var without = await citizen.Begin();
        var with = await citizen.Begin("", ("invitation", Code(host)));

        Assert.Contains("chỉ dành cho người có thư mời", start.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#invitation\">", without.Text, StringComparison.Ordinal);
        Assert.Equal((422, 200), (without.Status, with.Status));
    }

    [Fact]
    public async Task A_survey_that_came_to_be_for_invited_people_says_so_when_sending_and_the_answers_stay()
    {
        await using var host = await Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        host.Schedule(InvitedOnly);

        var refused = await citizen.Fill("/khao-sat/gui");
        // The link leads to the field on the first page.
        Assert.Equal(422, refused.Status);
        Assert.Contains("<a href=\"/#invitation\">", refused.Text, StringComparison.Ordinal);
        await citizen.Fill("/", ("province", "15"), ("invitation", Code(host)));

        Assert.Equal("/khao-sat/da-gui", (await citizen.Fill("/khao-sat/gui")).Path);
        Assert.Equal(Channel.Invited, Assert.Single(host.Received).Entry.Channel);
    }

    [Fact]
    public async Task The_page_for_checking_says_whether_there_is_a_code_and_never_which()
    {
        await using var host = await Start();
        using var with = new Citizen(host);
        using var without = new Citizen(host);
        var code = Code(host);
        await with.Begin("", ("invitation", code));
        await without.Begin();

        var (page, blank) = (await with.Open("/khao-sat/kiem-tra"), await without.Open("/khao-sat/kiem-tra"));

        Assert.Matches("<dt>Mã mời</dt>\\s*<dd>Có</dd>", page.Text);
        Assert.Matches("<dt>Mã mời</dt>\\s*<dd>Không có</dd>", blank.Text);
        Assert.DoesNotContain(code, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), page.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task No_address_and_no_log_tells_an_answer_a_code_or_the_id()
    {
        await using var host = await Start();
        using var citizen = new Citizen(host);
        var code = Code(host);

        await citizen.Begin("", ("invitation", code));
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        await citizen.Fill("/khao-sat/ong-ba", ("ethnicity", "other"));
        await citizen.Open("/khao-sat/kiem-tra");
        await citizen.Fill("/khao-sat/gui");

        var id = Assert.Single(host.Received).Entry.Id.ToString();
        Assert.All(citizen.Addresses, address => Assert.DoesNotMatch("[?&=#]|other|[A-Z0-9]{4}", address));
        Assert.NotEmpty(host.Log);
        Assert.DoesNotContain(host.Log, line => line.Contains(code, StringComparison.OrdinalIgnoreCase) || line.Contains(id, StringComparison.OrdinalIgnoreCase)
            || line.Contains("ethnicity", StringComparison.OrdinalIgnoreCase));
    }

    private static Task<FormHost> Start() => FormHost.Start(("Invitations:Secret", Secret));

    private static string Code(FormHost host, string province = "15") => host.Part<Invitations>().Codes!.Make("sipas-2026", InvitationKind.Letter, province, 7).ToString();
}
