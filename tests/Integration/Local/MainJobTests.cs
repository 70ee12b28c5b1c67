using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SipasSurvey.Domain;

namespace SipasSurvey.IntegrationTests.Local;

/// <summary>The main job, through the front door: responses in, satisfaction percentages out.</summary>
public sealed class MainJobTests : IAsyncLifetime
{
    private LocalProcess _local = null!;

    public async Task InitializeAsync() => _local = await LocalProcess.Start();

    public Task DisposeAsync() => _local.DisposeAsync().AsTask();

    [Fact]
    public async Task Three_responses_give_the_figures_of_a_hand_calculation()
    {
        // Everybody answers everything, so the mean over items of the share of people is the mean over people of the share of items.
        var random = new Random(2024);
        var people = Enumerable.Range(0, 3).Select(_ => A.Questionnaire.Items.ToDictionary(item => item.Code, _ => random.Next(1, 6))).ToList();
        foreach (var answers in people)
        {
            await Submit(A.Response(answers));
        }

        var figures = await _local.Await("api/v1/figures/sipas-2024", it => it["nation"]!["n"]!.GetValue<int>() == 3);
        var laoCai = figures["provinces"]![0]!;

        Assert.Equal(("10", "Lào Cai", 3, 1), (laoCai["province"]!.GetValue<string>(), laoCai["name"]!.GetValue<string>(),
            laoCai["n"]!.GetValue<int>(), laoCai["rank"]!.GetValue<int>()));
        foreach (var (code, prefix) in new[] { ("sipas", ""), ("policy", "P"), ("service", "S") })
        {
            var levels = people.Select(person => person.Where(it => it.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(it => it.Value).ToList()).ToList();
            AssertClose(levels.Average(person => 100.0 * person.Count(level => level >= 4) / person.Count), laoCai[code]!["satisfied"]);
            AssertClose(levels.Average(person => 20.0 * person.Average()), laoCai[code]!["score"]);
            AssertClose(laoCai[code]!["satisfied"]!.GetValue<double>(), figures["nation"]![code]!["satisfied"]);
        }
    }

    [Fact]
    public async Task Items_left_out_enter_no_denominator()
    {
        var all = A.Questionnaire.Items.ToDictionary(item => item.Code, _ => 5);
        await Submit(A.Response(all));
        await Submit(A.Response(new Dictionary<string, int> { ["P01"] = 2, ["S16"] = 3 }));

        await _local.Await("api/v1/figures/sipas-2024", it => it["nation"]!["n"]!.GetValue<int>() == 2);
        var indicators = (await _local.Get("api/v1/figures/sipas-2024/10"))["indicators"]!.AsArray()
            .ToDictionary(it => it!["code"]!.GetValue<string>(), it => it!);

        AssertClose(50, indicators["P01"]["satisfied"]);
        AssertClose((5 + 2) / 10.0 * 100, indicators["P01"]["score"]);
        Assert.Equal([0, 1, 0, 0, 1], indicators["P01"]["levels"]!.AsArray().Select(it => it!.GetValue<int>()));
        Assert.Equal((1, 2, 2), (indicators["P02"]["n"]!.GetValue<int>(), indicators["PA"]["n"]!.GetValue<int>(), indicators["sipas"]["n"]!.GetValue<int>()));
        AssertClose((50 + 100) / 2.0, indicators["PA"]["satisfied"]);
        // 37 items at 100 %, P01 and S16 at 50 %; and 37 at 100, P01 at 70 and S16 at 80.
        AssertClose((3700 + 100) / 39.0, indicators["sipas"]["satisfied"]);
        AssertClose((3700 + 70 + 80) / 39.0, indicators["sipas"]["score"]);
        Assert.Equal(A.Questionnaire.Indicators.Select(it => it.Code), indicators.Keys);
    }

    [Fact]
    public async Task A_response_sent_again_is_counted_once_and_keeps_its_receipt()
    {
        var id = Guid.NewGuid();
        var first = await Submit(A.Response(id, level: 5));
        var again = await Submit(A.Response(id, level: 5));
        var other = await Submit(A.Response(id, level: 1));

        Assert.Equal(first["receipt"]!.GetValue<string>(), again["receipt"]!.GetValue<string>());
        Assert.Equal(first["receipt"]!.GetValue<string>(), other["receipt"]!.GetValue<string>());
        var reconciliation = await _local.Get("api/v1/reconciliation/sipas-2024");
        Assert.Equal("""{"published":3,"counted":1,"duplicate":1,"conflict":1,"rejected":0,"withdrawn":0,"waiting":0}""", reconciliation.ToJsonString());
        var state = await _local.Http.GetFromJsonAsync<JsonNode>($"api/v1/responses/{id}");
        var today = VietnamTime.Day(DateTimeOffset.UtcNow).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal($$"""{"id":"{{id}}","state":"counted","conflict":true,"countedOn":"{{today}}"}""", state!.ToJsonString());
        var figures = await _local.Await("api/v1/figures/sipas-2024/10", it => it["n"]!.GetValue<int>() == 1);
        Assert.Equal(100, figures["indicators"]![0]!["satisfied"]!.GetValue<double>());
    }

    [Fact]
    public async Task Merged_provinces_are_computed_from_their_counts()
    {
        await Submit(A.Response(level: 5, province: A.LaoCai));
        await Submit(A.Response(level: 5, province: A.LaoCai));
        await Submit(A.Response(level: 1, province: A.YenBai));

        var merged = await _local.Await("api/v1/figures/sipas-2024/15?geography=vn34", it => it["n"]!.GetValue<int>() == 3);

        Assert.Equal("Lào Cai", merged["name"]!.GetValue<string>());
        AssertClose(200 / 3.0, merged["indicators"]!.AsArray()[^1]!["satisfied"]);
        Assert.Equal("Yên Bái", (await _local.Get("api/v1/figures/sipas-2024/15"))["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Figures_need_the_key_of_the_Ministry()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith("not-a-key"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusWith(_local.Key("surveyTeam")));
        Assert.Equal(HttpStatusCode.OK, await StatusWith(_local.Key("ministry")));

        async Task<HttpStatusCode> StatusWith(string? key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/figures/sipas-2024");
            request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
            using var response = await _local.Http.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_start_on_a_folder_that_was_stopped_keeps_keys_schedule_and_figures()
    {
        await Submit(A.Response());
        var key = _local.Key("ministry");
        Assert.Equal(0, await _local.Stop());

        await _local.Restart();

        Assert.Equal(key, _local.Key("ministry"));
        await _local.Await("api/v1/figures/sipas-2024", it => it["nation"]!["n"]!.GetValue<int>() == 1);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_local.Data, "access-keys.json")));
        }
    }

    [Fact]
    public async Task What_is_open_to_all_answers_without_a_key()
    {
        foreach (var path in new[] { "health/live", "health/ready", "metrics", "openapi/v1.json", "staff" })
        {
            using var head = new HttpRequestMessage(HttpMethod.Head, path);

            Assert.Equal((path, HttpStatusCode.OK), (path, (await _local.Http.GetAsync(path)).StatusCode));
            Assert.Equal((path, HttpStatusCode.OK), (path, (await _local.Http.SendAsync(head)).StatusCode));
        }
    }

    private async Task<JsonNode> Submit(JsonObject response)
    {
        using var answer = await _local.Http.PostAsJsonAsync("api/v1/responses", response);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static void AssertClose(double expected, JsonNode? actual) => Assert.Equal(expected, actual!.GetValue<double>(), 1e-9);
}
