using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>What axe finds wrong with a page.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>One line for each rule that the page violates.</summary>
    /// <param name="page">The page, as it is now. It has no frames.</param>
    /// <param name="without">Rules that are left out.</param>
    public static async Task<string[]> Complaints(IPage page, params string[] without)
    {
        // Asked within the page: the package's own way opens one more window for each time, only to put together what was found in frames.
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>("""
            async without => {
                if (document.querySelector('iframe, frame')) throw new Error('Frames are not looked into.');
                const { violations } = await axe.run({ resultTypes: ['violations'], rules: Object.fromEntries(without.map(it => [it, { enabled: false }])) });
                return violations.map(it => `${it.id}: ${it.help} ${it.nodes.map(node => node.html).join(' ')}`);
            }
            """, without);
    }
}
