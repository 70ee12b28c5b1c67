using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace SipasSurvey.Hosting;

/// <summary>
/// Tries the addresses to listen on before the host does, which would log a stack trace first, name only some of what is wrong, and take a
/// host with a port that is no number for any host.
/// </summary>
internal static class ListenAddresses
{
    private const string Right = "It must be like http://127.0.0.1:8080.";

    /// <summary>A sentence about the first address that cannot be listened on, or null.</summary>
    public static string? FindFault(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (FaultOf(url) is { } fault)
            {
                return $"--urls: {url} {fault}";
            }
        }

        return null;
    }

    private static string? FaultOf(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return $"is no address. {Right}";
        }

        if (!address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
        {
            return "cannot be served: only http addresses are, like http://127.0.0.1:8080; TLS belongs to a proxy before it.";
        }

        if (address.IsUnixPipe || address.IsNamedPipe)
        {
            return null;
        }

        var isIp = IPAddress.TryParse(address.Host, out var ip);
        return (address.Host.Contains(':', StringComparison.Ordinal) && !isIp) || address.Port is < 0 or > IPEndPoint.MaxPort ? $"has no port from 0 to {IPEndPoint.MaxPort}. {Right}"
            : address.PathBase.Length > 0 ? $"has a path, which an address to listen on has not. {Right}"
            : address.Host == "localhost" ? (address.Port == 0 ? "needs a port: a free one is found for 127.0.0.1, not for localhost." : Try(IPAddress.Loopback, address.Port))
            : Try(ip ?? (Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any), address.Port);
    }

    // Bound and let go again. In the moment until the host binds it, another program may take it; then the host says so.
    private static string? Try(IPAddress ip, int port)
    {
        try
        {
            using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(ip, port));
            return null;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "is in use. Stop the other program, or choose another address.",
                SocketError.AddressNotAvailable => "is no address of this machine. Choose one that is, like http://127.0.0.1:8080.",
                SocketError.AccessDenied => "may not be listened on. Choose a port from 1024 on.",
                _ => $"cannot be listened on: {failure.Message}. Choose another address.",
            };
        }
    }
}
