using System.Net;
using System.Net.Http.Headers;

namespace SipasSurvey.UnitTests.Figures;

public sealed class FreshnessTests
{
    private const string List = "/api/v1/figures/tiny-2024";

    [Theory]
    [InlineData(List)]
    [InlineData(List + "?format=csv")]
    [InlineData(List + "?format=xlsx")]
    [InlineData(List + "/01")]
    [InlineData(List + "/nation")]
    public async Task What_the_client_has_is_not_read_again(string path)
    {
        await using var host = await FiguresHost.Start();
        var tag = await Tag(host, path);
        var reads = host.Store.Reads;

        using var answer = await Ask(host, path, tag);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Equal(tag, answer.Headers.ETag?.ToString());
        Assert.Equal("no-cache, private", answer.Headers.CacheControl?.ToString());
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(reads, host.Store.Reads);
    }

    [Theory]
    [InlineData("{0}", HttpStatusCode.NotModified)]
    [InlineData("W/{0}", HttpStatusCode.NotModified)]
    [InlineData("\"other\", W/\"more\", {0}", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"other\"", HttpStatusCode.OK)]
    [InlineData("\"other\", W/\"more\"", HttpStatusCode.OK)]
    [InlineData("no tag at all", HttpStatusCode.OK)]
    public async Task If_None_Match_is_read_as_the_standard_says(string header, HttpStatusCode status)
    {
        await using var host = await FiguresHost.Start();
        var tag = await Tag(host, List);

        using var answer = await Ask(host, List, header.Replace("{0}", tag, StringComparison.Ordinal));

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task The_same_figures_have_the_same_strong_tag_and_the_same_bytes()
    {
        await using var host = await FiguresHost.Start();
        await using var other = await FiguresHost.Start();

        foreach (var path in new[] { List, List + "?format=csv", List + "?format=xlsx", List + "/10", List + "/nation" })
        {
            Assert.Equal(await Tag(host, path), await Tag(other, path));
            Assert.StartsWith("\"", await Tag(host, path), StringComparison.Ordinal);
            var before = await host.Ministry.GetByteArrayAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(before, await other.Ministry.GetByteArrayAsync(new Uri(path, UriKind.Relative)));
        }
    }

    [Fact]
    public async Task What_is_asked_for_is_in_the_tag()
    {
        await using var host = await FiguresHost.Start();
        string[] paths =
        [
            List, List + "?format=csv", List + "?format=xlsx", List + "?geography=new", List + "?channel=official", List + "?channel=open",
            List + "/01", List + "/10", List + "/nation", List + "/nation?geography=new",
            List + "/01?channel=open", List + "/01?geography=new",
            "/api/v1/figures/tiny-2025", "/api/v1/figures/tiny-2025/01",
        ];

        var tags = await Task.WhenAll(paths.Select(path => Tag(host, path)));

        Assert.Equal(paths.Length, tags.Distinct().Count());
        // What is left out and what is written out are the same question.
        Assert.Equal(await Tag(host, List), await Tag(host, List + "?channel=all&geography=old&format=json"));
    }

    [Fact]
    public async Task The_state_of_the_figures_is_in_the_tag()
    {
        await using var host = await FiguresHost.Start();
        var version = host.Store.Version!;
        var tags = new HashSet<string> { await Tag(host, List) };

        host.Store.Version = version with { Version = version.Version + 1 };
        Assert.True(tags.Add(await Tag(host, List)));
        host.Store.Version = version with { AsOf = version.AsOf.AddTicks(1) };
        Assert.True(tags.Add(await Tag(host, List)));
        host.Store.Version = version with { Simulated = true };
        Assert.True(tags.Add(await Tag(host, List)));
        host.Store.Version = version;
        Assert.False(tags.Add(await Tag(host, List)));
    }

    [Theory]
    [InlineData("geographies/old.json", "Hà Nội", "Thủ đô Hà Nội")]
    [InlineData("geographies/old.json", "3 tỉnh cũ", "Ba tỉnh cũ")]
    [InlineData("questionnaires/tiny.json", "Chính sách", "Chính sách công")]
    [InlineData("questionnaires/tiny.json", "Tiêu chí 1", "Tiêu chí một")]
    [InlineData("surveys/tiny-2024.json", "Khảo sát 2024", "Khảo sát năm 2024")]
    [InlineData("surveys/tiny-2024.json", "satisfied", "score")]
    [InlineData("surveys/tiny-2024.json", "\"paper\", ", "")]
    public async Task The_names_beside_the_figures_are_in_the_tag(string file, string text, string edited)
    {
        await using var before = await FiguresHost.Start();
        await using var after = await FiguresHost.Start(FiguresHost.Tiny(TinyCatalogue.Load((name, content) =>
            name == file ? content.Replace(text, edited, StringComparison.Ordinal) : content)));

        Assert.NotEqual(await Tag(before, List), await Tag(after, List));
    }

    [Fact]
    public async Task Figures_that_change_between_the_two_looks_carry_the_tag_of_what_is_sent()
    {
        await using var host = await FiguresHost.Start();
        var newer = host.Store.Version! with { Version = 8 };
        host.Store.BeforeReading = () => host.Store.Version = newer;

        var sent = await Tag(host, List);

        host.Store.BeforeReading = null;
        Assert.Equal(await Tag(host, List), sent);
    }

    [Fact]
    public async Task A_wrong_question_is_wrong_whatever_the_client_has()
    {
        await using var host = await FiguresHost.Start();

        using var query = await Ask(host, List + "?channel=x", "*");
        using var province = await Ask(host, List + "/99", "*");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, query.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, province.StatusCode);
    }

    private static async Task<string> Tag(FiguresHost host, string path)
    {
        using var answer = await host.Get(path);
        return Assert.IsType<EntityTagHeaderValue>(answer.Headers.ETag).ToString();
    }

    private static async Task<HttpResponseMessage> Ask(FiguresHost host, string path, string ifNoneMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        Assert.True(request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch));
        return await host.Ministry.SendAsync(request);
    }
}
