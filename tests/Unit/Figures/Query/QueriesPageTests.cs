using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.Figures.Query;

public sealed partial class QueriesPageTests
{
    private const string Page = "/staff/dashboard/tiny-2024/queries";

    [Theory]
    [InlineData("", "?geography=old&channel=official&rule=satisfied&format=json")]
    [InlineData("?rule=score&channel=open&geography=new&province=15&indicator=sipas,P01", "?geography=new&channel=open&province=15&indicator=P01,sipas&rule=score&format=json")]
    [InlineData("?province=15&province=nation&by=", "?geography=old&channel=official&province=nation,15&rule=satisfied&format=json")]
    [InlineData("?channel=all&by=gender", "?geography=old&channel=official&by=gender&rule=satisfied&format=json")]
    [InlineData("?channel=all&by=channel", "?geography=old&by=channel&rule=satisfied&format=json")]
    public async Task The_address_is_that_of_what_is_chosen(string chosen, string query)
    {
        await using var host = await FiguresHost.Start();

        Assert.Equal($"{host.Anybody.BaseAddress!.GetLeftPart(UriPartial.Authority)}{ValuesTests.Path}{query}", Text(await host.GetText(Page + chosen), "address"));
    }

    [Theory]
    [InlineData("?lang=vi", "Lấy dữ liệu SIPAS 2024")]
    [InlineData("?lang=en", "Get the data of SIPAS 2024")]
    public async Task Every_file_and_manifest_that_it_leads_to_is_there_and_no_address_has_a_key(string language, string title)
    {
        await using var host = await FiguresHost.Start();

        var page = await host.GetText(Page + language + "&by=channel&indicator=P01");

        Assert.Contains($"<h1>{title}</h1>", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        var links = Link().Matches(page).Select(it => WebUtility.HtmlDecode(it.Groups[1].Value)).ToList();
        Assert.Equal(10, links.Count);
        foreach (var link in links)
        {
            using var answer = await host.Get(link);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("key", link, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("Authorization = \"Bearer \" & Key", Text(page, "excel"), StringComparison.Ordinal);
        Assert.Contains("Authorization = paste(\"Bearer\", Sys.getenv(\"SIPAS_KEY\"))", Text(page, "r"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?province=99", "nation, 01, 10, 15")]
    [InlineData("?indicator=P99", "P01, P02, S01")]
    [InlineData("?by=age", "gender, channel")]
    [InlineData("?other=1", "province, indicator, by")]
    public async Task A_wrong_choice_is_answered_with_what_is_allowed(string query, string allowed)
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get(Page + query);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(allowed, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("province=10,10")]
    [InlineData("province=10,")]
    [InlineData("province=")]
    [InlineData("province=10,99")]
    [InlineData("province=nation,01,10,15,nation")]
    [InlineData("indicator=P01,P01")]
    [InlineData("indicator=P01,,P02")]
    public async Task A_list_that_the_API_refuses_is_refused(string query)
    {
        await using var host = await FiguresHost.Start();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Get($"{ValuesTests.Path}?{query}")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Get($"{Page}?{query}")).StatusCode);
    }

    [Fact]
    public async Task A_member_that_is_repeated_thousands_of_times_is_refused_in_a_few_words()
    {
        await using var host = await FiguresHost.Start();

        var page = await host.Ministry.Page($"{Page}?lang=en&{string.Join('&', Enumerable.Repeat("indicator=P01", 4000))}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("The parameter indicator takes these values, each once: P01, P02, S01,", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("channel=all", "Tất cả các kênh; 4 phiếu")]
    [InlineData("channel=all&by=gender", "Kênh chính thức; 3 phiếu")]
    [InlineData("channel=open&by=gender", "Kênh chính thức; 3 phiếu")]
    [InlineData("channel=open&by=channel", "Tất cả các kênh; 4 phiếu")]
    public async Task The_facts_are_those_of_the_query(string query, string facts)
    {
        await using var host = await FiguresHost.Start();

        Assert.Contains($"Tỷ lệ hài lòng (mức 4 + 5); {facts}; ", WebUtility.HtmlDecode(await host.GetText($"{Page}?{query}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Units_stay_chosen_but_for_other_provinces_whose_codes_mean_something_else()
    {
        await using var host = await FiguresHost.Start();

        var page = WebUtility.HtmlDecode(await host.GetText($"{Page}?province=15&indicator=P01"));

        Assert.Contains("?rule=score&channel=official&geography=old&province=15&indicator=P01\"", page, StringComparison.Ordinal);
        Assert.Contains("?rule=satisfied&channel=official&geography=new&indicator=P01\"", page, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_Python_text_gets_the_values()
    {
        await using var host = await FiguresHost.Start();
        var text = Text(await host.GetText($"{Page}?lang=vi&province=01&indicator=P02,sipas"), "python");

        var start = new ProcessStartInfo("python3", ["-c", text]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SIPAS_KEY"] = host.Ministry.DefaultRequestHeaders.Authorization!.Parameter;
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using var python = Start(start);
        Skip.If(python is null, "There is no python3 here.");
        var (output, fault) = (python.StandardOutput.ReadToEndAsync(), python.StandardError.ReadToEndAsync());
        await python.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token);

        Assert.Equal((0, ""), (python.ExitCode, await fault));
        Assert.StartsWith("2 {'survey': 'tiny-2024', 'geography': 'old', 'channel': 'official'", await output, StringComparison.Ordinal);
        Assert.Contains("'unit': '01', 'name': 'Hà Nội'", await output, StringComparison.Ordinal);
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Text(string page, string name) =>
        WebUtility.HtmlDecode(Regex.Match(page, $"<pre class=\"copy\" id=\"text-{name}\">(.*?)</pre>", RegexOptions.Singleline).Groups[1].Value);

    [GeneratedRegex("href=\"(/api/v1/[^\"]+)\"")]
    private static partial Regex Link();
}
