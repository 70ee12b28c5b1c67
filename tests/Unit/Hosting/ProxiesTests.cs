using SipasSurvey.Hosting;

namespace SipasSurvey.UnitTests.Hosting;

public sealed class ProxiesTests
{
    private static readonly (string, string)[] Forwarded = [("X-Forwarded-For", "203.0.113.77"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example")];

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.5")]
    [InlineData("10.0.0.0/8, 192.168.0.0/16")]
    public async Task Whoever_is_not_named_is_not_believed(string proxies)
    {
        await using var host = await DoorHost.Start(("Proxies", proxies));

        Assert.Equal($"http 127.0.0.1 {host.Address.Authority}", await host.SeenAs(Forwarded));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.5, 127.0.0.0/8")]
    [InlineData("::1 127.0.0.1")]
    public async Task A_named_proxy_is_believed_but_for_the_host_name(string proxies)
    {
        await using var host = await DoorHost.Start(("Proxies", proxies));

        Assert.Equal($"https 203.0.113.77 {host.Address.Authority}", await host.SeenAs(Forwarded));
    }

    [Fact]
    public async Task Through_several_proxies_the_last_address_that_is_none_of_them_counts_whatever_stands_before()
    {
        await using var host = await DoorHost.Start(("Proxies", "127.0.0.1 10.0.1.0/24"));

        Assert.Equal($"http 203.0.113.77 {host.Address.Authority}", await host.SeenAs(("X-Forwarded-For", "127.0.0.1, 203.0.113.77, 10.0.1.9")));
        Assert.Equal($"http 203.0.113.77 {host.Address.Authority}", await host.SeenAs(("X-Forwarded-For", "10.0.1.1, 203.0.113.77")));
    }

    [Theory]
    [InlineData("proxy.example", "proxy.example")]
    [InlineData("10.0.0.5 10.1", "10.1")]
    [InlineData("10.0.0.5/33", "10.0.0.5/33")]
    [InlineData("10.0.0.5/24", "10.0.0.5/24")]
    [InlineData("*", "*")]
    public async Task A_wrong_value_is_named_with_what_would_be_right(string proxies, string wrong)
    {
        var fault = await Assert.ThrowsAsync<StartException>(() => DoorHost.Start(("Proxies", proxies)));

        Assert.Equal($"Setting Proxies has '{wrong}'; each must be an address or a network, like 10.0.0.5 or 10.0.1.0/24, with spaces or commas between.", fault.Message);
    }

    [Fact]
    public async Task The_switch_that_believes_everybody_stops_the_start()
    {
        var fault = await Assert.ThrowsAsync<StartException>(() => DoorHost.Start(("ForwardedHeaders_Enabled", "True")));

        Assert.Contains("name your proxies in Proxies", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sipas.example")]
    [InlineData("https://sipas.example/path")]
    [InlineData("https://sipas.example/?x")]
    [InlineData("ftp://sipas.example")]
    [InlineData("https://user@sipas.example")]
    public async Task A_public_address_is_an_origin(string address) =>
        Assert.Equal("Setting PublicAddress must be the public origin without a path, like https://sipas.example.",
            (await Assert.ThrowsAsync<StartException>(() => DoorHost.Start(("PublicAddress", address)))).Message);

    [Theory]
    [InlineData("/staff", "sipas.example", 200)]
    [InlineData("/staff", "SIPAS.example", 200)]
    [InlineData("/", "sipas.example", 302)]
    [InlineData("/staff", "evil.example", 421)]
    [InlineData("/staff", "sipas.example:8443", 421)]
    [InlineData("/", "10.0.0.1", 421)]
    [InlineData("/health/ready", "10.0.0.1", 200)]
    [InlineData("/api/seen", "figures:8083", 200)]
    public async Task With_a_public_address_pages_are_shown_under_no_other_name_and_probes_may_use_any(string path, string name, int status)
    {
        await using var host = await DoorHost.Start(("PublicAddress", "https://sipas.example"));

        using var answer = await host.Get(path, ("Host", name));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain(host.Log, line => line.Contains(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/staff", "localhost:99999", 400)]
    [InlineData("/account/sign-in", "a b", 400)]
    [InlineData("/staff", "xn--", 400)]
    [InlineData("/staff", "..", 400)]
    [InlineData("/staff", "xn--bcher-kva.example", 200)]
    [InlineData("/api/seen", "xn--", 200)]
    [InlineData("/staff", "localhost", 200)]
    public async Task A_page_is_not_asked_for_under_a_name_that_is_none(string path, string name, int status)
    {
        await using var host = await DoorHost.Start();

        using var answer = await host.Get(path, ("Host", name));

        Assert.Equal(status, (int)answer.StatusCode);
    }
}
