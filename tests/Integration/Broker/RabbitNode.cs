using System.Diagnostics;
using System.Globalization;
using RabbitMQ.Client;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>
/// A private RabbitMQ node on free ports, with a folder, a cookie and a port mapper of its own, so that it shares nothing with another
/// test run or with the broker of the machine. It can be killed, paused and started again on the same data.
/// </summary>
internal sealed class RabbitNode : IAsyncDisposable
{
    private const string Programs = "/usr/lib/rabbitmq/bin";

    // A node that starts may wait for another one that hangs.
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-rabbit-").FullName;
    private readonly Dictionary<string, string> _environment;
    private readonly Process? _portMapper;
    private readonly int _port = ServicePrograms.FreePort();
    private Process? _keeper;
    private int _group;

    // Nodes of one cluster share the cookie in the home folder, and the port mapper.
    private RabbitNode(RabbitNode? first, BrokerCertificates? tls)
    {
        if (!File.Exists($"{Programs}/rabbitmq-server"))
        {
            throw new InvalidOperationException("RabbitMQ is not installed; tests/run installs it.");
        }

        var mapper = first?._environment["ERL_EPMD_PORT"] ?? Text(ServicePrograms.FreePort());
        _environment = new()
        {
            ["HOME"] = first?._folder ?? _folder,
            ["ERL_EPMD_PORT"] = mapper,
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"sipas{Guid.NewGuid():N}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = Text(_port),
            ["RABBITMQ_DIST_PORT"] = Text(ServicePrograms.FreePort()),
            ["RABBITMQ_MNESIA_BASE"] = $"{_folder}/data",
            ["RABBITMQ_LOG_BASE"] = $"{_folder}/log",
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = $"{_folder}/plugins",
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_CONFIG_FILE"] = $"{_folder}/rabbitmq",
        };
        File.WriteAllText($"{_folder}/plugins", "[].");
        File.WriteAllText($"{_folder}/rabbitmq.conf", $"disk_free_limit.absolute = 50MB\n{(first is null ? "" : Join(first))}{(tls is null ? "" : Listen(tls))}");
        _portMapper = first is null ? KeptProgram.Start($"epmd -port {mapper} -address 127.0.0.1", _folder, _environment) : null;
    }

    /// <summary>Address for the setting of the services.</summary>
    public string Uri => $"amqp://guest:guest@{Host}/";

    /// <summary>Where it listens.</summary>
    public string Host => $"127.0.0.1:{Text(_port)}";

    /// <summary>What it printed.</summary>
    public string Output => File.Exists($"{_folder}/output") ? File.ReadAllText($"{_folder}/output") : "";

    /// <summary>Port with TLS, where it has one.</summary>
    public int TlsPort { get; } = ServicePrograms.FreePort();

    /// <summary>Starts a node of its own, or one more of the cluster of another, which must be disposed of after it.</summary>
    /// <param name="first">The other.</param>
    /// <param name="tls">Certificates for a port with TLS, besides the one without; null for none.</param>
    public static async Task<RabbitNode> Start(RabbitNode? first = null, BrokerCertificates? tls = null)
    {
        var node = new RabbitNode(first, tls);
        try
        {
            await node.Restart();
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the node on the data it has and waits until it takes connections.</summary>
    public async Task Restart()
    {
        _keeper = KeptProgram.Start($"{Programs}/rabbitmq-server", _folder, _environment);
        _group = int.Parse((await _keeper.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        for (var waited = Stopwatch.StartNew(); !await TakesConnections();)
        {
            Assert.True(waited.Elapsed < StartDeadline && !_keeper.HasExited, $"RabbitMQ did not start:\n{Output}");
            await Task.Delay(100);
        }
    }

    /// <summary>kill -9 of the node.</summary>
    public async Task Kill()
    {
        await Signal("KILL");
        await Ended();
    }

    /// <summary>An orderly stop.</summary>
    public async Task Stop()
    {
        await Signal("TERM");
        await Ended();
    }

    /// <summary>The node hangs: it holds its connections and does nothing.</summary>
    public Task Pause() => Signal("STOP");

    /// <summary>It goes on.</summary>
    public Task Resume() => Signal("CONT");

    /// <summary>Runs rabbitmqctl against the node; what it printed.</summary>
    public async Task<string> Ctl(params string[] arguments)
    {
        var start = new ProcessStartInfo($"{Programs}/rabbitmqctl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        KeptProgram.AddEnvironment(start, _environment);
        using var ctl = Process.Start(start)!;
        var errors = ctl.StandardError.ReadToEndAsync();
        var output = await ctl.StandardOutput.ReadToEndAsync();
        await ctl.WaitForExitAsync();
        Assert.True(ctl.ExitCode == 0, output + await errors);
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var keeper in new[] { _keeper, _portMapper })
        {
            if (keeper is not null)
            {
                keeper.StandardInput.Close();
                await keeper.WaitForExitAsync();
                keeper.Dispose();
            }
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    // At its very first start; to stop it again for rabbitmqctl join_cluster would take several times as long.
    private string Join(RabbitNode first) => $"""
        cluster_formation.peer_discovery_backend = classic_config
        cluster_formation.classic_config.nodes.1 = {first._environment["RABBITMQ_NODENAME"]}
        cluster_formation.classic_config.nodes.2 = {_environment["RABBITMQ_NODENAME"]}

        """;

    private string Listen(BrokerCertificates tls)
    {
        tls.Save(_folder);
        return $"""
            listeners.ssl.1 = 127.0.0.1:{Text(TlsPort)}
            ssl_options.cacertfile = {_folder}/{BrokerCertificates.Authority}
            ssl_options.certfile = {_folder}/{BrokerCertificates.Server}
            ssl_options.keyfile = {_folder}/{BrokerCertificates.ServerKey}
            ssl_options.verify = verify_none
            ssl_options.fail_if_no_peer_cert = false

            """;
    }

    private async Task<bool> TakesConnections()
    {
        try
        {
            await using var connection = await new ConnectionFactory { Uri = new Uri(Uri) }.CreateConnectionAsync();
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return false;
        }
    }

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} -{Text(_group)}"]);
        await kill.WaitForExitAsync();
    }

    private async Task Ended()
    {
        await _keeper!.WaitForExitAsync().WaitAsync(StartDeadline);
        _keeper.Dispose();
        _keeper = null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
