
namespace SipasSurvey.BrowserTests;

/// <summary>What has to be right of a page of the form as the script shows it, whatever it says at the moment.</summary>
internal static class FormLook
{
    // Where the system's colours are forced, axe still reads those of the page (-webkit-text-fill-color), which nobody sees.
    private const string WrongWhereForced = "color-contrast";

    /// <summary>The page fits its screen, has one heading, and axe finds no violation; a picture of it is kept under this name.</summary>
    public static async Task AssertGood(FormVisitor visitor, string what)
    {
        var page = visitor.Page;
        await Chromium.Screenshot(page, what);
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{what} scrolls sideways.");
        var isForced = await page.EvaluateAsync<bool>("matchMedia('(forced-colors: active)').matches");
        var violations = await Axe.Complaints(page, isForced ? [WrongWhereForced] : []);
        Assert.True(violations.Length == 0, what + ":\n" + string.Join('\n', violations));
    }
}
