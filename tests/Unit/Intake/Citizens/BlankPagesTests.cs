using System.IO.Compression;
using System.Net;

namespace SipasSurvey.UnitTests.Intake.Citizens;

/// <summary>Pages as they come without a draft: small, the same for everybody, so that a browser may keep them.</summary>
public sealed class BlankPagesTests
{
    private static readonly string[] Paths =
        ["/", "/en", .. A.Questionnaire.Elements.Select(it => $"/khao-sat/{it.Code}"), "/khao-sat/ong-ba", "/khao-sat/kiem-tra", "/khao-sat/da-gui", "/khao-sat/xoa", "/quyen-rieng-tu"];

    [Fact]
    public async Task A_blank_page_is_the_same_for_everybody_and_leaves_nothing_behind()
    {
        await using var host = await FormHost.Start();

        foreach (var path in Paths)
        {
            using var one = new Citizen(host);
            using var other = new Citizen(host);
            var first = await one.Open(path);
            host.Clock.Advance(TimeSpan.FromHours(1));
            var second = await other.Open(path);

            Assert.Equal((200, "none"), (first.Status, first.Body("draft")));
            Assert.Equal(first.Text, second.Text);
            Assert.False(first.Answer.Headers.Contains("Set-Cookie"), path);
            Assert.Equal("no-cache, private", first.Answer.Headers.CacheControl!.ToString());
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Every_page_travels_in_less_than_20_KB_and_the_first_with_its_style_in_less_than_60(string encoding)
    {
        await using var host = await FormHost.Start();
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Add("Accept-Encoding", encoding);

        foreach (var path in Paths)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            var body = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal(encoding, Assert.Single(answer.Content.Headers.ContentEncoding));
            Assert.Contains("Accept-Encoding", answer.Headers.Vary);
            Assert.True(body.Length < 20_000, $"{path}: {body.Length} bytes");
        }

        using var style = await client.GetAsync(new Uri(SipasSurvey.Pages.Asset.CitizenStyleSheet.Path, UriKind.Relative));
        var compressed = await style.Content.ReadAsByteArrayAsync();
        Assert.Equal(encoding, Assert.Single(style.Content.Headers.ContentEncoding));
        Assert.True(compressed.Length < 20_000, $"{compressed.Length} bytes");
        await using Stream plain = encoding == "br" ? new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress) : new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        Assert.Contains("--ink", await new StreamReader(plain).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_says_in_one_line_what_it_depends_on_and_nothing_to_scripts_that_it_has_not()
    {
        await using var host = await FormHost.Start();
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(["Cookie, Accept-Encoding"], answer.Headers.NonValidated["Vary"]);
        Assert.False(answer.Headers.Contains("blazor-enhanced-nav"));
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("br;q=0, gzip;q=0")]
    public async Task Who_takes_nothing_compressed_gets_it_plain(string accepted)
    {
        await using var host = await FormHost.Start();
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = host.Address };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var style = await client.GetAsync(new Uri(SipasSurvey.Pages.Asset.CitizenStyleSheet.Path, UriKind.Relative));

        Assert.Empty(style.Content.Headers.ContentEncoding);
        Assert.Contains("--ink", await style.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_goes_on_and_never_skips()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);

        foreach (var element in A.Questionnaire.Elements)
        {
            var text = (await citizen.Open($"/khao-sat/{element.Code}")).Text;
            // What Enter presses is the first button of the form.
            Assert.StartsWith("<button class=\"button\">Tiếp tục", text[text.IndexOf("<button", StringComparison.Ordinal)..], StringComparison.Ordinal);
        }
    }
}
