using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Intake;

/// <summary>
/// How many responses one sender may send in a minute. With an invitation it alone is counted: it counts once whatever is sent, and whole villages answer from one address. Else the
/// device first, which is what makes responses without end; then the address, generously, as one is that of a whole commune office.
/// </summary>
internal sealed class ResponseLimits(IOptions<LimitsOptions> options, TimeProvider clock, ILogger<ResponseLimits> log)
{
    private readonly MinuteCounts _devices = new(clock, MinuteCounts.ForDevices);
    private readonly AddressCounts _addresses = new(clock);

    /// <summary>
    /// Counts one response that is about to be sent. Null when it may be; otherwise after how many seconds it may be tried again: 429 with
    /// <c>Retry-After</c>, and nothing is lost.
    /// </summary>
    /// <param name="http">The request; on loopback nothing is limited, unless <c>Limits:Loopback</c> says so.</param>
    /// <param name="invitation">The valid invitation that came with it; null without one.</param>
    /// <param name="device">The name of the device, else what else names it; null when nothing does.</param>
    public int? Count(HttpContext http, string? invitation, string? device)
    {
        var address = http.Connection.RemoteIpAddress;
        if (!options.Value.Loopback && NetworkAddress.IsThisMachine(address))
        {
            return null;
        }

        if ((invitation ?? device) is { } name && _devices.Add(NumberOf(name)) > options.Value.ResponsesPerDevice)
        {
            return _devices.SecondsLeft;
        }

        if (invitation is not null || _addresses.IsWithin(address, options.Value.ResponsesPerAddress))
        {
            return null;
        }

        if (_addresses.IsNews())
        {
            log.LogWarning("Responses are refused with 429: one address sent more than {Limit} in a minute (Limits:ResponsesPerAddress). "
                + "If it is a proxy of yours, name it in Proxies.", options.Value.ResponsesPerAddress);
        }

        return _addresses.SecondsLeft;
    }

    // By a hash that nobody can make meet: the text is the sender's choice.
    private static ulong NumberOf(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
