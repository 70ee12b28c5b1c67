using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SipasSurvey.IntegrationTests.Local;

/// <summary>The administrator's pages of accounts, in one process with one administrator.</summary>
public sealed class AccountPagesTests : IAsyncLifetime
{
    private LocalProcess _local = null!;
    private StaffBrowser _administrator = null!;

    private Uri Address => _local.Http.BaseAddress!;

    public async Task InitializeAsync()
    {
        _local = await LocalProcess.Start();
        _administrator = await StaffBrowser.SignIn(Address, "administrator", _local.FirstPasswords()["administrator"]);
    }

    public async Task DisposeAsync()
    {
        _administrator.Dispose();
        await _local.DisposeAsync();
    }

    [Fact]
    public async Task An_account_is_made_with_a_password_that_is_shown_once()
    {
        await _administrator.Go("staff/accounts/new");
        await _administrator.Send("/staff/accounts/new", ("user", "an.nguyen"), ("name", "Nguyễn Văn An"), ("role", "surveyTeam"), ("province", "vn34/15"), ("province", "vn34/01"), ("team", "T-07"));

        Assert.Equal(HttpStatusCode.OK, _administrator.Page.Status);
        Assert.Contains("no-store", _administrator.Page.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var password = OneTimePassword();
        await _administrator.Go("staff/accounts");
        Assert.Contains("Nguyễn Văn An", _administrator.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(password, _administrator.Page.Text, StringComparison.Ordinal);
        using var an = await StaffBrowser.SignIn(Address, "an.nguyen", password);
        Assert.Contains("Tổ khảo sát", an.Page.Text, StringComparison.Ordinal);
        Assert.Contains("surveyTeam; provinces: vn34/01 vn34/15; team: T-07", Detail("account.make", "an.nguyen"), StringComparison.Ordinal);
        // The passwords of the file were not used.
        Assert.True(File.Exists(_local.FirstSignInFile) is false, "The administrator's was.");

        await _administrator.Go("staff/accounts/new");
        await _administrator.Send("/staff/accounts/new", ("user", "an.nguyen"), ("role", "auditor"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, _administrator.Page.Status);
        await _administrator.Send("/staff/accounts/new", ("user", "An Nguyễn"), ("role", "king"), ("province", "vn34/99"), ("team", "a b"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, _administrator.Page.Status);
        Assert.Equal(4, Regex.Count(_administrator.Page.Text, "<p><a href=\"#"));
    }

    [Fact]
    public async Task What_takes_rights_away_ends_the_sessions_and_is_in_the_trail()
    {
        foreach (var (act, action) in (List<(Func<string, Task>, string)>)[
            (page => _administrator.Send(page, ("role", "auditor"), ("name", "")), "account.change"),
            (page => _administrator.Send($"{page}/end-sessions"), "session.end"),
            (page => _administrator.Send($"{page}/shut"), "account.change")])
        {
            using var analyst = new StaffBrowser(Address);
            await analyst.SignIn("analyst", _local.FirstPasswords()["analyst"]);
            if (analyst.Page.Status == HttpStatusCode.UnprocessableEntity)
            {
                await analyst.SignIn("analyst", StaffBrowser.Chosen);
            }

            Assert.Contains("Vai trò", analyst.Page.Text, StringComparison.Ordinal);
            var page = await Open("analyst");

            await act(page);

            Assert.Equal(HttpStatusCode.OK, _administrator.Page.Status);
            await analyst.Go("staff");
            Assert.DoesNotContain("Vai trò", analyst.Page.Text, StringComparison.Ordinal);
            Assert.NotEmpty(Detail(action, "analyst"));
        }

        using var shut = new StaffBrowser(Address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shut.SignIn("analyst", StaffBrowser.Chosen)).Status);
        Assert.Contains("is shut", (await _local.Command("reset-password", "analyst")).Output, StringComparison.Ordinal);
        await _administrator.Send($"{await Open("analyst")}/open");
        Assert.Contains("Kiểm toán", (await shut.SignIn("analyst", StaffBrowser.Chosen)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_takes_the_place_of_the_old_one()
    {
        using var auditor = await StaffBrowser.SignIn(Address, "auditor", _local.FirstPasswords()["auditor"]);

        await _administrator.Send($"{await Open("auditor")}/password");

        var password = OneTimePassword();
        await auditor.Go("staff");
        Assert.DoesNotContain("Vai trò", auditor.Page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await auditor.SignIn("auditor", StaffBrowser.Chosen)).Status);
        Assert.Contains("Kiểm toán", (await auditor.SignIn("auditor", password)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_changes_their_own_role_or_shuts_the_last_administrator()
    {
        var self = await Open("administrator");
        await _administrator.Send(self, ("role", "auditor"), ("name", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, _administrator.Page.Status);
        foreach (var forbidden in (string[])["shut", "password"])
        {
            var token = Regex.Match(_administrator.Page.Text, "name=\"form-token\" value=\"([^\"]*)\"").Groups[1].Value;
            await _administrator.Post($"{self}/{forbidden}", ("form-token", token));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, _administrator.Page.Status);
        }

        // A second one may shut the first, but then is the last.
        await _administrator.Send(await Open("analyst"), ("role", "administrator"), ("name", ""));
        using var second = await StaffBrowser.SignIn(Address, "analyst", _local.FirstPasswords()["analyst"]);
        await second.Go(self);
        await second.Send($"{self}/shut");
        Assert.Equal(HttpStatusCode.OK, second.Page.Status);
        await _administrator.Go("staff");
        Assert.DoesNotContain("Vai trò", _administrator.Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_find_no_accounts()
    {
        using var auditor = await StaffBrowser.SignIn(Address, "auditor", _local.FirstPasswords()["auditor"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Go("staff/accounts")).Status);
        using var nobody = new StaffBrowser(Address);
        Assert.Equal("/account/sign-in", (await nobody.Go("staff/accounts")).Address.AbsolutePath);
    }

    [Fact]
    public async Task One_changes_ones_own_password_with_the_present_one()
    {
        using var auditor = await StaffBrowser.SignIn(Address, "auditor", _local.FirstPasswords()["auditor"]);
        const string Next = "thuyền nan trôi ngược gió";
        await auditor.Go("account/password");
        await auditor.Send("/account/password", ("password", "wrong"), ("new-password", Next), ("repeated", Next));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, auditor.Page.Status);
        await auditor.Send("/account/password", ("password", StaffBrowser.Chosen), ("new-password", Next), ("repeated", $"{Next}!"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, auditor.Page.Status);

        await auditor.Send("/account/password", ("password", StaffBrowser.Chosen), ("new-password", Next), ("repeated", Next));

        Assert.Equal("/account/sign-in", auditor.Page.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await auditor.SignIn("auditor", StaffBrowser.Chosen)).Status);
        Assert.Contains("Kiểm toán", (await auditor.SignIn("auditor", Next)).Text, StringComparison.Ordinal);
    }

    private async Task<string> Open(string user)
    {
        await _administrator.Go("staff/accounts");
        await _administrator.Go(Regex.Match(_administrator.Page.Text, $"href=\"(/staff/accounts/[^\"]*)\">{Regex.Escape(user)}<").Groups[1].Value);
        return _administrator.Page.Address.AbsolutePath;
    }

    private string OneTimePassword() => Regex.Match(_administrator.Page.Text, "id=\"one-time-password\">([^<]*)<").Groups[1].Value;

    private string Detail(string action, string target)
    {
        using var staff = new SqliteConnection($"Data Source={Path.Combine(_local.Data, "staff.db")};Mode=ReadOnly;Pooling=False");
        return staff.QueryFirstOrDefault<string>(
            "SELECT detail FROM staff_audit WHERE action = @action AND target = @target AND actor = 'administrator' ORDER BY sequence DESC", new { action, target }) ?? "";
    }
}
