using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SipasSurvey.Domain;

namespace SipasSurvey.Queue;

/// <summary>
/// Whose certificates a broker with TLS may show: those of the system's authorities, or of an authority of one's own alone. The host name is
/// always verified.
/// </summary>
internal sealed class BrokerTrust
{
    /// <summary>Name of the setting with the file of the own authority.</summary>
    public const string Setting = "Broker__CertificateAuthority";

    // The last: an authority of the same name with another key.
    private const X509ChainStatusFlags OtherAuthority =
        X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotSignatureValid;

    private readonly X509Certificate2Collection? _authorities;

    private BrokerTrust(X509Certificate2Collection? authorities) => _authorities = authorities;

    /// <summary>The authorities in a PEM file; the system's without one.</summary>
    /// <exception cref="DataFileException">The file is missing or has no certificate.</exception>
    public static BrokerTrust Of(string? file)
    {
        if (file is not { Length: > 0 })
        {
            return new BrokerTrust(null);
        }

        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new DataFileException($"Setting {Setting}", "", $"names {file}, which cannot be read: {fault.Message}");
        }

        return authorities.Count > 0
            ? new BrokerTrust(authorities)
            : throw new DataFileException($"Setting {Setting}", "", $"names {file}, which has no certificate; it must be a PEM file, with "
                + "lines like -----BEGIN CERTIFICATE-----");
    }

    /// <summary>Whether the certificate may be trusted. Never false, but an exception that says why not, as the framework's own does not.</summary>
    /// <exception cref="BrokerCertificateException">It may not.</exception>
    public bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var fault = certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? "It showed none"
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "It is for another host name"
            : _authorities is not null ? FindFault((X509Certificate2)certificate, chain, _authorities)
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? Why(chain)
            : null;
        return fault is null ? true : throw new BrokerCertificateException(fault);
    }

    private static string? FindFault(X509Certificate2 certificate, X509Chain? shown, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        // As of any certificate of a server (server authentication); the authority's lists of revoked ones are seldom to be had inside a data centre.
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // The broker may have sent certificates between its own and the authority's.
        chain.ChainPolicy.ExtraStore.AddRange(shown?.ChainPolicy.ExtraStore ?? []);
        return chain.Build(certificate) ? null : Why(chain);
    }

    private static string Why(X509Chain? chain)
    {
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, it) => all | it.Status) ?? X509ChainStatusFlags.PartialChain;
        return status.HasFlag(X509ChainStatusFlags.NotTimeValid) ? "It has expired, or is not valid yet"
            : (status & OtherAuthority) != 0 ? "It is of an authority that is not trusted here"
            : $"It is not in order ({status})";
    }
}

/// <summary>The broker's certificate may not be trusted; nothing was sent to it. The message is half a sentence that says why.</summary>
internal sealed class BrokerCertificateException(string message) : AuthenticationException(message);
