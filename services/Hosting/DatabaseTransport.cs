using System.Data.Common;
using System.Net;
using Microsoft.Extensions.Configuration;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Hosting;

/// <summary>
/// Connections to a database server are encrypted and its certificate is verified, unless it is on this machine or the operator says that it
/// need not be.
/// </summary>
public static class DatabaseTransport
{
    private const string AllowInsecure = "AllowInsecureDatabase";

    private static readonly string[] Server = ["Data Source", "Server", "Address", "Addr", "Network Address"];
    private static readonly string[] Trust = ["TrustServerCertificate", "Trust Server Certificate"];
    private static readonly string[] Local = [".", "(local)", "localhost"];

    /// <summary>Looks at every connection string.</summary>
    /// <exception cref="StartException">One would let answers or passwords travel in the clear, or to a server that is not known to be the right one.</exception>
    public static void Check(IConfiguration settings)
    {
        if (string.Equals(settings[AllowInsecure], "true", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        foreach (var connection in settings.GetSection("ConnectionStrings").GetChildren())
        {
            if (connection.Value is { Length: > 0 } text && FaultOf(text) is { } fault)
            {
                throw new StartException($"Setting ConnectionStrings__{connection.Key} has {fault} for a server that is not on this machine. "
                    + "Leave it out: connections are then encrypted, and the server's certificate is verified. "
                    + $" Where the network is safe by other means, set {AllowInsecure}=true.");
            }
        }
    }

    private static string? FaultOf(string connection)
    {
        DbConnectionStringBuilder parts;
        try
        {
            parts = new DbConnectionStringBuilder { ConnectionString = connection };
        }
        catch (ArgumentException)
        {
            // An address of another kind, or a fault that whoever opens it tells.
            return null;
        }

        return Value(parts, Server) is not { } server || IsThisMachine(server) ? null
            : Value(parts, ["Encrypt"]) is { } encrypt && encrypt.ToUpperInvariant() is "FALSE" or "NO" or "OPTIONAL" ? $"Encrypt={encrypt}"
            : Value(parts, Trust) is { } trust && trust.ToUpperInvariant() is "TRUE" or "YES" ? $"TrustServerCertificate={trust}"
            : null;
    }

    // Like tcp:host\instance,port. A file of SQLite has none of the other words, so it is no matter what is taken for its host.
    private static bool IsThisMachine(string server)
    {
        var host = server[(server.IndexOf(':', StringComparison.Ordinal) is > 0 and < 4 and var colon ? colon + 1 : 0)..].Split(',', '\\')[0].Trim();
        return Local.Contains(host, StringComparer.OrdinalIgnoreCase)
            || string.Equals(host, Environment.MachineName, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && NetworkAddress.IsThisMachine(address));
    }

    private static string? Value(DbConnectionStringBuilder parts, string[] names) =>
        names.Select(name => parts.TryGetValue(name, out var value) ? value as string : null).FirstOrDefault(value => value is not null);
}
