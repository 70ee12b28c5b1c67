using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Network = System.Net.IPNetwork;

namespace SipasSurvey.Hosting.Door;

/// <summary>
/// The proxies before the process: from their addresses, and from no others, <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed. The host
/// name never is: what needs the public one has it from <see cref="PublicAddress"/>.
/// </summary>
internal static class Proxies
{
    public const string Setting = "Proxies";

    // The framework's own switch: it believes whoever comes.
    private const string TrustAll = "ForwardedHeaders_Enabled";

    private static readonly char[] Separators = [' ', ','];

    /// <exception cref="StartException">The setting is wrong, or everybody would be believed.</exception>
    public static void AddProxies(this IHostApplicationBuilder builder)
    {
        if (string.Equals(builder.Configuration[TrustAll], "true", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartException("ASPNETCORE_FORWARDEDHEADERS_ENABLED lets everybody say where they come from. Leave it out, and name your proxies in Proxies, like "
                + "Proxies='10.0.0.5 10.0.1.0/24'.");
        }

        var networks = Read(builder.Configuration[Setting]);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // Through as many of ours as there are, up to the first address that is none of them.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            networks.ForEach(options.KnownIPNetworks.Add);
        });
    }

    /// <summary>Puts the sender's address and scheme in the place of the proxy's. Does nothing without proxies.</summary>
    public static void UseProxies(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IConfiguration>()[Setting] is { } setting && Read(setting).Count > 0)
        {
            // Over a Unix socket nobody has an address, so nobody is one of the proxies.
            app.UseWhen(context => context.Connection.RemoteIpAddress is not null, it => it.UseForwardedHeaders());
        }
    }

    /// <exception cref="StartException">The setting is wrong.</exception>
    public static List<Network> Read(string? setting)
    {
        var networks = new List<Network>();
        foreach (var text in (setting ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            networks.Add(NetworkOf(text) ?? throw new StartException(
                $"Setting {Setting} has '{text}'; each must be an address or a network, like 10.0.0.5 or 10.0.1.0/24, with spaces or commas between."));
        }

        return networks;
    }

    // Not every text that the framework takes for an address is meant as one: 10.1 is 10.0.0.1 to it, and 10.0.0.5/24 the whole network.
    private static Network? NetworkOf(string text)
    {
        var parts = text.Split('/');
        if (!IPAddress.TryParse(parts[0], out var address) || !(parts[0].Contains(':', StringComparison.Ordinal) || parts[0].Count(it => it == '.') == 3))
        {
            return null;
        }

        return parts.Length == 1 ? new Network(address, address.GetAddressBytes().Length * 8)
            : Network.TryParse(text, out var network) && network.BaseAddress.Equals(address) ? network
            : null;
    }
}
