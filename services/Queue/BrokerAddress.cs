using RabbitMQ.Client;
using SipasSurvey.Domain;

namespace SipasSurvey.Queue;

/// <summary>Where the broker is: <c>amqp://user:password@host1:5672,host2:5672/vhost</c>, or <c>amqps</c> for TLS.</summary>
public sealed class BrokerAddress
{
    /// <summary>Name of the setting.</summary>
    public const string Setting = "ConnectionStrings__RabbitMq";

    // A node that does not answer is left for the next one before those who wait for it have lost patience.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    private BrokerAddress(IReadOnlyList<AmqpTcpEndpoint> nodes, string user, string password, string virtualHost, bool tls) =>
        (Nodes, User, Password, VirtualHost, Tls) = (nodes, user, password, virtualHost, tls);

    /// <summary>How often the broker says that it is alive; a connection is given up after two that did not come.</summary>
    public static TimeSpan Heartbeat { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The nodes of the broker, at least one.</summary>
    public IReadOnlyList<AmqpTcpEndpoint> Nodes { get; }

    /// <summary>User name.</summary>
    public string User { get; }

    /// <summary>Password; never logged.</summary>
    public string Password { get; }

    /// <summary>Virtual host.</summary>
    public string VirtualHost { get; }

    /// <summary>Whether connections use TLS.</summary>
    public bool Tls { get; }

    /// <summary>Reads the setting.</summary>
    /// <exception cref="DataFileException">It is missing or no such address; the message never holds the password.</exception>
    public static BrokerAddress Parse(string? setting)
    {
        const string Place = $"Setting {Setting}";
        if (string.IsNullOrWhiteSpace(setting))
        {
            throw new DataFileException(Place, "", "is missing; it is like amqp://user:password@host:5672/ and may name several hosts, with commas");
        }

        // A URI has one host; the first stands for all while the rest is read.
        var at = setting.LastIndexOf('@');
        var start = at >= 0 ? at + 1 : setting.IndexOf("//", StringComparison.Ordinal) + 2;
        var slash = setting.IndexOf('/', start);
        var hosts = (slash < 0 ? setting[start..] : setting[start..slash]).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (hosts.Length == 0
            || !Uri.TryCreate(setting[..start] + hosts[0] + (slash < 0 ? "" : setting[slash..]), UriKind.Absolute, out var uri)
            || uri.Scheme is not ("amqp" or "amqps"))
        {
            throw new DataFileException(Place, "", "is no broker address; it must be like amqp://user:password@host:5672/, or amqps for TLS");
        }

        var tls = uri.Scheme == "amqps";
        var userInfo = uri.UserInfo.Split(':', 2);
        var virtualHost = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        return new BrokerAddress(
            [.. hosts.Select(host => NodeOf(host, uri.Scheme, tls, Place))],
            userInfo[0].Length > 0 ? Uri.UnescapeDataString(userInfo[0]) : ConnectionFactory.DefaultUser,
            userInfo.Length > 1 ? Uri.UnescapeDataString(userInfo[1]) : ConnectionFactory.DefaultPass,
            virtualHost.Length > 0 ? virtualHost : ConnectionFactory.DefaultVHost,
            tls);
    }

    /// <summary>Connects to the first node that answers, in random order.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.BrokerUnreachableException">None does.</exception>
    public Task<IConnection> Connect(string process, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            UserName = User,
            Password = Password,
            VirtualHost = VirtualHost,
            // Who holds the connection makes a new one; what was on its way is then known to be undecided.
            AutomaticRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = ConnectTimeout,
            HandshakeContinuationTimeout = ConnectTimeout,
        };
        return factory.CreateConnectionAsync(Nodes, $"SIPAS {process}", cancellationToken);
    }

    private static AmqpTcpEndpoint NodeOf(string host, string scheme, bool tls, string place) =>
        Uri.TryCreate($"{scheme}://{host}/", UriKind.Absolute, out var uri)
            ? new AmqpTcpEndpoint(uri.Host, uri.IsDefaultPort || uri.Port < 0 ? AmqpTcpEndpoint.UseDefaultPort : uri.Port,
                new SslOption { Enabled = tls, ServerName = uri.Host })
            : throw new DataFileException(place, "", $"has the host '{host}', which must be like host or host:5672");
}
