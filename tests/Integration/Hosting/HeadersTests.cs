using SipasSurvey.IntegrationTests.Broker;

namespace SipasSurvey.IntegrationTests.Hosting;

/// <summary>Every process stands behind the same door.</summary>
public sealed class HeadersTests : IDisposable
{
    private static readonly string[] Names =
    [
        "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-door-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Local")]
    [InlineData("Intake")]
    [InlineData("Aggregator")]
    [InlineData("Figures")]
    public async Task Every_answer_of_every_process_has_the_headers(string program)
    {
        await using var process = new ServiceProcess($"SipasSurvey.{program}.dll", ("ConnectionStrings__RabbitMq", "amqp://127.0.0.1:9/"),
            ("ConnectionStrings__Sqlite", $"Data Source={_folder}/sipas.db"), ("ConnectionStrings__Staff", $"Data Source={_folder}/staff.db"), ("data", _folder),
            ("DataProtectionKeys", $"{_folder}/protection-keys"));
        await process.StartLive();

        foreach (var path in new[] { "health/live", "health/ready", "metrics", "nowhere", "openapi/v1.json", "api/v1/figures/sipas-2024", "staff", "staff/nowhere", "" })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Delete })
            {
                using var request = new HttpRequestMessage(method, path);
                using var answer = await process.Http.SendAsync(request);

                foreach (var name in Names)
                {
                    Assert.True(answer.Headers.Contains(name), $"{method} /{path} {answer.StatusCode} has no {name}.");
                }

                Assert.False(answer.Headers.Contains("Server"));
                Assert.NotNull(answer.Headers.CacheControl);
            }
        }
    }
}
