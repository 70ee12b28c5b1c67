using System.Diagnostics;
using Dapper;
using Microsoft.Data.SqlClient;
using SipasSurvey.Contracts;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>Who may do what in the database, and what people see there.</summary>
[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerAccessTests(SqlServerFixture server) : IClassFixture<SqlServerFixture>
{
    [SkippableFact]
    public async Task The_role_of_the_aggregator_counts_verifies_and_rebuilds_but_changes_no_schema_and_removes_no_entry()
    {
        await using var owner = await server.Migrated();
        await using var account = await Account.Make(server, "sipas_aggregator");
        var database = new SqlServerTestDatabase(account.ConnectionString);
        var (id, batch) = (Guid.NewGuid(), Guid.NewGuid());

        await database.Entries.Migrate(default);
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1,
            new EntryReceived(A.Entry(id, batch: batch)), new EntryReceived(A.Entry(id, A.Content(1), second: 1)), A.Decision(id, A.Content(1)))], default);
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Withdrawal(batch))], default);
        await database.Entries.RefreshFigures(A.Catalogue.FindSurvey(A.Survey)!, always: false, default);
        await database.Entries.Rebuild(default);
        Assert.Empty((await database.Entries.Verify(default)).Differences);

        await Refuses(account, "DROP TABLE dbo.figure");
        await Refuses(account, "CREATE TABLE dbo.mine (id INT NOT NULL)");
        await Refuses(account, "DELETE FROM dbo.entry");
        await Refuses(account, "DELETE FROM dbo.decision");
    }

    [SkippableFact]
    public async Task The_role_of_Figures_reads_figures_and_states_but_nothing_that_a_response_says()
    {
        await using var owner = await server.Migrated();
        var id = Guid.NewGuid();
        await owner.Entries.Fill([A.Pack(A.Entry(id))], default);
        await owner.Entries.RefreshFigures(A.Catalogue.FindSurvey(A.Survey)!, always: false, default);
        await using var account = await Account.Make(server, "sipas_figures");
        var database = new SqlServerTestDatabase(account.ConnectionString);

        Assert.Null(await database.Figures.FindObstacle(default));
        Assert.NotNull(await database.Figures.FindResponse(id, default));
        Assert.Equal(1, (await database.Figures.Reconcile(A.Survey, default)).Counted);
        Assert.NotNull(await database.Figures.FindFigures(new SipasSurvey.Storage.FigureQuery(A.Survey, "vn63", SipasSurvey.Domain.ChannelChoice.All, ["sipas"]), default));

        await Refuses(account, "SELECT content FROM dbo.entry");
        await Refuses(account, "SELECT reason FROM dbo.decision");
        await Refuses(account, "UPDATE dbo.figure SET satisfied = 100");
    }

    [SkippableFact]
    public async Task An_analyst_reads_the_views_with_names_and_nothing_else()
    {
        await using var owner = await server.Migrated();
        await owner.Entries.Fill([A.Pack(A.Entry(content: A.Content(5)), A.Entry(content: A.Content(1)), A.Entry(content: A.Content(5, A.YenBai)))], default);
        await owner.Entries.RefreshFigures(A.Catalogue.FindSurvey(A.Survey)!, always: false, default);
        await using var account = await Account.Make(server, "sipas_reader");
        await using var connection = new SqlConnection(account.ConnectionString);

        var ranking = (await connection.QueryAsync<(int Rank, string ProvinceName, long Responses, double Value, double NationValue)>("""
            SELECT Rank, ProvinceName, Responses, Value, NationValue FROM sipas.Ranking
            WHERE Survey = N'sipas-2024' AND Geography = N'vn63' AND Channel = N'all' AND Indicator = N'sipas' ORDER BY Rank
            """)).ToList();
        Assert.Equal([(1, "Yên Bái", 1, 100d, 200 / 3d), (2, "Lào Cai", 2, 50d, 200 / 3d)], ranking);
        var merged = await connection.QuerySingleAsync<(string Name, string Former, string Kind)>("""
            SELECT ProvinceName, FormerNames, IndicatorKind FROM sipas.ProvinceFigure
            WHERE Survey = N'sipas-2024' AND Geography = N'vn34' AND Channel = N'all' AND Indicator = N'P01' AND Province = N'15'
            """);
        Assert.Equal(("Lào Cai", "Yên Bái", "Tiêu chí"), merged);
        var nation = await connection.QuerySingleAsync<(string Channel, long Responses, DateTime AsOf)>("""
            SELECT ChannelName, Responses, AsOf FROM sipas.NationFigure
            WHERE Survey = N'sipas-2024' AND Geography = N'vn63' AND Channel = N'official' AND Indicator = N'policy'
            """);
        Assert.Equal(("Kênh chính thức", 0), (nation.Channel, nation.Responses));
        Assert.InRange(nation.AsOf, DateTime.UtcNow.AddHours(7).AddMinutes(-5), DateTime.UtcNow.AddHours(7).AddMinutes(5));

        await Refuses(account, "SELECT id FROM dbo.entry");
        await Refuses(account, "SELECT unit FROM dbo.figure");
        await Refuses(account, "SELECT id FROM dbo.batch");
    }

    private static async Task Refuses(Account account, string sql)
    {
        await using var connection = new SqlConnection(account.ConnectionString);
        await Assert.ThrowsAsync<SqlException>(() => connection.ExecuteAsync(sql));
    }

    /// <summary>An account of the server that has one role of the class's database, for as long as the test runs.</summary>
    private sealed class Account(string owner, string name, string password) : IAsyncDisposable
    {
        public string ConnectionString { get; } =
            new SqlConnectionStringBuilder(owner) { UserID = name, Password = password, IntegratedSecurity = false, Pooling = false }.ToString();

        public static async Task<Account> Make(SqlServerFixture server, string role)
        {
            var account = new Account(server.ConnectionString, $"sipas_test_{Guid.NewGuid():N}", $"Aa1!{Guid.NewGuid():N}");
            await account.Execute($"CREATE LOGIN {account.Name} WITH PASSWORD = '{account.Password}'");
            await account.Execute($"CREATE USER {account.Name} FOR LOGIN {account.Name}");
            await account.Execute($"ALTER ROLE {role} ADD MEMBER {account.Name}");
            return account;
        }

        private string Name { get; } = name;

        private string Password { get; } = password;

        public async ValueTask DisposeAsync()
        {
            await Execute($"DROP USER {Name}");
            // The server ends a session a moment after its connection.
            for (var waited = Stopwatch.StartNew(); !await TryDropLogin() && waited.Elapsed < TimeSpan.FromSeconds(20);)
            {
                await Task.Delay(100);
            }
        }

        private async Task<bool> TryDropLogin()
        {
            try
            {
                await Execute($"DROP LOGIN {Name}");
                return true;
            }
            catch (SqlException)
            {
                return false;
            }
        }

        private async Task Execute(string sql)
        {
            await using var connection = new SqlConnection(owner);
            await connection.ExecuteAsync(sql);
        }
    }
}
