using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Data.SqlClient;
using SipasSurvey.IntegrationTests.Storage.SqlServer;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>The processes around a broker and SQL Server.</summary>
[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerDeploymentTests(SqlServerFixture server) : IClassFixture<SqlServerFixture>
{
    private const int Responses = 4_000;
    private const int DefaultPort = 1433;

    [SkippableFact]
    public async Task Two_aggregators_count_each_response_once_while_they_are_killed_and_started()
    {
        await using var deployment = await Deployment.Start(intakes: 2, aggregators: 2, sqlServer: server.New());
        var senders = new Senders(deployment);
        var ids = Enumerable.Range(0, Responses).Select(_ => Guid.NewGuid()).ToArray();
        var sends = ids.Select(id => (Id: id, Level: 4)).Concat(ids.Take(Responses / 2).Select((id, i) => (Id: id, Level: i % 5 == 0 ? 2 : 4))).ToArray();
        new Random(20261124).Shuffle(sends);

        var sending = Parallel.ForEachAsync(sends, new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (it, _) => await senders.Send(it.Id, A.Response(it.Id, it.Level)));
        foreach (var aggregator in deployment.Aggregators)
        {
            var wanted = Math.Min(senders.Acknowledged + 1_000, sends.Length);
            await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= wanted || sending.IsCompleted));
            await aggregator.Kill();
            await aggregator.Start();
        }

        await sending;
        Assert.Empty(senders.Surprises);
        var reconciliation = await deployment.Counted(Responses);
        Assert.Equal(Responses / 10, (int)reconciliation["conflict"]!);
        Assert.Equal((Responses / 2) - (Responses / 10), (int)reconciliation["duplicate"]!);
        Assert.Equal(sends.Length, (int)reconciliation["published"]!);
        await deployment.VerifyIsClean();
    }

    [SkippableFact]
    public async Task A_server_that_is_away_at_the_start_and_later_is_waited_for_while_intake_goes_on()
    {
        var direct = new SqlConnectionStringBuilder(server.New());
        await using var door = DoorTo(direct);
        var through = Through(door, direct);
        await using var deployment = await Deployment.Start(sqlServer: through, away: true);
        ServiceProcess[] needIt = [deployment.Aggregators[0], deployment.Figures];

        foreach (var process in needIt)
        {
            Assert.Contains("SQL Server cannot be reached", await Deployment.Readiness(process), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await process.Http.GetAsync("health/ready")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await deployment.Figures.Http.GetAsync($"api/v1/responses/{Guid.NewGuid()}")).StatusCode);
        await Accepts(deployment, 20);
        door.Open();
        await deployment.Counted(20);

        door.Close();
        await Deployment.Until(async () => (await deployment.Figures.Http.GetAsync("health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable);
        await Accepts(deployment, 20);
        door.Open();
        await deployment.Counted(40);
        await Deployment.Until(async () => (await deployment.Aggregators[0].Http.GetAsync("health/ready")).IsSuccessStatusCode);
        await deployment.VerifyIsClean();
    }

    // SQL Server says 4060; a server that says 911 is taught to.
    [SkippableTheory]
    [InlineData(911)]
    [InlineData(4060)]
    public async Task A_database_that_does_not_exist_yet_is_said_to_be_missing_and_then_made(int number)
    {
        var direct = new SqlConnectionStringBuilder(server.New());
        await using var door = DoorTo(direct, (911, number));
        door.Open();
        var database = new SqlServerTestDatabase(Through(door, direct));

        Assert.StartsWith("The database does not exist yet", await database.Figures.FindObstacle(default), StringComparison.Ordinal);
        var failure = await Assert.ThrowsAsync<SqlException>(() => database.Entries.Fill([A.Pack(A.Entry())], default));
        Assert.Equal(number, failure.Number);
        Assert.True(database.Entries.IsTransient(failure));
        await database.Entries.Migrate(default);

        Assert.Null(await database.Figures.FindObstacle(default));
    }

    private static Door DoorTo(SqlConnectionStringBuilder server, (int, int)? error = null)
    {
        var address = server.DataSource.Replace("tcp:", "", StringComparison.OrdinalIgnoreCase).Split(',');
        return new Door(address[0], address.Length > 1 ? int.Parse(address[1], CultureInfo.InvariantCulture) : DefaultPort, error);
    }

    private static string Through(Door door, SqlConnectionStringBuilder server) =>
        new SqlConnectionStringBuilder(server.ToString()) { DataSource = $"127.0.0.1,{door.Port}" }.ToString();

    private static async Task Accepts(Deployment deployment, int responses)
    {
        for (var i = 0; i < responses; i++)
        {
            using var answer = await deployment.Intakes[0].Http.PostAsJsonAsync("api/v1/responses", A.Response(Guid.NewGuid()));
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
    }
}
