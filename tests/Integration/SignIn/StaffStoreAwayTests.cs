using System.Net;
using SipasSurvey.IntegrationTests.Broker;

namespace SipasSurvey.IntegrationTests.SignIn;

/// <summary>Figures as a process of its own while a folder is where the staff store should be.</summary>
public sealed class StaffStoreAwayTests
{
    [Fact]
    public async Task Citizens_are_answered_and_staff_are_told_to_come_back()
    {
        var folder = Directory.CreateTempSubdirectory("sipas-away-").FullName;
        var database = ("ConnectionStrings__Sqlite", $"Data Source={folder}/sipas.db");
        await File.WriteAllTextAsync($"{folder}/keys.json", """{"surveyTeam": "survey-team-key-of-a-test", "ministry": "ministry-key-of-a-test-run"}""");
        await using var upkeep = new ServiceProcess("SipasSurvey.Aggregator.dll", database, ("ConnectionStrings__RabbitMq", "amqp://127.0.0.1:9/"));
        await upkeep.RunToEnd("migrate");
        await using var figures = new ServiceProcess("SipasSurvey.Figures.dll", database, ("AccessKeys", $"{folder}/keys.json"),
            ("ConnectionStrings__Staff", $"Data Source={Directory.CreateDirectory($"{folder}/staff.db").FullName}"));
        await figures.Start();

        Assert.Equal(HttpStatusCode.OK, await Status("health/live"));
        Assert.Equal(HttpStatusCode.OK, await Status("openapi/v1.json"));
        Assert.Equal(HttpStatusCode.NotFound, await Status("api/v1/responses/0190163d-8694-739b-aea5-966c26f8ad91", "Bearer nonsense"));
        Assert.Contains("Degraded", await figures.Http.GetStringAsync("health/ready"), StringComparison.Ordinal);

        // The key is known without the store, but a read that cannot be written into the trail is not given.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status("staff/figures/sipas-2024", "Bearer ministry-key-of-a-test-run"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status("api/v1/reconciliation/sipas-2024", "Bearer wrong"));
        Directory.Delete(folder, recursive: true);

        async Task<HttpStatusCode> Status(string path, string? authorization = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            using var answer = await figures.Http.SendAsync(request);
            return answer.StatusCode;
        }
    }
}
