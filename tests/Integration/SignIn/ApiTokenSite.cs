using System.Net;
using System.Text.RegularExpressions;
using SipasSurvey.IntegrationTests.Broker;

namespace SipasSurvey.IntegrationTests.SignIn;

/// <summary>One Figures that takes tokens of a provider whose keys the tests have in their hands, for all tests of a class.</summary>
public sealed class ApiTokenSite : IAsyncLifetime
{
    private const string Route = "api/v1/reconciliation/sipas-2024";

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-tokens-").FullName;
    private ServiceProcess _figures = null!;

    /// <summary>Who issues the tokens.</summary>
    internal KeyServer Provider { get; } = new();

    /// <summary>What Figures printed.</summary>
    public string Output => _figures.Output;

    public async Task InitializeAsync()
    {
        var database = ("ConnectionStrings__Sqlite", $"Data Source={_folder}/sipas.db");
        await using var upkeep = new ServiceProcess("SipasSurvey.Aggregator.dll", database, ("ConnectionStrings__RabbitMq", "amqp://127.0.0.1:9/"));
        await upkeep.RunToEnd("migrate");
        // Here so many wrong tokens come from one address within a minute.
        _figures = new ServiceProcess("SipasSurvey.Figures.dll", database, ("ConnectionStrings__Staff", $"Data Source={_folder}/staff.db"),
            ("DataProtectionKeys", $"{_folder}/sealing"), ("SignIn__Authority", Provider.Address), ("SignIn__AllowHttp", "true"),
            ("SignIn__ClientId", KeyServer.ClientId), ("SignIn__Audience", KeyServer.Audience), ("SignIn__FailuresPerMinute", "1000"));
        await Provider.Start();
        await _figures.Start();
    }

    public async Task DisposeAsync()
    {
        await _figures.DisposeAsync();
        await Provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Asks for what needs a role of the Ministry.</summary>
    internal async Task<(HttpStatusCode Status, string Challenge, string Body)> Send(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Route);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var answer = await _figures.Http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();

        // The mark of the request differs.
        return (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString(), answer.IsSuccessStatusCode ? "" : Regex.Replace(body, "\"traceId\":\"[^\"]*\"", ""));
    }
}
