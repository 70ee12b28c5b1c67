using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>An authority of the test's own, and a certificate that it made for a broker.</summary>
internal sealed class BrokerCertificates : IDisposable
{
    public const string Authority = "authority.pem";
    public const string Server = "server.pem";
    public const string ServerKey = "server-key.pem";

    private readonly RSA _authorityKey = RSA.Create(2048);
    private readonly RSA _serverKey = RSA.Create(2048);
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _server;

    /// <param name="names">Host names that the certificate is for, besides <paramref name="address"/>.</param>
    /// <param name="address">Address that it is for; null for none.</param>
    public BrokerCertificates(IPAddress? address, params string[] names)
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        var authority = new CertificateRequest("CN=SIPAS test authority", _authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _authority = authority.CreateSelfSigned(from, to);

        var server = new CertificateRequest("CN=broker", _serverKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var alternatives = new SubjectAlternativeNameBuilder();
        Array.ForEach(names, alternatives.AddDnsName);
        if (address is not null)
        {
            alternatives.AddIpAddress(address);
        }

        server.CertificateExtensions.Add(alternatives.Build());
        server.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        _server = server.Create(_authority, from.AddMinutes(1), to.AddMinutes(-1), RandomNumberGenerator.GetBytes(8));
    }

    public void Save(string folder)
    {
        File.WriteAllText(Path.Combine(folder, Authority), _authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, Server), _server.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, ServerKey), _serverKey.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _authority.Dispose();
        _server.Dispose();
        _authorityKey.Dispose();
        _serverKey.Dispose();
    }
}
