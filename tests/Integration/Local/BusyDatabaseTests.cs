using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SipasSurvey.IntegrationTests.Local;

public sealed class BusyDatabaseTests
{
    [Fact]
    public async Task While_the_database_cannot_be_written_senders_get_503_and_afterwards_nothing_is_lost_or_double()
    {
        await using var local = await LocalProcess.Start();
        var id = Guid.NewGuid();
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(local.Data, "sipas.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await other.ExecuteAsync("BEGIN IMMEDIATE");

            using var refused = await local.Http.PostAsJsonAsync("api/v1/responses", A.Response(id));
            var problem = (await refused.Content.ReadFromJsonAsync<JsonNode>())!;

            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Equal(id.ToString(), problem["id"]!.GetValue<string>());
            // Reading goes on.
            Assert.Equal(HttpStatusCode.OK, (await local.Http.GetAsync("staff")).StatusCode);
            await other.ExecuteAsync("ROLLBACK");
        }

        await local.Await("api/v1/reconciliation/sipas-2024", counts => counts["counted"]!.GetValue<int>() == 1);
        await local.Await("health/ready", health => health["checks"]!["packs"]!["status"]!.GetValue<string>() == "Healthy");
        using var accepted = await local.Http.PostAsJsonAsync("api/v1/responses", A.Response(id));

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var reconciliation = await local.Get("api/v1/reconciliation/sipas-2024");
        Assert.Equal("""{"published":2,"counted":1,"duplicate":1,"conflict":0,"rejected":0,"withdrawn":0,"waiting":0}""", reconciliation.ToJsonString());
    }
}
