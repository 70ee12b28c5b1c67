using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// The addresses under which a browser may reach this process: those that it listens on, loopback by any port (somebody forwards one), and the setting
/// <c>PublicAddress</c>. Sign-in codes are sent to these alone.
/// </summary>
internal sealed class OwnOrigins(IServer server, PublicOrigin origin)
{
    private IEnumerable<BindingAddress> Listening => server.Features.Get<IServerAddressesFeature>()!.Addresses.Select(BindingAddress.Parse);

    /// <summary>The origin by which a browser came.</summary>
    public Uri Of(HttpRequest request) => origin.Address ?? new Uri($"{request.Scheme}://{request.Host}/");

    /// <summary>Whether an address is on an origin of this process.</summary>
    public bool IsOwn(Uri address) =>
        address.UserInfo.Length == 0
        && ((origin.Address is not null && Uri.Compare(address, origin.Address, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0)
            || (address.Scheme == Uri.UriSchemeHttp && (address.IsLoopback || Listening.Any(it => Reaches(it, address)))));

    /// <summary>A connection to this process, whatever it listens on.</summary>
    public async ValueTask<Stream> Connect(CancellationToken cancellationToken)
    {
        var address = Listening.First();
        var socket = address.IsUnixPipe ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            EndPoint target = address.IsUnixPipe ? new UnixDomainSocketEndPoint(address.UnixPipePath)
                : IPAddress.TryParse(address.Host, out var ip) && !IsAny(ip) ? new IPEndPoint(ip, address.Port)
                : new DnsEndPoint("localhost", address.Port);
            await socket.ConnectAsync(target, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool Reaches(BindingAddress listening, Uri address)
    {
        if (listening.IsUnixPipe || listening.Port != address.Port)
        {
            return false;
        }

        if (IPAddress.TryParse(listening.Host, out var ip) && !IsAny(ip))
        {
            return IPAddress.TryParse(address.DnsSafeHost, out var asked) && asked.Equals(ip);
        }

        // It listens on every address of the machine; asked anew, as these change.
        return IPAddress.TryParse(address.DnsSafeHost, out var own)
            ? NetworkInterface.GetAllNetworkInterfaces().Any(network => network.GetIPProperties().UnicastAddresses.Any(it => it.Address.Equals(own)))
            : address.Host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase) || address.Host.Equals(listening.Host, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsAny(IPAddress ip) => ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any);
}
