using System.Globalization;
using Microsoft.Extensions.Configuration;
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

    /// <summary>Reads <see cref="Setting"/> and <c>Broker__CertificateAuthority</c>.</summary>
    /// <exception cref="DataFileException">See <see cref="Parse"/>.</exception>
    public static BrokerAddress Of(IConfiguration settings) => Parse(settings.GetConnectionString("RabbitMq"), settings["Broker:CertificateAuthority"]);

    /// <summary>Reads the settings.</summary>
    /// <param name="setting">The address.</param>
    /// <param name="certificateAuthority">PEM file of the authority that made the broker's certificate; null for the system's authorities.</param>
    /// <exception cref="DataFileException">
    /// It is missing or no such address; the message holds nothing of it, as a part of the password may stand anywhere in a wrong one.
    /// </exception>
    public static BrokerAddress Parse(string? setting, string? certificateAuthority = null)
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
            || uri.Scheme is not ("amqp" or "amqps")
            || uri.Host.Length == 0)
        {
            throw new DataFileException(Place, "", "is no broker address; it must be like amqp://user:password@host:5672/, or amqps for TLS");
        }

        var tls = uri.Scheme == "amqps";
        if (certificateAuthority is { Length: > 0 } && !tls)
        {
            throw new DataFileException(Place, "", $"is an address without TLS beside {BrokerTrust.Setting}; it must begin with amqps://");
        }

        var trust = BrokerTrust.Of(certificateAuthority);
        var userInfo = uri.UserInfo.Split(':', 2);
        var virtualHost = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        return new BrokerAddress(
            [.. hosts.Select((host, index) => NodeOf(host, index, uri.Scheme, tls ? trust : null, Place))],
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

    // Each with its own name: every node of a cluster has a certificate of its own.
    private static AmqpTcpEndpoint NodeOf(string host, int index, string scheme, BrokerTrust? trust, string place) =>
        Uri.TryCreate($"{scheme}://{host}/", UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
            ? new AmqpTcpEndpoint(uri.Host, uri.IsDefaultPort || uri.Port < 0 ? AmqpTcpEndpoint.UseDefaultPort : uri.Port,
                trust is null ? new SslOption() : new SslOption { Enabled = true, ServerName = uri.Host, CertificateValidationCallback = trust.Verify })
            : throw new DataFileException(place, "", string.Create(CultureInfo.InvariantCulture,
                $"has a wrong host at place {index + 1}; each must be like host or host:5672"));
}
