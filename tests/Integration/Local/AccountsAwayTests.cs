using System.Net;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;

namespace SipasSurvey.IntegrationTests.Local;

/// <summary>Local on its first start while its accounts or its staff store cannot be used: citizens do not notice, and nothing has to be restarted.</summary>
public sealed class AccountsAwayTests : IAsyncLifetime
{
    private LocalProcess _local = null!;

    public async Task InitializeAsync()
    {
        _local = await LocalProcess.Start();
        await _local.Stop();
    }

    public Task DisposeAsync() => _local.DisposeAsync().AsTask();

    [Fact]
    public async Task With_a_folder_in_place_of_the_staff_store_citizens_are_served_and_accounts_are_made_later()
    {
        Delete("accounts.db", "staff.db", "first-sign-in.txt");
        Directory.CreateDirectory(In("staff.db"));
        await _local.Restart();

        await AssertCitizensAreServed();
        Assert.False(File.Exists(In("first-sign-in.txt")));

        Directory.Delete(In("staff.db"));
        await _local.Await("health/ready", health => health["checks"]!["accounts"]!["status"]!.GetValue<string>() == "Healthy", seconds: 40);
        using var administrator = await StaffBrowser.SignIn(_local.Http.BaseAddress!, "administrator", _local.ReadFirstPasswords()["administrator"]);
    }

    [Fact]
    public async Task With_accounts_that_are_no_database_citizens_are_served_and_readiness_says_so()
    {
        Delete("accounts.db");
        await File.WriteAllTextAsync(In("accounts.db"), new string('x', 10_000));
        await _local.Restart();

        await AssertCitizensAreServed();
        Assert.Equal(HttpStatusCode.OK, (await _local.Http.GetAsync("staff")).StatusCode);
    }

    [Fact]
    public async Task Reset_password_with_a_broken_staff_store_ends_with_one_line()
    {
        Delete("staff.db");
        await File.WriteAllTextAsync(In("staff.db"), new string('x', 10_000));

        var (exitCode, output) = await _local.Command("reset-password", "auditor");

        Assert.Equal(2, exitCode);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task AssertCitizensAreServed()
    {
        using var accepted = await _local.Http.PostAsJsonAsync("api/v1/responses", A.Response());
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var health = await _local.Http.GetFromJsonAsync<System.Text.Json.Nodes.JsonNode>("health/ready");
        Assert.Equal("Degraded", health!["checks"]!["accounts"]!["status"]!.GetValue<string>());
    }

    private string In(string name) => Path.Combine(_local.Data, name);

    private void Delete(params string[] names)
    {
        SqliteConnection.ClearAllPools();
        foreach (var name in names.SelectMany(name => (string[])[name, $"{name}-wal", $"{name}-shm"]))
        {
            File.Delete(In(name));
        }
    }
}
