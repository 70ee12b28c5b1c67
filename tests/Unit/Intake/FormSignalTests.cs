using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>How a response was filled in: read from a header, kept with the entry, no reason to refuse one.</summary>
public sealed class FormSignalTests
{
    private const string Header = "Sipas-Form";
    private const string Device = "Ab-_567890123456789012";

    [Theory]
    [InlineData("device=" + Device)]
    [InlineData("device=" + Device + "; seconds=0")]
    [InlineData("device=" + Device + "; seconds=-1; trap=1")]
    [InlineData("device=" + Device + "; seconds=1.5; trap=1")]
    [InlineData("device=" + Device + "; seconds=99999999999; trap=1")]
    [InlineData("device=" + Device + "; seconds=0; trap=2")]
    [InlineData("device=" + Device + "; seconds=0; seconds=0; trap=1")]
    [InlineData("device=" + Device + "; seconds=0; trap=1; more=1")]
    [InlineData("device=short; seconds=0; trap=1")]
    [InlineData("device=Ab!_567890123456789012; seconds=0; trap=1")]
    [InlineData("device=" + Device + "; seconds=0; trap=1", "device=" + Device + "; seconds=0; trap=1")]
    public async Task A_header_that_is_written_otherwise_says_nothing(params string[] headers)
    {
        await using var host = await IntakeHost.Start();
        host.Client.DefaultRequestHeaders.TryAddWithoutValidation(Header, headers);

        Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);

        Assert.Equal(Suspicions.None, Received(host).Suspicions);
    }

    [Theory]
    [InlineData(39, false, Suspicions.TooFast)]
    [InlineData(40, false, Suspicions.None)]
    [InlineData(40, true, Suspicions.HiddenField)]
    [InlineData(0, true, Suspicions.TooFast | Suspicions.HiddenField)]
    public async Task A_suspicious_response_is_taken_like_any_other_and_marked(int seconds, bool trapped, Suspicions suspicions)
    {
        await using var host = await IntakeHost.Start();
        host.Client.DefaultRequestHeaders.Add(Header, $"device={Device}; seconds={seconds}; trap={(trapped ? 1 : 0)}");

        Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);

        Assert.Equal(suspicions, Received(host).Suspicions);
    }

    [Fact]
    public async Task The_least_time_is_a_setting()
    {
        await using var host = await IntakeHost.Start(null, ("Form:LeastTime", "00:01:00"));
        host.Client.DefaultRequestHeaders.Add(Header, $"device={Device}; seconds=59; trap=0");

        Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);

        Assert.Equal(Suspicions.TooFast, Received(host).Suspicions);
    }

    [Fact]
    public async Task A_sender_that_is_no_form_is_not_suspicious()
    {
        await using var host = await IntakeHost.Start();

        Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);

        Assert.Equal(Suspicions.None, Received(host).Suspicions);
    }

    private static EntryReceived Received(IntakeHost host) =>
        Assert.IsType<EntryReceived>(Assert.Single(host.Broker.Confirmed.SelectMany(pack => pack.Records)));
}
