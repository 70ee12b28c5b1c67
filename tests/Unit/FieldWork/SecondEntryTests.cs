using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.FieldWork;

/// <summary>Second entry of sheets: comparing, and the page of agreement.</summary>
public sealed partial class SecondEntryTests : IAsyncLifetime
{
    private const string Page = $"/staff/second-entry?survey={FieldWorkSite.Survey}&province={FieldWorkSite.Province}";

    private readonly FieldWorkSite _site = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Cells_that_differ_are_told_with_both_values_and_only_their_columns_are_kept()
    {
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        await _site.Send(team, "một.csv", [_site.Row("1", "A-1"), _site.Row("2", "A-1"), _site.Row("3", "A-1")]);

        var same = await (await Compare(team, "1", "NV1", Cells())).MustBe(HttpStatusCode.OK);
        var other = await (await Compare(team, " 2 ", "NV2", Cells(("P07", "1"), ("S01", "9"), ("gender", "2")))).MustBe(HttpStatusCode.OK);

        Assert.Empty(same["differing"]!.AsArray());
        Assert.Equal(45, (int)other["compared"]!);
        Assert.Equal([("P07", "4", "1"), ("S01", "4", ""), ("gender", "male", "female")],
            other["differing"]!.AsArray().Select(it => ((string)it!["column"]!, (string)it["first"]!, (string)it["second"]!)));
        var kept = await _site.Part<SecondEntries>().List(FieldWorkSite.Survey, FieldWorkSite.Province, null, default);
        Assert.Equal([("NV2", "P07 S01 gender", "T1"), ("NV1", "", "T1")], kept.Select(it => (it.Typist, string.Join(' ', it.Differing), it.Team)));
        Assert.Matches("^[0-9a-f-]{36}: 3 of 45 cells differ.$", (await _site.Trail(AuditActions.CompareSheet))[0].Detail);

        var page = (await team.Page(Page)).Text;
        Assert.Contains("96,7 %", page[page.IndexOf("data-agreement", StringComparison.Ordinal)..].Plain()[..40], StringComparison.Ordinal);
        Assert.Equal(["T1", "2", "3", "96,7 %"], page.Row("data-of=\"T1\""));
        Assert.Equal(["NV2", "1", "3", "93,3 %"], page.Row("data-of=\"NV2\""));
        Assert.Equal(["P07 Thực hiện chính sách giáo dục phổ thông", "2", "1", "50,0 %"], page.Row("data-of=\"P07\""));
    }

    [Fact]
    public async Task Only_the_first_second_entry_of_a_sheet_counts_for_the_rate()
    {
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        await _site.Send(team, "một.csv", [_site.Row("1", "A-1")]);
        await (await Compare(team, "1", "NV1", Cells(("P07", "1")))).MustBe(HttpStatusCode.OK);
        await (await Compare(team, "1", "NV1", Cells())).MustBe(HttpStatusCode.OK);

        Assert.Equal(["NV1", "1", "1", "97,8 %"], (await team.Page(Page)).Text.Row("data-of=\"NV1\""));
    }

    [Fact]
    public async Task Another_team_and_another_province_are_refused_and_nothing_is_kept()
    {
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        var serial = (await _site.Print("A-1", 1)).Serials().Single().Text;
        await _site.Send(team, "một.csv", [_site.Row(serial, "A-1"), _site.Row("1", "A-1")]);
        using var other = await _site.As(StaffRoles.SurveyTeam, team: "T2");
        using var elsewhere = await _site.As(StaffRoles.Supervisor, "01");

        await (await Compare(other, serial, "", Cells())).MustBe(HttpStatusCode.Forbidden);
        await (await Compare(other, "1", "", Cells(), team: "T1")).MustBe(HttpStatusCode.Forbidden);
        await (await Compare(elsewhere, serial, "", Cells())).MustBe(HttpStatusCode.Forbidden);
        using var ministry = await _site.As(StaffRoles.MinistryAnalyst, null);
        Assert.Equal(HttpStatusCode.Forbidden, (await Compare(ministry, serial, "", Cells())).StatusCode);

        Assert.Empty(await _site.Part<SecondEntries>().List(FieldWorkSite.Survey, FieldWorkSite.Province, null, default));
        Assert.Empty(await _site.Trail(AuditActions.CompareSheet));
        Assert.Equal(HttpStatusCode.OK, (await ministry.Page(Page)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.Page(Page)).Status);
    }

