using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using SipasSurvey.Hosting;

namespace SipasSurvey.UnitTests.Hosting;

public sealed class AddressTests
{
    [Theory]
    [InlineData("nonsense", "is no address.")]
    [InlineData("https://127.0.0.1:8080", "only http addresses")]
    [InlineData("ftp://127.0.0.1:8080", "only http addresses")]
    [InlineData("http://127.0.0.1:99999", "has no port from 0 to 65535.")]
    [InlineData("http://127.0.0.1:port", "has no port from 0 to 65535.")]
    [InlineData("http://127.0.0.1:0/path", "has a path")]
    [InlineData("http://localhost:0", "needs a port")]
    // TEST-NET-2 of RFC 5737, which no machine has.
    [InlineData("http://198.51.100.1:8391", "is no address of this machine.")]
    public void An_address_that_cannot_be_listened_on_is_named_with_what_would_be_right(string address, string sentence)
    {
        var fault = Assert.Throws<StartException>(() => Check($"http://127.0.0.1:0;{address}"));

        Assert.StartsWith($"--urls: {address} ", ProcessDefaults.Explain(fault), StringComparison.Ordinal);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void A_port_that_another_program_has_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var fault = Assert.Throws<StartException>(() => Check($"http://{other.LocalEndpoint}"));

        Assert.Equal($"--urls: http://{other.LocalEndpoint} is in use. Stop the other program, or choose another address.", fault.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://*:0")]
    [InlineData("http://127.0.0.1:0;http://+:0")]
    [InlineData("http://unix:/tmp/sipas.sock")]
    public void An_address_that_can_be_listened_on_is_left_to_the_host(string addresses) => Check(addresses);

    private static void Check(string addresses)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(addresses);
        builder.Build().CheckSettings();
    }
}
