using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>The broker by TLS: its certificate and its host name are verified on both connections, and nothing is said to a broker that is not the right one.</summary>
public sealed class BrokerTlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-tls-").FullName;
    private readonly BrokerCertificates _right = new(IPAddress.Loopback, "localhost");

    public BrokerTlsTests() => _right.Save(_folder);

    private string OwnAuthority => Path.Combine(_folder, BrokerCertificates.Authority);

    public void Dispose()
    {
        _right.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task With_the_right_authority_responses_go_all_the_way()
    {
        await using var node = await RabbitNode.Start(tls: _right);
        // Two names of one node, as of a cluster: each is verified as itself.
        var queue = Queue($"localhost:{node.TlsPort},127.0.0.1:{node.TlsPort}");
        await using var intake = new ServiceProcess("SipasSurvey.Intake.dll", queue, ("Broker__CertificateAuthority", OwnAuthority));
        await using var aggregator = new ServiceProcess("SipasSurvey.Aggregator.dll", queue, ("Broker__CertificateAuthority", OwnAuthority), Database);
        await intake.Start();
        await aggregator.Start();

        using var answer = await intake.Http.PostAsync("api/v1/responses", new StringContent(A.Response().ToJsonString(), Encoding.UTF8, "application/json"));

        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, intake.Output);
        await Deployment.Until(async () => await aggregator.Metric("sipas_entries_stored_total") >= 1, () => Task.FromResult(aggregator.Output));
        await Deployment.IsHealthy(aggregator);
        await Deployment.IsHealthy(intake);
        Assert.DoesNotContain("false", await node.Ctl("list_connections", "ssl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_is_not_trusted_and_another_host_name_are_told_apart_and_nothing_is_taken()
    {
        using var other = new BrokerCertificates(null, "broker.example");
        await using var node = await RabbitNode.Start(tls: other);
        var otherFolder = Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName;
        other.Save(otherFolder);
        var queue = Queue($"127.0.0.1:{node.TlsPort}");
        var otherAuthority = ("Broker__CertificateAuthority", Path.Combine(otherFolder, BrokerCertificates.Authority));
        await using var wrongName = new ServiceProcess("SipasSurvey.Aggregator.dll", queue, otherAuthority, Database);
        await wrongName.Start();
        await Deployment.Complains(wrongName, "broker", "It is for another host name");

        await using var rightName = await RabbitNode.Start(tls: _right);
        queue = Queue($"127.0.0.1:{rightName.TlsPort}");
        await using var wrongAuthority = new ServiceProcess("SipasSurvey.Aggregator.dll", queue, otherAuthority, Database);
        await using var systems = new ServiceProcess("SipasSurvey.Intake.dll", queue);
        await wrongAuthority.Start();
        await systems.Start();
        await Deployment.Complains(wrongAuthority, "broker", "of an authority that is not trusted here");
        await Deployment.Complains(systems, "broker", "of an authority that is not trusted here");

        // Nobody logged in, on neither connection.
        Assert.DoesNotContain("guest", await node.Ctl("list_connections", "user"), StringComparison.Ordinal);
        Assert.DoesNotContain("guest", await rightName.Ctl("list_connections", "user"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_a_port_without_TLS_nothing_is_sent_in_the_clear()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var heard = Listen(listener);
        await using var intake = new ServiceProcess("SipasSurvey.Intake.dll", Queue(listener.LocalEndpoint.ToString()!));
        await intake.Start();

        await Deployment.Complains(intake, "broker", "do not agree on TLS");
        // The first byte of a TLS handshake, instead of the letters AMQP.
        Assert.Equal(0x16, await heard);
    }

    [Theory]
    [InlineData("amqp://127.0.0.1/", "/dev/null", "it must begin with amqps://")]
    [InlineData("amqps://127.0.0.1/", "/dev/null", "which has no certificate")]
    [InlineData("amqps://127.0.0.1/", "/nowhere/ca.pem", "which cannot be read")]
    public async Task A_wrong_setting_ends_with_one_line_and_exit_code_2(string address, string authority, string sentence)
    {
        await using var intake = new ServiceProcess("SipasSurvey.Intake.dll", ("ConnectionStrings__RabbitMq", address), ("Broker__CertificateAuthority", authority));

        var (exitCode, output) = await intake.RunToEnd("--urls", "http://127.0.0.1:0");

        Assert.Equal(2, exitCode);
        Assert.Contains(sentence, Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private (string, string) Database => ("ConnectionStrings__Sqlite", $"Data Source={_folder}/sipas.db");

    private static (string, string) Queue(string hosts) => ("ConnectionStrings__RabbitMq", $"amqps://guest:guest@{hosts}/");

    private static async Task<int> Listen(TcpListener listener)
    {
        var first = -1;
        for (var i = 0; i < 3; i++)
        {
            using var client = await listener.AcceptTcpClientAsync();
            var bytes = new byte[1];
            await client.GetStream().ReadExactlyAsync(bytes);
            first = first is -1 or 0x16 ? bytes[0] : first;
            await client.GetStream().WriteAsync("AMQP\0\0\x9\x1"u8.ToArray());
        }

        return first;
    }
}
