using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SipasSurvey.UnitTests.Intake.Citizens;

/// <summary>The scripts of the form, as they are served.</summary>
public sealed class FormScriptsTests
{
    private const string Worker = "/form-worker.js";
    private const string Closed = """{"sipas-2026": {"opens": "2026-10-01T00:00:00+07:00", "closes": "2026-11-01T00:00:00+07:00"}}""";

    [Fact]
    public async Task The_worker_keeps_every_page_of_the_form_in_both_languages_and_what_they_load()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        var worker = (await citizen.Open(Worker)).Text;

        var pages = Regex.Matches(worker, "\"(/[^\"]*)\"").Select(it => it.Groups[1].Value).Where(it => !it.StartsWith("/api", StringComparison.Ordinal)).ToList();

        Assert.Contains("/", pages);
        Assert.Contains("/en", pages);
        Assert.All(A.Questionnaire.Elements, element => Assert.Contains($"/khao-sat/{element.Code}", pages));
        Assert.All(A.Questionnaire.Elements, element => Assert.Contains($"/en/khao-sat/{element.Code}", pages));
        foreach (var path in pages)
        {
            var shown = await citizen.Open(path);
            Assert.Equal((200, path), (shown.Status, shown.Path));
        }
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public async Task The_pages_that_are_kept_are_those_that_everybody_gets(string language)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        var file = Regex.Match((await citizen.Open(Worker)).Text, $"/khao-sat/assets/pages-{language}[^\"]+").Value;

        var kept = JsonSerializer.Deserialize<Dictionary<string, string>>((await citizen.Open(file)).Text)!;

        Assert.NotEmpty(kept);
        foreach (var (path, html) in kept)
        {
            Assert.Equal((await citizen.Open(path)).Text, html);
        }
    }

    [Fact]
    public async Task Pages_of_a_former_version_are_not_there_any_more()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        var file = Regex.Match((await citizen.Open(Worker)).Text, "/khao-sat/assets/pages-vi[^\"]+").Value;

        host.Schedule(Closed);

        Assert.Equal(404, (await citizen.Open(file)).Status);
    }

    [Fact]
    public async Task A_browser_that_has_the_worker_is_told_so_until_a_survey_opens_or_closes()
    {
        await using var host = await FormHost.Start();
        using var client = new HttpClient { BaseAddress = host.Address };
        var first = await client.GetAsync(new Uri(Worker, UriKind.Relative));
        Assert.True(first.Headers.CacheControl!.NoCache);
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);

        var same = await client.GetAsync(new Uri(Worker, UriKind.Relative));
        host.Schedule(Closed);
        var other = await client.GetAsync(new Uri(Worker, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.NotEqual(VersionOf(await first.Content.ReadAsStringAsync()), VersionOf(await other.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task While_no_survey_is_open_the_worker_keeps_no_questions()
    {
        await using var host = await FormHost.Start();
        host.Schedule(Closed);
        using var citizen = new Citizen(host);

        var worker = (await citizen.Open(Worker)).Text;

        Assert.Contains("""{"vi":["/","/quyen-rieng-tu"],"en":["/en","/en/quyen-rieng-tu"]}""", worker, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scripts_are_compressed_and_small()
    {
        await using var host = await FormHost.Start();
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = host.Address };
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));

        var bytes = 0;
        foreach (var path in new[] { Worker, await PathOfScript(host) })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
            bytes += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }

        Assert.InRange(bytes, 1, 15_000);
    }

    // Chrome 61 and Safari 11 read ES2017; what came later would leave their users to the server.
    [Theory]
    [InlineData(@"\?\.(?!\d)", "optional chaining")]
    [InlineData(@"\?\?", "nullish coalescing")]
    [InlineData(@"catch \{", "catch without a name")]
    [InlineData(@"\{ ?\.\.\.", "spreading objects")]
    [InlineData(@"(?<!clients)\.(replaceAll|flatMap|flat|fromEntries|matchAll|at|replaceChildren|finally|allSettled)\(", "newer methods")]
    [InlineData(@"for await|this\.#", "asynchronous loops, private fields")]
    public async Task The_scripts_run_in_old_browsers(string pattern, string what)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);

        foreach (var path in new[] { Worker, await PathOfScript(host) })
        {
            Assert.False(Regex.IsMatch((await citizen.Open(path)).Text, pattern), $"{path} uses {what}.");
        }
    }

    private static async Task<string> PathOfScript(FormHost host)
    {
        using var citizen = new Citizen(host);
        return Regex.Match((await citizen.Open("/")).Text, "<script defer src=\"([^\"]+)\"").Groups[1].Value;
    }

    private static string VersionOf(string worker) => Regex.Match(worker, "version = \"([0-9a-f]+)\"").Groups[1].Value;
}
