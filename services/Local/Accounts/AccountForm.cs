using System.Text.RegularExpressions;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Local.Accounts;

/// <summary>What an administrator typed about an account, as it was typed.</summary>
public sealed partial record AccountForm(string UserName, string FullName, string Role, IReadOnlyList<string> Provinces, string Team)
{
    private const int LongestFullName = 80;

    /// <summary>An empty one.</summary>
    public static readonly AccountForm Empty = new("", "", "", [], "");

    /// <summary>What an account says now.</summary>
    public static AccountForm Of(Account account) => new(account.UserName!, account.FullName, account.Role, account.ProvinceTexts, account.Team ?? "");

    /// <summary>What was sent.</summary>
    public static AccountForm Of(IFormCollection form, string? userName = null) => new(
        userName ?? form["user"].ToString().Trim(), form["name"].ToString().Trim(), form["role"].ToString(),
        [.. form["province"].OfType<string>().Distinct()], form["team"].ToString().Trim());

    /// <summary>What is wrong with a new user name; null when nothing is.</summary>
    public string? FindUserNameFault() => UserNamePattern().IsMatch(UserName) ? null
        : "Tên đăng nhập gồm 2 đến 32 chữ thường không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới, bắt đầu bằng chữ.";

    /// <summary>The rights that it gives, or what is wrong: field → Vietnamese sentence.</summary>
    public AccountRights? Read(Catalogue catalogue, Dictionary<string, string> faults)
    {
        if (FullName.Length > LongestFullName || FullName.Any(char.IsControl))
        {
            faults["name"] = $"Họ tên dài nhất {LongestFullName} ký tự.";
        }

        if (!StaffRoles.All.Contains(Role))
        {
            faults["role"] = "Hãy chọn một vai trò.";
        }

        if (!ProvinceScope.TryParse(Provinces, catalogue, out var scope, out _))
        {
            faults["provinces"] = "Có tỉnh, thành phố không có trong danh mục. Hãy chọn lại.";
        }
        else if (Role is StaffRoles.SurveyTeam or StaffRoles.Supervisor && scope is { IsAll: false, Texts.Count: 0 })
        {
            faults["provinces"] = "Vai trò này cần ít nhất một tỉnh, thành phố.";
        }

        if (Team.Length > 0 && !TeamPattern().IsMatch(Team))
        {
            faults["team"] = "Mã tổ gồm 1 đến 32 chữ không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.";
        }

        return faults.Count > 0 ? null : new AccountRights(FullName, Role, scope, Team.Length > 0 ? Team : null);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9._-]{1,31}\z")]
    private static partial Regex UserNamePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,32}\z")]
    private static partial Regex TeamPattern();
}