    [Fact]
    public async Task Every_wrong_field_is_told_and_a_sheet_that_nobody_sent_or_that_does_not_count_is_not_compared()
    {
        using var team = await _site.As(StaffRoles.SurveyTeam);
        using var batch = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        await _site.Send(batch, "một.csv", [_site.Row("1", but: [.. _site.Questionnaire.Items.Select(it => (it.Code, ""))])]);

        var problem = await (await Compare(team, "1", "Nguyễn A", Cells(("P07", "6"), ("gender", "nam"), ("Q1", "1")))).MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["cells.P07", "cells.Q1", "cells.gender", "team", "typist"], problem["errors"]!.AsObject().Select(it => it.Key).Order(StringComparer.Ordinal));
        await (await Compare(team, "7", "", Cells(), team: "T1")).MustBe(HttpStatusCode.NotFound);
        await (await Compare(team, "1", "", Cells(), team: "T1")).MustBe(HttpStatusCode.Conflict);
        using var forged = JsonContent.Create(new { survey = FieldWorkSite.Survey });
        Assert.Equal(HttpStatusCode.BadRequest, (await team.PostAsync(new Uri("/staff/second-entry", UriKind.Relative), forged)).StatusCode);
    }

    [Fact]
    public async Task Printed_sheets_that_came_back_are_offered_for_typing_and_the_form_compares_without_a_script()
    {
        var serials = (await _site.Print("A-1", 6)).Serials().Select(it => it.Text).ToList();
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        await _site.Send(team, "một.csv", serials[..2].Select(it => _site.Row(it, "A-1")));

        var offered = Offered().Matches((await team.Page(Page)).Text).Select(it => it.Groups[1].Value);
        Assert.Equal(serials[..2], offered);

        var path = $"/staff/second-entry/sheet?survey={FieldWorkSite.Survey}&province=10&serial={serials[0]}";
        var fields = Cells(("P07", "1")).Select(it => ($"cell-{it.Key}", it.Value)).ToArray();
        (string, string)[] sheet = [("survey", FieldWorkSite.Survey), ("province", "10"), ("serial", serials[0]), ("team", ""), ("typist", "NV1")];
        var wrong = await team.Fill(path, "/staff/second-entry", [.. sheet, .. fields, ("cell-P01", "x")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("href=\"#cell-P01\"", wrong.Text, StringComparison.Ordinal);

        var done = await team.Fill(path, "/staff/second-entry", [.. sheet, .. fields]);
        Assert.Equal(["P07 Thực hiện chính sách giáo dục phổ thông", "4", "1"], done.Text.Row("data-column=\"P07\""));
        Assert.Equal(serials[1..2], Offered().Matches((await team.Page(Page)).Text).Select(it => it.Groups[1].Value));
    }

    [Fact]
    public async Task The_few_sheets_that_came_back_of_many_that_were_printed_are_all_found()
    {
        var runs = new List<string>();
        for (var run = 0; run < 5; run++)
        {
            runs.AddRange((await _site.Print("", 500)).Serials().Select(it => it.Text));
        }

        string[] back = [runs[3], runs[1_234], runs[2_499]];
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        await _site.Send(team, "ba.csv", back.Select(it => _site.Row(it)));

        Assert.Equal(back, Offered().Matches((await team.Page(Page)).Text).Select(it => it.Groups[1].Value));
    }

    private Dictionary<string, string> Cells(params (string Column, string Value)[] but)
    {
        var cells = _site.Questionnaire.Items.ToDictionary(it => it.Code, _ => "4");
        (cells["gender"], cells["cluster"]) = ("male", "A-1");
        foreach (var (column, value) in but)
        {
            cells[column] = value;
        }

        return cells;
    }

    private static async Task<HttpResponseMessage> Compare(HttpClient client, string serial, string typist, Dictionary<string, string> cells, string team = "")
    {
        var token = Token().Match((await client.Page("/staff/sessions")).Text).Groups[1].Value;
        var body = new JsonObject
        {
            ["survey"] = FieldWorkSite.Survey,
            ["province"] = FieldWorkSite.Province,
            ["team"] = team,
            ["serial"] = serial,
            ["typist"] = typist,
            ["at"] = 1,
            ["cells"] = new JsonObject(cells.Select(it => KeyValuePair.Create(it.Key, (JsonNode?)it.Value))),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/staff/second-entry") { Content = JsonContent.Create(body) };
        request.Headers.Add("form-token", token);
        request.Headers.Accept.ParseAdd("application/json");
        return await client.SendAsync(request);
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<li><a href=\"/staff/second-entry/sheet[^\"]*\">(SP[0-9]+)</a>")]
    private static partial Regex Offered();
}
