namespace SipasSurvey.Local.Accounts;

/// <summary>Where the pages of accounts are.</summary>
internal static class AccountPaths
{
    public const string SignIn = "/account/sign-in";
    public const string Password = "/account/password";
    public const string Accounts = "/staff/accounts";
    public const string NewAccount = "/staff/accounts/new";

    /// <summary>Query parameter and form field with the authorization request to go on with.</summary>
    public const string ReturnField = "return";

    public static string Account(string id) => $"{Accounts}/{id}";

    /// <summary>Only ever goes on with signing in here: a link to these pages must not send people elsewhere once they trust it.</summary>
    public static string? Return(string? back) =>
        back is not null && back.StartsWith($"{OwnProvider.AuthorizePath}?", StringComparison.Ordinal) && back.All(character => character is > ' ' and <= '~' and not '\\')
            ? back
            : null;

    public static string With(string path, string? back) => back is null ? path : path + QueryString.Create(ReturnField, back);
}
