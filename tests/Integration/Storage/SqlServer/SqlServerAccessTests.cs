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
        await using var account = await SqlServerAccount.Make(server.ConnectionString, "sipas_aggregator");
        var database = new SqlServerTestDatabase(account.ConnectionString);
        var (id, batch) = (Guid.NewGuid(), Guid.NewGuid());

        await database.Entries.Migrate(default);
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1,
            new EntryReceived(A.Entry(id, batch: batch)), new EntryReceived(A.Entry(id, A.Content(1), second: 1)), A.Decision(id, A.Content(1)))], default);
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 2, A.Claiming(A.Entry(channel: SipasSurvey.Domain.Channel.Invited), 1, SipasSurvey.Domain.Suspicions.TooFast),
            A.Claiming(A.Entry(batch: batch, row: 3), 2))], default);
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Withdrawal(batch))], default);
        await database.Entries.Fill([A.Pack(Enumerable.Range(0, 2_500).Select(_ => A.Entry()))], default);
        await database.Entries.RefreshFigures(A.Catalogue.FindSurvey(A.Survey)!, always: false, default);
        await database.Entries.Rebuild(default);
        Assert.Empty((await database.Entries.Verify(default)).Differences);

        await account.IsRefused("DROP TABLE dbo.figure");
        await account.IsRefused("CREATE TABLE dbo.mine (id INT NOT NULL)");
        await account.IsRefused("DELETE FROM dbo.entry");
        await account.IsRefused("DELETE FROM dbo.decision");
    }

    [SkippableFact]
    public async Task The_role_of_Figures_reads_figures_batches_sheets_and_decisions_and_writes_nothing()
    {
        await using var owner = await server.Migrated();
        var id = Guid.NewGuid();
        var batch = Guid.NewGuid();
        await owner.Entries.Fill([A.Pack(A.Entry(id), A.Entry(id, A.Content(1), second: 1, batch, row: 2))], default);
        await owner.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Decision(id, A.Content(1)))], default);
        await owner.Entries.RefreshFigures(A.Catalogue.FindSurvey(A.Survey)!, always: false, default);
        await using var account = await SqlServerAccount.Make(server.ConnectionString, "sipas_figures");
        var database = new SqlServerTestDatabase(account.ConnectionString);

        Assert.Null(await database.Figures.FindObstacle(default));
        Assert.NotNull(await database.Figures.FindResponse(id, default));
        Assert.Equal(1, (await database.Figures.Reconcile(A.Survey, default)).Counted);
        Assert.NotNull(await database.Figures.FindByReceipt(SipasSurvey.Domain.ResponseId.ReceiptNumber(id), default));
        Assert.Empty(await database.Figures.CountSuspicious(A.Survey, default));
        Assert.Equal(1, (await database.Figures.FindTallies(A.Catalogue.FindSurvey(A.Survey)!, default))!.ByKey.Values.Sum(tally => tally.Responses));
        Assert.NotNull(await database.Figures.FindFigures(new SipasSurvey.Storage.FigureQuery(A.Survey, "vn63", SipasSurvey.Domain.ChannelChoice.All, ["sipas"]), default));

        Assert.Equal(batch, Assert.Single(await database.Batches.ListBatches(A.Survey, default)).Id);
        Assert.Equal([id], await database.Batches.ListConflicts(Guid.Empty, 10, default));
        Assert.Equal(2, (await database.Batches.FindEntries([id], default)).Count);
        Assert.Equal(id, Assert.Single(await database.Batches.FindDecisions([id], default)).Id);
        Assert.Single(await database.Batches.ReadSheets(A.Survey, default).ToListAsync());

        await account.IsRefused("SELECT holder FROM dbo.spent_invitation");
        await account.IsRefused("UPDATE dbo.entry SET state = 4");
        await account.IsRefused("INSERT INTO dbo.batch_to_judge (batch) VALUES (1)");
        await account.IsRefused("DELETE FROM dbo.decision");
        await account.IsRefused("UPDATE dbo.figure SET satisfied = 100");
    }

    [SkippableFact]
    public async Task An_analyst_reads_the_views_with_names_and_nothing_else()
    {
        await using var owner = await server.Migrated();
        await owner.Entries.Fill([A.Pack(A.Entry(content: A.Content(5)), A.Entry(content: A.Content(1)), A.Entry(content: A.Content(5, A.YenBai)))], default);
        await owner.Entries.RefreshFigures(A.Catalogue.FindSurvey(A.Survey)!, always: false, default);
        await using var account = await SqlServerAccount.Make(server.ConnectionString, "sipas_reader");
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

        await account.IsRefused("SELECT id FROM dbo.entry");
        await account.IsRefused("SELECT unit FROM dbo.figure");
        await account.IsRefused("SELECT id FROM dbo.batch");
    }
}
