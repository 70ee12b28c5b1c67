using System.Net;
using SipasSurvey.Staff.Access;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Administration;

/// <summary>Keys of programs on the page of administrators.</summary>
public sealed class KeysPageTests
{
    [Fact]
    public async Task On_the_page_a_key_is_made_shown_once_and_revoked_after_a_question()
    {
        await using var host = await FiguresHost.Start();
        using var administrator = host.As(StaffRoles.Administrator);

        var wrong = await administrator.Fill("/staff/keys", "/staff/keys", ("name", "<b>Tối</b>"), ("role", StaffRoles.SurveyTeam), ("team", "!"), ("last-day", "2020-01-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Chọn ít nhất một tỉnh", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Mã tổ gồm", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("trong vòng hai năm", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"&lt;b&gt;Tối&lt;/b&gt;\"", wrong.Text, StringComparison.Ordinal);

        var made = await administrator.Fill("/staff/keys", "/staff/keys", ("name", "Tối"), ("role", StaffRoles.SurveyTeam), ("provinces", "old/10"), ("provinces", "new/01"),
            ("team", ""), ("last-day", "2027-06-30"));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var secret = System.Text.RegularExpressions.Regex.Match(made.Text, "<code class=\"secret\" data-key>([^<]+)<").Groups[1].Value;
        Assert.Contains($"curl -H \"Authorization: Bearer {secret}\" {administrator.BaseAddress}api/v1/schedule", WebUtility.HtmlDecode(made.Text), StringComparison.Ordinal);
        using var bearer = host.With(secret);
        await (await bearer.Get("/api/v1/counts/tiny-2024/10")).MustBe(HttpStatusCode.OK);

        var (_, list) = await administrator.Page("/staff/keys");
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
        Assert.Contains("01/07/2027 00:00", list, StringComparison.Ordinal);
        Assert.Contains("Lào Cai (old/10)", list, StringComparison.Ordinal);
        var id = (string)(await administrator.GetJson(Requests.Keys))["keys"]!.AsArray().Single(key => (string)key!["name"]! == "Tối")!["id"]!;
        var question = await administrator.Page($"/staff/keys/{id}/revocation");
        Assert.Contains("Thu hồi khóa “Tối”?", question.Text, StringComparison.Ordinal);
        await (await bearer.Get("/api/v1/counts/tiny-2024/10")).MustBe(HttpStatusCode.OK);
        var revoked = await administrator.Fill($"/staff/keys/{id}/revocation", $"/staff/keys/{id}/revocation");
        Assert.Contains("Đã thu hồi", revoked.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await bearer.Get("/api/v1/counts/tiny-2024/10")).StatusCode);
    }

    [Theory]
    [InlineData("/staff/keys")]
    [InlineData("/staff/keys/0123456789ab/revocation")]
    [InlineData("/staff/schedule/tiny-2024")]
    public async Task A_form_of_another_site_changes_nothing(string path)
    {
        await using var host = await FiguresHost.Start();
        using var administrator = host.As(StaffRoles.Administrator);

        using var answer = await administrator.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("name", "x")]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await host.Trail());
    }
}
