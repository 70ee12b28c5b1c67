using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.IntegrationTests.Local;

namespace SipasSurvey.IntegrationTests.Hosting;

/// <summary>No log holds an answer, an id, a key, a token, a password, a network address or free text, whatever is sent and however it ends.</summary>
public sealed class LogTests : IDisposable
{
    private const string Address = "203.0.113.77";
    private const string Id = "0193a1b2-7c3d-7e4f-8a5b-00000000cafe";

    // What a log must not hold. They stand in what is sent below.
    private static readonly string[] Marks =
    [
        "marked", Address, Id, "P07", "S16", "eyJ", "Bearer ", "sipas_", "female",
    ];

    private static readonly string[] Read =
    [
        $"api/v1/responses/{Id}", "api/v1/figures/sipas-2024", "api/v1/figures/sipas-2024/marked?channel=marked", "marked?marked=marked", "staff?marked",
        "staff/figures/marked", "health/ready", "staff/signed-in?code=marked&state=marked",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-logs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Local_logs_nothing_of_what_it_is_sent()
    {
        await using var local = await LocalProcess.Start("--Proxies=127.0.0.1", "--SignIn:FailuresPerMinute=3", "--Limits:RequestsPerMinute=400");
        await SendEverything(local.Http, local.Key("ministry"));
        await SendTooMuch(local.Http);
        Assert.Equal(0, await local.Stop());

        HoldsNothing(local.Output, local.Key("ministry"), local.Key("surveyTeam"));
        Assert.Contains("SIPAS Survey is ready", local.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_do_the_processes_by_themselves_while_broker_and_database_are_away()
    {
        var keys = Path.Combine(_folder, "access-keys.json");
        await File.WriteAllTextAsync(keys, """{"surveyTeam": "marked-survey-team-key-of-a-test", "ministry": "marked-ministry-key-of-a-test-run"}""");
        var queue = ("ConnectionStrings__RabbitMq", $"amqp://sipas:marked-password@127.0.0.1:{ServicePrograms.FreePort()}/");
        var database = ("ConnectionStrings__SqlServer",
            $"Server=127.0.0.1,{ServicePrograms.FreePort()};Database=Sipas;User ID=sipas;Password=marked-password;Connect Timeout=1");
        var proxies = ("Proxies", "127.0.0.1");
        await using var intake = new ServiceProcess("SipasSurvey.Intake.dll", queue, proxies, ("Packs__Deadline", "00:00:00.5"));
        await using var aggregator = new ServiceProcess("SipasSurvey.Aggregator.dll", queue, database, proxies);
        await using var figures = new ServiceProcess("SipasSurvey.Figures.dll", database, proxies, ("AccessKeys", keys),
            ("ConnectionStrings__Staff", $"Data Source={_folder}/staff.db"), ("DataProtectionKeys", $"{_folder}/protection-keys"));
        foreach (var process in new[] { intake, aggregator, figures })
        {
            await process.StartLive();
            await SendEverything(process.Http, "marked-ministry-key-of-a-test-run");
            var readiness = await Deployment.Readiness(process);
            await process.Stop();

            HoldsNothing(process.Output);
            HoldsNothing(readiness);
        }

        Assert.Contains("The broker cannot be reached", intake.Output, StringComparison.Ordinal);
    }

    private static void HoldsNothing(string output, params string[] more) =>
        Assert.All(Marks.Concat(more), mark => Assert.DoesNotContain(mark, output, StringComparison.OrdinalIgnoreCase));

    private static async Task SendEverything(HttpClient http, string key)
    {
        var response = A.Response(Guid.Parse(Id));
        (response["cluster"], response["respondent"]) = ("marked-village", new System.Text.Json.Nodes.JsonObject { ["gender"] = "female" });
        var whole = response.ToJsonString();
        var wrong = whole.Replace("\"P07\":4", "\"P07\":\"marked\"", StringComparison.Ordinal);
        foreach (var body in new[] { whole, whole, whole[..^9] + "marked", wrong, "", new string('x', 70_000) + "marked" })
        {
            await Send(http, HttpMethod.Post, "api/v1/responses", body, "application/json");
        }

        await Send(http, HttpMethod.Post, "api/v1/responses", whole, "text/marked");
        await SendHalf(http.BaseAddress!, whole);
        string?[] credentials = [null, key, "marked-wrong-key", $"sipas_marked{new string('k', 37)}", "eyJmarked.eyJmarked.marked"];
        await Task.WhenAll(Read.SelectMany(path => credentials.Select(credential => Send(http, HttpMethod.Get, path, credential: credential))));
        foreach (var path in new[] { "staff/sign-out", "staff/sign-in", "account/sign-in", "connect/token", "staff/keys" })
        {
            await Send(http, HttpMethod.Post, path, "password=marked&user=marked&form-token=marked&grant_type=marked&code=marked", "application/x-www-form-urlencoded");
        }
    }

    private static async Task SendTooMuch(HttpClient http)
    {
        for (var i = 0; i < 500; i++)
        {
            await Send(http, HttpMethod.Get, "api/v1/figures/marked", credential: "marked-wrong-key");
        }
    }

    private static async Task Send(HttpClient http, HttpMethod method, string path, string? body = null, string? type = null, string? credential = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8) };
        if (type is not null)
        {
            request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        request.Headers.Authorization = credential is null ? null : new AuthenticationHeaderValue("Bearer", credential);
        request.Headers.Add("X-Forwarded-For", Address);
        request.Headers.Add("Cookie", "sipas-staff=marked; sipas-form=marked; __Host-sipas-staff=marked");
        request.Headers.UserAgent.ParseAdd("marked/1.0");
        try
        {
            using var answer = await http.SendAsync(request);
        }
        catch (HttpRequestException) when (body is { Length: > 64 * 1024 })
        {
            // Where nobody reads the body, the connection is closed while it is still being sent.
        }
    }

    // A phone that loses its network in the middle.
    private static async Task SendHalf(Uri address, string body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var half = $"POST /api/v1/responses HTTP/1.1\r\nHost: {address.Authority}\r\nX-Forwarded-For: {Address}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body[..(body.Length / 2)]}";
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(half));
    }
}
