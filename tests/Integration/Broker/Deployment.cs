using System.Data.Common;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using RabbitMQ.Client;
using SipasSurvey.Queue;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>The service as processes of its own around a broker: Intakes, Aggregators, one Figures, one database.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly List<ServiceProcess> _others = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-deployment-").FullName;
    private readonly string? _sqlServer;

    private Deployment(
        IReadOnlyList<RabbitNode> nodes, int intakes, int aggregators, string? sqlServer, (string Name, string Value)[] intakeSettings)
    {
        Nodes = nodes;
        _sqlServer = sqlServer;
        var queue = ("ConnectionStrings__RabbitMq", $"amqp://guest:guest@{string.Join(',', nodes.Select(node => node.Host))}/");
        var database = sqlServer is null
            ? ("ConnectionStrings__Sqlite", $"Data Source={Database}")
            : ("ConnectionStrings__SqlServer", sqlServer);
        AccessKeys.CreateFile(Keys);
        Intakes = [.. Enumerable.Range(0, intakes).Select(_ => new ServiceProcess("SipasSurvey.Intake.dll", [queue, .. intakeSettings]))];
        Aggregators = [.. Enumerable.Range(0, aggregators).Select(_ => new ServiceProcess("SipasSurvey.Aggregator.dll", queue, database))];
        Figures = new ServiceProcess("SipasSurvey.Figures.dll", database, ("AccessKeys", Keys), ("ConnectionStrings__Staff", $"Data Source={_folder}/staff.db"));
        Upkeep = new ServiceProcess("SipasSurvey.Aggregator.dll", queue, database);
    }

    /// <summary>The nodes of the broker.</summary>
    public IReadOnlyList<RabbitNode> Nodes { get; }

    /// <summary>The broker, or the first node of its cluster.</summary>
    public RabbitNode Broker => Nodes[0];

    public ServiceProcess[] Intakes { get; }

    public ServiceProcess[] Aggregators { get; }

    public ServiceProcess Figures { get; }

    public ServiceProcess Upkeep { get; }

    /// <summary>Path of the database, where it is SQLite.</summary>
    public string Database => $"{_folder}/sipas.db";

    /// <summary>All that run, in the order in which they start.</summary>
    public IEnumerable<ServiceProcess> All => [.. Intakes, .. Aggregators, Figures];

    private string Keys => $"{_folder}/access-keys.json";

    /// <summary>One more Aggregator, or an operator's command of it, that logs in as somebody else; to be started by the test.</summary>
    public ServiceProcess AggregatorOf(string userAndPassword, params (string Name, string Value)[] settings)
    {
        var process = new ServiceProcess("SipasSurvey.Aggregator.dll", [("ConnectionStrings__RabbitMq", $"amqp://{userAndPassword}@{Broker.Host}/"),
            ("ConnectionStrings__Sqlite", $"Data Source={Database}"), .. settings]);
        _others.Add(process);
        return process;
    }

    /// <summary>
    /// Starts a broker and all processes; Intake first, so that the queue has to be made by whoever comes first. The database is SQLite, or
    /// the one of a connection string; when that is <paramref name="away"/>, those who need it are not waited for. The programs are those of this
    /// build, or those that <paramref name="programs"/> has in their place.
    /// </summary>
    public static async Task<Deployment> Start(int intakes = 1, int aggregators = 1, int nodes = 1, string? sqlServer = null, bool away = false,
        Func<string, string>? programs = null, params (string Name, string Value)[] intakeSettings)
    {
        var broker = new List<RabbitNode> { await RabbitNode.Start() };
        broker.AddRange(await Task.WhenAll(Enumerable.Range(1, nodes - 1).Select(_ => RabbitNode.Start(broker[0]))));
        // A node that did not find the others would be a broker of its own.
        Assert.True(nodes == 1 || (await broker[0].Ctl("eval", "length(rabbit_nodes:all_running()).")).Trim() == $"{nodes}", "The nodes are no cluster.");

        var deployment = new Deployment(broker, intakes, aggregators, sqlServer, intakeSettings);
        foreach (var process in deployment.All)
        {
            process.Program = programs?.Invoke(process.Program) ?? process.Program;
        }

        try
        {
            if (aggregators == 0)
            {
                // Figures waits for the database, which nobody else makes here.
                await deployment.Upkeep.RunToEnd("migrate");
            }

            foreach (var process in deployment.All)
            {
                await (away && !deployment.Intakes.Contains(process) ? process.StartLive() : process.Start());
            }

            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    /// <summary>A JSON answer of Figures to the Ministry.</summary>
    public async Task<JsonNode> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var key = ServicePrograms.Secret(JsonNode.Parse(await File.ReadAllTextAsync(Keys))!["ministry"]!.GetValue<string>());
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await Figures.Http.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>Waits until so many responses are counted and none is on its way, and the figures say the same; the reconciliation.</summary>
    public async Task<JsonNode> Counted(int responses)
    {
        await Until(async () => (await Get($"api/v1/reconciliation/{A.Survey}")) is var now
            && (int?)now["counted"] == responses && (int?)now["waiting"] == 0, async () => (await Get($"api/v1/reconciliation/{A.Survey}")).ToJsonString());
        await Until(async () => (int?)(await Get($"api/v1/figures/{A.Survey}"))["nation"]?["n"] == responses);
        return await Get($"api/v1/reconciliation/{A.Survey}");
    }

    /// <summary>What a process says of its readiness, be it ready or not.</summary>
    public static async Task<string> Readiness(ServiceProcess process)
    {
        using var answer = await process.Http.GetAsync("health/ready");
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>What one check of a process's readiness says to do; null while it is healthy.</summary>
    public static async Task<string?> Complaint(ServiceProcess process, string check)
    {
        var found = JsonNode.Parse(await Readiness(process))!["checks"]![check]!;
        return (string)found["status"]! == "Healthy" ? null : (string)found["description"]!;
    }

    /// <summary>Waits until a check of a process's readiness complains in these words.</summary>
    public static Task Complains(ServiceProcess process, string check, string words) => Until(
        async () => (await Complaint(process, check))?.Contains(words, StringComparison.Ordinal) ?? false,
        async () => $"{await Readiness(process)}\n{process.Output}");

    /// <summary>Waits until a process is ready, with nothing to complain of.</summary>
    public static Task IsHealthy(ServiceProcess process) => Until(
        async () => (await Readiness(process)).StartsWith("{\"status\":\"Healthy\"", StringComparison.Ordinal),
        async () => $"{await Readiness(process)}\n{process.Output}");

    /// <summary><c>verify</c> finds nothing.</summary>
    public async Task VerifyIsClean()
    {
        var (exitCode, output) = await Upkeep.RunToEnd("verify");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>A bare connection to the database; SQLite waits half a minute for whoever writes.</summary>
    public DbConnection ConnectDatabase() => _sqlServer is null ? new SqliteConnection($"Data Source={Database};Pooling=False") : new SqlConnection(_sqlServer);

    /// <summary>A bare connection to the broker.</summary>
    public Task<IConnection> Connect() => new ConnectionFactory { Uri = new Uri(Broker.Uri) }.CreateConnectionAsync();

    /// <summary>Publishes a pack as it is.</summary>
    public static async Task Publish(IChannel channel, byte[] pack) => await channel.BasicPublishAsync("", QueueTopology.Name, pack);

    /// <summary>Waits until the figures are those of so many responses.</summary>
    public Task FiguresOf(int responses) => Until(
        async () => (int?)(await Get($"api/v1/figures/{A.Survey}"))["nation"]?["n"] == responses,
        async () => string.Join('\n', Aggregators.Select(aggregator => aggregator.Output)));

    /// <summary>Waits until it is so, for a minute and a half unless it may take longer.</summary>
    public static async Task Until(Func<Task<bool>> isSo, Func<Task<string>>? otherwise = null, TimeSpan? atMost = null)
    {
        var deadline = atMost ?? TimeSpan.FromSeconds(90);
        for (var waited = Stopwatch.StartNew(); !await isSo();)
        {
            if (waited.Elapsed > deadline)
            {
                Assert.Fail($"It did not come to pass. {(otherwise is null ? "" : await otherwise())}");
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in All.Concat(_others).Append(Upkeep))
        {
            await process.DisposeAsync();
        }

        foreach (var node in Nodes.Reverse())
        {
            await node.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
