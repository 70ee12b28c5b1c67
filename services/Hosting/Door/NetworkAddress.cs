using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SipasSurvey.Hosting.Door;

/// <summary>What is limited as one sender: an IPv4 address, or the /64 network of an IPv6 address, which is what one customer gets.</summary>
public static class NetworkAddress
{
    /// <summary>The sender of an address. No two have the same number: what begins like an IPv4 address is no IPv6 network that anybody is given.</summary>
    public static ulong SenderOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6)
        {
            address.TryWriteBytes(bytes, out var length);
            return BinaryPrimitives.ReadUInt32BigEndian(bytes[(length - sizeof(uint))..]);
        }

        address.TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    /// <summary>
    /// The network of an IPv6 address that one subscriber may have as a whole: its /48, of which 65,536 senders are. Null for IPv4, where nobody has networks to spare.
    /// </summary>
    public static ulong? NetworkOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6 ? SenderOf(address) & ~0xFFFFUL : null;

    /// <summary>Whether it is this machine: a loopback address, or no address, as over a Unix socket.</summary>
    public static bool IsThisMachine(IPAddress? address) =>
        address is null || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
