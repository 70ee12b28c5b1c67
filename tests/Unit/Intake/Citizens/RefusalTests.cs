namespace SipasSurvey.UnitTests.Intake.Citizens;

/// <summary>What is refused, with a page that says what to do.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Sec-Fetch-Site", "none", 200)]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "OWN", 200)]
    [InlineData("Referer", "https://evil.example/", 403)]
    [InlineData("Referer", "OWN/khao-sat/PA", 200)]
    [InlineData(null, "", 403)]
    public async Task A_form_is_taken_from_our_own_pages_alone(string? header, string value, int status)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        var own = host.Address.GetLeftPart(UriPartial.Authority);

        var page = await citizen.FillFrom("/", header is null ? null : (header, value.Replace("OWN", own, StringComparison.Ordinal)), ("consent", "1"), ("province", "15"));

        Assert.Equal(status, page.Status);
        Assert.Equal(status == 200, citizen.Draft is not null);
        if (status == 403)
        {
            Assert.Contains("Xin mở trang đầu", page.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/khao-sat/PA")]
    [InlineData("/khao-sat/ong-ba")]
    [InlineData("/khao-sat/gui")]
    [InlineData("/khao-sat/xoa")]
    public async Task On_no_page_anything_is_taken_from_elsewhere(string path)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        var draft = citizen.Draft!.Value;

        Assert.Equal(403, (await citizen.FillFrom(path, ("Origin", "https://evil.example"), ("P01", "1"))).Status);

        Assert.Equal(draft, citizen.Draft!.Value);
        Assert.Empty(host.Received);
    }

    [Theory]
    [InlineData("/khao-sat/XX", 404)]
    [InlineData("/khao-sat/pa", 404)]
    [InlineData("/khaosat", 404)]
    [InlineData("/en/khao-sat/XX", 404)]
    public async Task A_wrong_address_has_a_page_for_citizens(string path, int status)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);

        var page = await citizen.Open(path);

        Assert.Equal(status, page.Status);
        Assert.Contains(path.StartsWith("/en", StringComparison.Ordinal) ? "Go to the start page" : "Về trang đầu", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/staff", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_413_with_a_page()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();

        var page = await citizen.Fill("/khao-sat/PA", ("P01", new string('5', 20_000)));

        Assert.Equal(413, page.Status);
        Assert.Contains("không đọc được", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("/khao-sat/PA", "application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("/khao-sat/ong-ba", "application/x-www-form-urlencoded; charset=unicode-1-1-utf-7")]
    [InlineData("/khao-sat/gui", "multipart/form-data; boundary=b; charset=utf-7")]
    [InlineData("/khao-sat/xoa", "multipart/form-data; boundary=b")]
    public async Task A_form_in_an_encoding_that_is_not_ours_is_415_with_a_page_and_no_failure(string path, string contentType)
    {
        await using var host = await FormHost.Start();
        using var client = new HttpClient { BaseAddress = host.Address };
        using var content = new StringContent("--b\r\nContent-Disposition: form-data; name=a\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n1\r\n--b--\r\n");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);

        Assert.Equal(415, (int)answer.StatusCode);
        Assert.Contains("không đọc được", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/khao-sat/PA", "P01", "6")]
    [InlineData("/khao-sat/PA", "P01", "0")]
    [InlineData("/khao-sat/PA", "P01", "five")]
    [InlineData("/khao-sat/ong-ba", "age", "17")]
    public async Task What_no_page_of_ours_sends_is_named_and_changes_nothing(string path, string field, string value)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        var draft = citizen.Draft!.Value;

        var page = await citizen.Fill(path, (field, value));

        Assert.Equal(422, page.Status);
        Assert.Contains($"<a href=\"#{field}\">", page.Text, StringComparison.Ordinal);
        Assert.Equal(draft, citizen.Draft!.Value);
    }

    [Fact]
    public async Task A_page_with_a_fault_shows_what_was_sent_and_not_what_was_there_before()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"), ("P02", "1"));
        await citizen.Fill("/khao-sat/ong-ba", ("gender", "female"), ("age", "over-60"));

        var element = await citizen.Fill("/khao-sat/PA", ("P01", "9"), ("P02", "3"));
        var about = await citizen.Fill("/khao-sat/ong-ba", ("gender", "male"), ("age", "17"));

        Assert.Equal((422, 422), (element.Status, about.Status));
        Assert.True(element.IsChecked("P02", "3"));
        Assert.False(element.IsChecked("P01", "5"));
        Assert.True(about.IsChecked("gender", "male"));
        Assert.False(about.IsChecked("age", "over-60"));
    }
}
