using Microsoft.Playwright;
using SipasSurvey.IntegrationTests.SignIn;

namespace SipasSurvey.BrowserTests;

/// <summary>Signing in at a provider of another site, the way a person does it in Chromium.</summary>
public sealed class SignInElsewhereTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task In_to_the_figures_and_out_again_and_going_back_shows_nothing()
    {
        await using var site = await StartSite();
        var start = site.Figures[0].Http.BaseAddress!.ToString();
        var (page, _) = await chromium.NewPage(1280);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);

        await page.GotoAsync($"{start}staff/figures/sipas-2024");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "analyst" }).ClickAsync();
        await page.WaitForURLAsync($"{start}staff/figures/sipas-2024");
        Assert.Contains("Phân tích, Bộ Nội vụ", await page.ContentAsync(), StringComparison.Ordinal);

        // To the provider, which is another site than the form was sent to, and back.
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Đăng xuất" }).ClickAsync();
        await page.WaitForURLAsync($"{start}staff");
        Assert.Contains("Đăng nhập", await page.Locator(".who").InnerTextAsync(), StringComparison.Ordinal);

        for (var step = 0; step < 3; step++)
        {
            await page.GoBackAsync();
            Assert.DoesNotContain("Phân tích, Bộ Nội vụ", await page.ContentAsync(), StringComparison.Ordinal);
        }

        await page.GotoAsync($"{start}staff/figures/sipas-2024");
        Assert.Equal("Who are you?", await page.Locator("h1").InnerTextAsync());
        Assert.DoesNotContain(complaints, text => text.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_has_no_role_is_told_so_and_can_sign_in_as_somebody_else()
    {
        await using var site = await StartSite();
        var start = site.Figures[0].Http.BaseAddress!.ToString();
        var (page, _) = await chromium.NewPage(360);

        await page.GotoAsync($"{start}staff/sign-in");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "nobody" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Đăng nhập bằng tài khoản khác" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "team" }).ClickAsync();
        await page.WaitForURLAsync($"{start}staff");

        Assert.Contains("Tổ khảo sát", await page.Locator(".who").InnerTextAsync(), StringComparison.Ordinal);
    }
    // A busy machine may not have the provider's document in time for the first who asks, who is then told to come again.
    private static async Task<SignInSite> StartSite()
    {
        var site = await SignInSite.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!(await site.Figures[0].Http.GetAsync("staff/sign-in", patience.Token)).IsSuccessStatusCode)
        {
            await Task.Delay(200, patience.Token);
        }

        return site;
    }
}
