using System.Net.Http.Headers;
using System.Text;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Forms as nobody should send them: each gets a clear answer, and nothing is left of it.</summary>
public sealed class BatchesFormTests
{
    private const string End = "--b--\r\n";

    private static readonly string Fields = Part("survey", "sipas-2024") + Part("province", "10") + Part("team", "t1");
    private static readonly string GoodFile = FilePart("a.csv", Sheets.Csv(2));

    /// <summary>Body of a form with the boundary <c>b</c>, and what it is answered with.</summary>
    public static TheoryData<string, string, int, string> Forms => new()
    {
        { "empty", "", 400, "/problems/broken-form" },
        { "no boundary in it", "hello", 400, "/problems/broken-form" },
        { "cut off in the file", Fields + GoodFile[..200], 400, "/problems/broken-form" },
        { "cut off in a head", Fields + "--b\r\nContent-Dispo", 400, "/problems/broken-form" },
        { "a line that is no header", Fields + "--b\r\nhello\r\n\r\nx\r\n" + End, 400, "/problems/broken-form" },
        { "a huge head", $"--b\r\nContent-Disposition: form-data; name=\"{new string('n', 20_000)}\"\r\n\r\nx\r\n" + End, 400, "/problems/broken-form" },
        { "many headers", "--b\r\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"X-{i}: 1\r\n")) + "\r\nx\r\n" + End, 400, "/problems/broken-form" },
        { "many parts", string.Concat(Enumerable.Range(0, 200).Select(i => Part($"f{i}", "x"))) + End, 400, "/problems/broken-form" },
        { "many of one", string.Concat(Enumerable.Range(0, 20).Select(_ => Part("survey", "sipas-2024"))) + End, 422, "/problems/invalid-batch" },
        { "two files", Fields + GoodFile + GoodFile + End, 422, "/problems/invalid-batch" },
        { "a long field", Part("survey", new string('s', 5_000)) + Part("province", "10") + GoodFile + End, 422, "/problems/invalid-batch" },
        { "no name", Fields + "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n" + GoodFile + End, 422, "/problems/invalid-batch" },
        { "no disposition", Fields + "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" + GoodFile + End, 422, "/problems/invalid-batch" },
        { "a file without a name", Fields + Part("file", Sheets.Csv(1)) + End, 422, "/problems/invalid-batch" },
        { "no file chosen", Fields + FilePart("", "") + End, 422, "/problems/invalid-batch" },
        { "nothing at all", "--b--\r\n", 422, "/problems/invalid-batch" },
        { "in capitals", Part("Survey", "sipas-2024") + Part("province", "10") + GoodFile + End, 422, "/problems/invalid-batch" },
        { "control characters in the survey", Part("survey", "sipas-2024\0") + Part("province", "10") + GoodFile + End, 422, "/problems/invalid-batch" },
        { "an item instead of a file", Fields + FilePart("a.csv", "hello") + End, 422, "/problems/unreadable-file" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_form_that_is_not_right_is_refused_with_what_would_be(string what, string body, int status, string type)
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();

        var answer = await team.Send(Content(body));

        Assert.True(status == answer.Status, $"{what}: {answer.Body}");
        answer.MustBe(status, type);
        Assert.Empty(host.UploadedFiles);
        Assert.Empty(host.Broker.Confirmed);
        Assert.DoesNotContain(host.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    [InlineData("multipart/mixed; boundary=b")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public async Task What_is_no_form_is_415(string? type)
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();

        (await team.Send(Content(Fields + GoodFile + End, type))).MustBe(415, "/problems/not-a-form");
    }

    [Fact]
    public async Task A_compressed_form_is_415()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        using var content = Content(Fields + GoodFile + End);
        content.Headers.ContentEncoding.Add("gzip");

        (await team.Send(content)).MustBe(415, "/problems/not-a-form");
    }

    [Theory]
    [InlineData("../../etc/passwd.csv", "passwd.csv")]
    [InlineData("C:\\\\Users\\\\an\\\\phiếu 1.csv", "phiếu 1.csv")]
    [InlineData("a\u202egnp.csv", "agnp.csv")]
    [InlineData("a\tb\u0007.csv", "ab.csv")]
    [InlineData("..", "..")]
    [InlineData("/", "?")]
    [InlineData("=1+1.csv", "=1+1.csv")]
    public async Task A_file_name_is_a_name_and_no_path(string given, string shown)
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();

        // The file before the fields is as good.
        var answer = await team.Send(Content(FilePart(given, Sheets.Csv(1)) + Fields + End));

        Assert.Equal((200, shown), (answer.Status, (string)answer.Body["fileName"]!));
        Assert.Equal(shown, (await host.Registry.Find(Guid.Parse((string)answer.Body["id"]!), default))!.Opening.FileName);
    }

    [Fact]
    public async Task A_file_of_exactly_the_largest_size_is_read_and_one_byte_more_is_413()
    {
        const int Largest = 200_000;
        await using var host = await BatchesHost.Start(("Batches:LargestFile", $"{Largest}"));
        using var team = await host.As();
        var csv = Sheets.Csv(100);
        var padded = csv + new string('\n', Largest - Encoding.UTF8.GetByteCount(csv));

        Assert.Equal(200, (await team.Send(Sheets.Form(padded))).Status);
        (await team.Send(Sheets.Form(padded + "\n"))).MustBe(413, "/problems/too-large");
        (await team.Send(Sheets.Form(padded + new string('\n', 1_000_000)))).MustBe(413, "/problems/too-large");

        Assert.Empty(host.UploadedFiles);
        Assert.Equal(100, host.Broker.Entries.Count);
    }

    [Fact]
    public async Task A_file_that_says_that_it_is_larger_is_refused_before_it_is_sent()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await using var raw = await RawRequest.Begin(host.Address, team, 200_000_000, more: "Expect: 100-continue\r\n");

        Assert.Equal(413, await raw.Status());
    }

    [Fact]
    public async Task Without_a_length_the_largest_size_holds_too()
    {
        await using var host = await BatchesHost.Start(("Batches:LargestFile", "100000"));
        using var team = await host.As();
        using var request = new HttpRequestMessage(HttpMethod.Post, Sheets.Path) { Content = Content(Fields + FilePart("a.csv", new string('x', 300_000)) + End) };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await team.SendAsync(request);

        (await Answer.Read(answer)).MustBe(413, "/problems/too-large");
    }

    [Fact]
    public async Task The_form_of_citizens_keeps_its_small_limit()
    {
        await using var host = await BatchesHost.Start();
        using var anybody = new HttpClient { BaseAddress = host.Address };

        (await anybody.Post(new string(' ', 70_000))).MustBe(413, "/problems/too-large");
        Assert.Equal(202, (await anybody.Post(Form.With(("survey", "\"sipas-2026\""), ("province", "\"15\"")))).Status);
    }

    private static ByteArrayContent Content(string body, string? type = "multipart/form-data; boundary=b")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static string Part(string name, string value) => $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";

    private static string FilePart(string name, string text) =>
        $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n";
}
