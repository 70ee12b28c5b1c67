using System.Net;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SipasSurvey.IntegrationTests.Local;

/// <summary>The accounts of the first start, and how one gets in with them.</summary>
public sealed class FirstSignInTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["survey-team"] = "Tổ khảo sát",
        ["supervisor"] = "Giám sát của tỉnh, thành phố",
        ["analyst"] = "Phân tích, Bộ Nội vụ",
        ["publisher"] = "Công bố, Bộ Nội vụ",
        ["administrator"] = "Quản trị",
        ["auditor"] = "Kiểm toán",
    };

    private LocalProcess _local = null!;

    private Uri Address => _local.Http.BaseAddress!;

    public async Task InitializeAsync() => _local = await LocalProcess.Start();

    public Task DisposeAsync() => _local.DisposeAsync().AsTask();

    [Fact]
    public async Task There_is_one_account_for_each_role_and_each_signs_in_after_choosing_a_password()
    {
        Assert.Equal(Roles.Keys.Order(), _local.FirstPasswords().Keys.Order());
        foreach (var (user, role) in Roles)
        {
            using var browser = await StaffBrowser.SignIn(Address, user, _local.FirstPasswords()[user]);
            Assert.Contains($"Vai trò: <strong>{role}</strong>", browser.Page.Text, StringComparison.Ordinal);

            using var again = new StaffBrowser(Address);
            await again.SignIn(user, _local.FirstPasswords()[user]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Page.Status);
            await again.SignIn(user, StaffBrowser.Chosen);
            Assert.Contains($"Vai trò: <strong>{role}</strong>", again.Page.Text, StringComparison.Ordinal);
        }

        Assert.All(_local.FirstPasswords().Values, password => Assert.DoesNotContain(password, _local.Output, StringComparison.Ordinal));
        Assert.DoesNotContain(StaffBrowser.Chosen, _local.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_of_passwords_is_private_and_goes_with_the_first_sign_in()
    {
        Assert.Contains(_local.FirstSignInFile, _local.Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_local.FirstSignInFile));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_local.Data, "accounts.db")));
        }

        using var browser = new StaffBrowser(Address);
        await browser.SignIn("auditor", "wrong");
        Assert.True(File.Exists(_local.FirstSignInFile));
        await browser.SignIn("auditor", _local.FirstPasswords()["auditor"]);
        Assert.False(File.Exists(_local.FirstSignInFile));

        await _local.Stop();
        await _local.Restart();
        Assert.False(File.Exists(_local.FirstSignInFile));
    }

    [Fact]
    public async Task Nothing_opens_before_a_new_password_is_chosen()
    {
        using var browser = new StaffBrowser(Address);
        await browser.Go("staff/sign-in");
        await browser.Send("/account/sign-in", ("user", "auditor"), ("password", _local.FirstPasswords()["auditor"]));
        Assert.Equal("/account/password", browser.Page.Address.AbsolutePath);

        await browser.Go("staff/sign-in");
        Assert.Equal("/account/sign-in", browser.Page.Address.AbsolutePath);
        await browser.Go("account/password");
        foreach (var weak in (string[])["ngắn", "password1234", "the auditor of it", "sipas sipas 2026"])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.Choose(weak)).Status);
        }

        await browser.Choose(StaffBrowser.Chosen);
        await browser.Go("staff");
        Assert.Contains("Kiểm toán", browser.Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_password_gives_a_new_one_while_the_service_runs_and_ends_the_sessions()
    {
        using var browser = await StaffBrowser.SignIn(Address, "auditor", _local.FirstPasswords()["auditor"]);

        var (exitCode, output) = await _local.Command("reset-password", "auditor");

        Assert.Equal(0, exitCode);
        Assert.Equal($"One-time password: {_local.FirstSignInFile}", output.Trim());
        await browser.Go("staff");
        Assert.DoesNotContain("Vai trò", browser.Page.Text, StringComparison.Ordinal);
        await browser.SignIn("auditor", StaffBrowser.Chosen);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Page.Status);
        var passwords = _local.ReadFirstPasswords();
        Assert.Equal(["auditor"], passwords.Keys);
        using var again = await StaffBrowser.SignIn(Address, "auditor", passwords["auditor"]);
        Assert.False(File.Exists(_local.FirstSignInFile));
        Assert.Equal([("auditor", "machine", "done")], Entries("password.reset"));
    }

    [Fact]
    public async Task Reset_password_says_which_accounts_there_are()
    {
        var (exitCode, output) = await _local.Command("reset-password", "nobody");

        Assert.Equal(2, exitCode);
        Assert.Equal("There is no account 'nobody'. There are: administrator, analyst, auditor, publisher, supervisor, survey-team.", output.Trim());
        Assert.Equal(2, (await _local.Command("reset-password")).ExitCode);
        Assert.Empty(Entries("password.reset"));
    }

    [Fact]
    public async Task Sessions_outlast_a_restart()
    {
        using var browser = await StaffBrowser.SignIn(Address, "auditor", _local.FirstPasswords()["auditor"]);

        await _local.Stop();
        await _local.Restart();

        await browser.Go("staff");
        Assert.Contains("Kiểm toán", browser.Page.Text, StringComparison.Ordinal);
        using var other = new StaffBrowser(Address);
        Assert.Contains("Kiểm toán", (await other.SignIn("auditor", StaffBrowser.Chosen)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_whichever_name_of_this_machine_one_comes_one_stays_there()
    {
        foreach (var host in (string[])["localhost", "127.0.0.1"])
        {
            using var browser = new StaffBrowser(new Uri($"http://{host}:{Address.Port}/"));
            await browser.SignIn("auditor", host == "localhost" ? _local.FirstPasswords()["auditor"] : StaffBrowser.Chosen);
            Assert.Equal(host, browser.Page.Address.Host);
            Assert.Contains("Kiểm toán", browser.Page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_free_port_on_every_address_is_signed_in_at_too()
    {
        await _local.Stop();
        var programs = new ServicePrograms();
        using var process = programs.Start("SipasSurvey.Local.dll", ["--urls", "http://0.0.0.0:0", "--data", _local.Data]);
        try
        {
            var address = await ReadyAt(programs);
            using var browser = await StaffBrowser.SignIn(new Uri(address, "/"), "auditor", _local.FirstPasswords()["auditor"]);
            Assert.Contains("Kiểm toán", browser.Page.Text, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Where_the_operator_names_another_provider_there_are_no_accounts_here()
    {
        await using var local = await LocalProcess.Start("--SignIn:Authority", "https://id.example/", "--SignIn:ClientId", "sipas");

        Assert.False(File.Exists(Path.Combine(local.Data, "accounts.db")));
        Assert.False(File.Exists(local.FirstSignInFile));
        foreach (var path in (string[])["account/sign-in", "account/password", "connect/authorize", ".well-known/openid-configuration", "staff/accounts"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await local.Http.GetAsync(path)).StatusCode);
        }
    }

    private static async Task<Uri> ReadyAt(ServicePrograms programs)
    {
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while (true)
        {
            if (programs.Output.Split('\n').FirstOrDefault(line => line.Contains("is ready: ", StringComparison.Ordinal)) is { } line)
            {
                return new Uri(line.Split("ready: ")[1].Trim().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
            }

            Assert.True(DateTime.UtcNow < deadline, $"Local did not say where it is:\n{programs.Output}");
            await Task.Delay(50);
        }
    }

    private List<(string Target, string Address, string Outcome)> Entries(string action)
    {
        using var staff = new SqliteConnection($"Data Source={Path.Combine(_local.Data, "staff.db")};Mode=ReadOnly;Pooling=False");
        return [.. staff.Query<(string, string, string)>("SELECT target, address, outcome FROM staff_audit WHERE action = @action ORDER BY sequence", new { action })];
    }
}
