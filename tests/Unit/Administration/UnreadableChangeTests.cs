using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SipasSurvey.Staff.Access;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Administration;

/// <summary>Bodies of an administrator's changes that cannot be read; they are told as strictly as those of responses and of changes of batches.</summary>
public sealed class UnreadableChangeTests : IAsyncLifetime
{
    private const string Key = """{"name": "Nightly", "role": "auditor", "expiresAt": "2027-06-30T00:00:00+07:00"}""";
    private FiguresHost _host = null!;
    private HttpClient _administrator = null!;

    public async Task InitializeAsync()
    {
        _host = await FiguresHost.Start();
        _administrator = _host.As(StaffRoles.Administrator);
    }

    public async Task DisposeAsync()
    {
        // Whatever was sent here, none of it changed anything.
        Assert.Empty(await _host.Trail());
        _administrator.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("text/plain", null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("application/json; charset=iso-8859-1", null)]
    [InlineData("application/json", "gzip")]
    [InlineData("application/json", "br")]
    public async Task Anything_but_plain_json_in_utf8_is_415(string? contentType, string? encoding)
    {
        foreach (var (method, path) in new[] { (HttpMethod.Post, Requests.Keys), (HttpMethod.Put, $"{Requests.Schedule}/tiny-2024") })
        {
            var problem = await (await Send(method, path, Encoding.UTF8.GetBytes(Key), contentType, encoding)).MustBe(HttpStatusCode.UnsupportedMediaType);

            Assert.Equal("/problems/unsupported-media-type", (string)problem["type"]!);
            Assert.Contains(encoding is null ? "Content-Type: application/json" : "without Content-Encoding", (string)problem["detail"]!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{", "Line 1, byte 2:")]
    [InlineData("{\"name\": \"x\",\n \"role\": auditor}", "Line 2, byte 10:")]
    [InlineData("{\"name\": \"x\",}", "Line 1, byte 14:")]
    [InlineData("{} {}", "Line 1, byte 4:")]
    [InlineData("{/* comment */}", "Line 1, byte 2:")]
    [InlineData("\uFEFF{}", "byte order mark (EF BB BF)")]
    public async Task What_is_not_json_is_400_and_says_where(string body, string detail) =>
        Assert.Contains(detail, await DetailOf(Encoding.UTF8.GetBytes(body)), StringComparison.Ordinal);

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_400_and_say_where() =>
        Assert.Contains("not UTF-8 from byte 11", await DetailOf([.. "{\"name\": \""u8, 0xC3, 0x28, .. "\"}"u8]), StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_exactly_16_KB_is_read_and_one_byte_more_is_not(bool chunked)
    {
        var body = Encoding.UTF8.GetBytes("""{"name": 1}""".PadRight(16 * 1024));

        await (await Send(HttpMethod.Post, Requests.Keys, body, chunked: chunked)).MustBe(HttpStatusCode.UnprocessableEntity);
        var problem = await (await Send(HttpMethod.Post, Requests.Keys, [.. body, (byte)' '], chunked: chunked)).MustBe(HttpStatusCode.RequestEntityTooLarge);

        Assert.Equal(("/problems/too-large", "It may have at most 16384 bytes."), ((string)problem["type"]!, (string)problem["detail"]!));
    }

    [Theory]
    [InlineData("a\\u202eb", "a\\u202eb")]
    [InlineData("\\u2066\\ufeff", "\\u2066\\ufeff")]
    [InlineData("\\ud800", "\\ud800")]
    [InlineData("ti\\u00eau ch\\u00ed", "tiêu chí")]
    public async Task A_name_in_a_path_cannot_hide_or_reorder_text(string written, string shown) =>
        Assert.Contains(shown, (await Faults(Key.Replace("{\"name\"", $"{{\"{written}\": 1, \"name\"", StringComparison.Ordinal))).Select(it => it.Key));

    [Theory]
    [InlineData("{\"name\": \"\\ud800\", \"role\": \"auditor\", \"expiresAt\": \"2027-06-30T00:00:00Z\"}", "name")]
    [InlineData("{\"name\": \"x\", \"role\": \"auditor\", \"provinces\": [\"*\", \"\\ud800\"], \"expiresAt\": \"2027-06-30T00:00:00Z\"}", "provinces")]
    public async Task Half_of_a_surrogate_pair_is_no_text_and_told_at_its_path(string body, string path) =>
        Assert.Equal([path], (await Faults(body)).Select(it => it.Key));

    [Fact]
    public async Task Thousands_of_faults_are_told_in_part()
    {
        var faults = await Faults($"{{{string.Join(',', Enumerable.Range(0, 1_200).Select(i => $"\"x{i}\": 1"))}}}");

        Assert.InRange(faults.Count, 200, 210);
    }

    private async Task<JsonObject> Faults(string body) =>
        (await (await Send(HttpMethod.Post, Requests.Keys, Encoding.UTF8.GetBytes(body))).MustBe(HttpStatusCode.UnprocessableEntity))["errors"]!.AsObject();

    private async Task<string> DetailOf(byte[] body)
    {
        var problem = await (await Send(HttpMethod.Post, Requests.Keys, body)).MustBe(HttpStatusCode.BadRequest);
        Assert.Equal("/problems/not-json", (string)problem["type"]!);
        return (string)problem["detail"]!;
    }

    private async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, byte[] body, string? contentType = "application/json", string? encoding = null, bool chunked = false)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        return await _administrator.SendAsync(request);
    }
}
