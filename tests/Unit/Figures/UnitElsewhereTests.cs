using System.Net;
using System.Text.RegularExpressions;
using SipasSurvey.Domain;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.Figures;

public sealed partial class UnitElsewhereTests
{
    [Fact]
    public async Task From_every_province_the_choice_of_geography_leads_to_the_province_that_it_is_part_of_and_back_to_one_that_it_was_formed_from()
    {
        await using var host = await FiguresHost.Start(new ComputedFigures(A.Catalogue).Add("sipas-2024", "01", Channel.Paper, A.Answers(4)));

        foreach (var old in A.Vn63.Provinces)
        {
            var now = A.Vn34.Locate(A.Vn63, old.Code);
            Assert.Equal($"{now.Name.En}, SIPAS 2024", await Follow(host, $"sipas-2024/units/{old.Code}", $"/sipas-2024/units/{now.Code}?rule=score&channel=all&geography=vn34"));
        }

        foreach (var now in A.Vn34.Provinces)
        {
            var old = A.Vn63.Find(now.FormedFrom[0])!;
            Assert.Equal($"{old.Name.En}, SIPAS 2024", await Follow(host, $"sipas-2024/units/{now.Code}", $"/sipas-2024/units/{old.Code}?rule=score&channel=all&geography=vn63", "vn34"));
        }

        await Follow(host, "sipas-2024/units/nation", "/sipas-2024/units/nation?rule=score&channel=all&geography=vn34");
    }

    [Fact]
    public async Task From_every_province_the_choice_of_survey_leads_to_the_same_province_under_the_same_rule_and_channels()
    {
        await using var host = await FiguresHost.Start(new ComputedFigures(A.Catalogue).Add("sipas-2024", "01", Channel.Paper, A.Answers(4)));

        foreach (var old in A.Vn63.Provinces)
        {
            var now = A.Vn34.Locate(A.Vn63, old.Code);
            Assert.Equal($"{now.Name.En}, SIPAS 2026", await Follow(host, $"sipas-2024/units/{old.Code}", $"/sipas-2026/units/{now.Code}?rule=score&channel=all&geography=vn34"));
        }

        foreach (var now in A.Vn34.Provinces)
        {
            Assert.Equal($"{now.Name.En}, SIPAS 2024", await Follow(host, $"sipas-2026/units/{now.Code}", $"/sipas-2024/units/{now.Code}?rule=score&channel=all&geography=vn34", "vn34"));
        }

        await Follow(host, "sipas-2026/units/nation", "/sipas-2024/units/nation?rule=score&channel=all&geography=vn34", "vn34");
    }

    [Fact]
    public async Task A_province_that_was_formed_from_none_leads_to_the_overview()
    {
        var catalogue = TinyCatalogue.Load((name, text) => name != "geographies/new.json" ? text
            : text.Replace("]}]}", """]}, {"code": "99", "type": "province", "name": {"vi": "Mới", "en": "New"}, "formedFrom": []}]}""", StringComparison.Ordinal));
        await using var host = await FiguresHost.Start(FiguresHost.Tiny(catalogue));

        await Follow(host, "tiny-2024/units/99", "/tiny-2024?rule=score&channel=all&geography=old", "new");
    }

    // The title of the page that a choice of the first one leads to.
    private static async Task<string> Follow(FiguresHost host, string page, string to, string geography = "")
    {
        var from = await host.GetText($"/staff/dashboard/{page}?lang=en&rule=score&channel=all{(geography == "" ? "" : $"&geography={geography}")}");
        Assert.Contains($"href=\"/staff/dashboard{WebUtility.HtmlEncode(to)}\"", from[from.IndexOf("class=\"choices\"", StringComparison.Ordinal)..from.IndexOf("id=\"figures\"", StringComparison.Ordinal)],
            StringComparison.Ordinal);

        var reached = await host.Ministry.Page($"/staff/dashboard{to}&lang=en");

        Assert.Equal(HttpStatusCode.OK, reached.Status);
        return WebUtility.HtmlDecode(Heading().Match(reached.Text).Groups[1].Value);
    }

    [GeneratedRegex("<h1>(.*?)</h1>")]
    private static partial Regex Heading();
}
