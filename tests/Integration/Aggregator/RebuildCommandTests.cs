using System.Globalization;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.IntegrationTests.Storage;

namespace SipasSurvey.IntegrationTests.Aggregator;

/// <summary>An operator's <c>rebuild</c>, as the program that it is.</summary>
public sealed class RebuildCommandTests
{
    [Fact]
    public async Task With_another_secret_it_is_refused_and_changes_nothing_and_with_the_right_one_it_mends()
    {
        await using var database = new SqliteTestDatabase();
        await database.Entries.Migrate(default);
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Claiming(A.Entry(channel: Channel.Invited), 1), A.Claiming(A.Entry(channel: Channel.Invited), 2))], default);
        // So that there is something to mend.
        await database.Execute("DELETE FROM entry_count");
        var before = Content(database);

        var refused = await Run(database, "rebuild", A.OtherSecret);

        Assert.NotEqual(0, refused.ExitCode);
        Assert.StartsWith("Nothing was changed.", refused.Output, StringComparison.Ordinal);
        Assert.Contains("Invitations__Secret", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("rebuild: done", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(A.OtherSecret, refused.Output, StringComparison.Ordinal);
        Assert.Equal(before, Content(database));

        var done = await Run(database, "rebuild", A.Secret);
        Assert.True(done.ExitCode == 0, done.Output);
        Assert.NotEqual(before, Content(database));
        var found = await Run(database, "verify", A.Secret);
        Assert.True(found.ExitCode == 0, found.Output);
    }

    [Theory]
    [InlineData("verify", "nonsense")]
    [InlineData("verify", "Data Source=")]
    [InlineData("rebuild", "Data Source=sipas.db;Foo=1")]
    [InlineData("migrate", "Data Source=sipas.db;Pooling=perhaps")]
    public async Task A_connection_string_that_cannot_be_used_ends_in_one_line_that_names_the_setting(string command, string connectionString)
    {
        await using var program = new ServiceProcess("SipasSurvey.Aggregator.dll", ("ConnectionStrings__Sqlite", connectionString));

        var (exitCode, output) = await program.RunToEnd(command);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("Setting ConnectionStrings__Sqlite", Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> Run(SqliteTestDatabase database, string command, string secret)
    {
        await using var program = new ServiceProcess(
            "SipasSurvey.Aggregator.dll", ("ConnectionStrings__Sqlite", database.ConnectionString), ("Invitations__Secret", ServicePrograms.Secret(secret)));
        return await program.RunToEnd(command);
    }

    // Every row of every table, as text.
    private static List<string> Content(SqliteTestDatabase database)
    {
        using var connection = new SqliteConnection(database.ConnectionString);
        connection.Open();
        return [.. Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").SelectMany(table =>
            Rows(connection, $"SELECT * FROM \"{table}\"").Select(row => $"{table}: {row}").Order(StringComparer.Ordinal))];
    }

    private static List<string> Rows(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            })));
        }

        return rows;
    }
}
