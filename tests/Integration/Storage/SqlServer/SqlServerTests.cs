namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerEntryStoreTests(SqlServerFixture server) : EntryStoreTests, IClassFixture<SqlServerFixture>
{
    private protected override TestDatabase NewDatabase() => server.Database();

    private protected override TestDatabase UnmadeDatabase() => new SqlServerTestDatabase(server.New());
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerBatchStoreTests(SqlServerFixture server) : BatchStoreTests, IClassFixture<SqlServerFixture>
{
    private protected override TestDatabase NewDatabase() => server.Database();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerJudgementTests(SqlServerFixture server) : JudgementTests, IClassFixture<SqlServerFixture>
{
    private protected override TestDatabase NewDatabase() => server.Database();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerBatchLifeTests(SqlServerFixture server) : BatchLifeTests, IClassFixture<SqlServerFixture>
{
    private protected override int Histories => 30;

    private protected override TestDatabase NewDatabase() => server.Database();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerCountingTests(SqlServerFixture server) : CountingTests, IClassFixture<SqlServerFixture>
{
    private protected override int Histories => 40;

    private protected override TestDatabase NewDatabase() => server.Database();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerClaimTests(SqlServerFixture server) : ClaimTests, IClassFixture<SqlServerFixture>
{
    private protected override int Histories => 30;

    private protected override TestDatabase NewDatabase() => server.Database();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerClaimUpkeepTests(SqlServerFixture server) : ClaimUpkeepTests, IClassFixture<SqlServerFixture>
{
    private protected override TestDatabase NewDatabase() => server.Database();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerCountedEntryTests(SqlServerFixture server) : CountedEntryTests, IClassFixture<SqlServerFixture>
{
    private protected override TestDatabase NewDatabase() => server.Database();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerJudgementOrderTests(SqlServerFixture server) : JudgementOrderTests, IClassFixture<SqlServerFixture>
{
    private protected override TestDatabase NewDatabase() => server.Database();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerStoredFiguresTests(SqlServerFixture server) : StoredFiguresTests, IClassFixture<SqlServerFixture>
{
    private protected override TestDatabase NewDatabase() => server.Database();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerStoredTalliesTests(SqlServerFixture server) : StoredTalliesTests, IClassFixture<SqlServerFixture>
{
    private protected override TestDatabase NewDatabase() => server.Database();
}
