using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.SignIn;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// Choosing a new password: forced after a one-time password, with which its owner has just proven who it is, and whenever staff want to,
/// with the present password. Afterwards all sessions of the account are over.
/// </summary>
internal static class ChoosePassword
{
    private const int LargestForm = 16 * 1024;

    public static void MapChoosePassword(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(AccountPaths.Password, Show).AllowAnonymous();
        routes.MapPost(AccountPaths.Password, Choose).AllowAnonymous().RequireRateLimiting(SignInLimit.PolicyName).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static async Task<IResult> Show(HttpContext context, StaffAccounts accounts, [FromQuery(Name = AccountPaths.ReturnField)] string? back) =>
        await WhoOf(context, accounts) is ({ } account, var isForced)
            ? Page(StatusCodes.Status200OK, back, account, isForced, new Dictionary<string, string>())
            : TypedResults.LocalRedirect(PagePaths.SignIn);

    private static async Task<IResult> Choose(HttpContext context, IAntiforgery antiforgery, StaffAccounts accounts, PasswordSignIn signIn, AuditTrail trail)
    {
        if (await Forms.Read(context, antiforgery) is not { } form)
        {
            return TypedResults.BadRequest();
        }

        if (await WhoOf(context, accounts) is not ({ } account, var isForced))
        {
            return TypedResults.LocalRedirect(PagePaths.SignIn);
        }

        var (back, typed, repeated) = (AccountPaths.Return(form[AccountPaths.ReturnField]), form["new-password"].ToString(), form["repeated"].ToString());
        var password = Passwords.Normalize(typed);
        var faults = new Dictionary<string, string>();
        if (Passwords.FindFault(password, account.UserName!) is { } fault)
        {
            faults["new-password"] = fault;
        }
        else if (password != Passwords.Normalize(repeated))
        {
            faults["repeated"] = "Hai lần nhập mật khẩu mới không giống nhau.";
        }

        // Last, and by the same way as signing in: so it is slowed down alike.
        if (faults.Count == 0 && !isForced && (await signIn.Try(context, account.UserName!, form["password"].ToString())).Account is null)
        {
            faults["password"] = "Mật khẩu hiện tại không đúng, hoặc đã thử sai quá nhiều lần. Hãy đợi nửa phút rồi thử lại.";
        }

        if (faults.Count > 0)
        {
            return Page(StatusCodes.Status422UnprocessableEntity, back, account, isForced, faults);
        }

        await accounts.ChoosePassword(account, password!, () => trail.Append(
            new AuditRecord(account.Id, account.UserName!, account.Role, AuditActions.ChangePassword, account.UserName!, AuditOutcome.Done, context.Address()),
            context.RequestAborted));
        await context.SignOutAsync(ProviderCookies.MustChoose);
        if (isForced)
        {
            await ProviderCookies.Set(context, ProviderCookies.SignedIn, account);
        }

        return TypedResults.LocalRedirect(back ?? PagePaths.SignIn);
    }

    private static async Task<(Account? Account, bool IsForced)> WhoOf(HttpContext context, StaffAccounts accounts) =>
        await ProviderCookies.Find(context, ProviderCookies.MustChoose, accounts) is { } chooser ? (chooser, true)
        : context.Staff() is { Way: StaffWay.Session } member && await accounts.Find(member.Id) is { IsShut: false } account ? (account, false)
        : (null, false);

    private static RazorComponentResult<ChoosePasswordPage> Page(
        int status, string? back, Account account, bool isForced, IReadOnlyDictionary<string, string> faults) =>
        new(new { Return = AccountPaths.Return(back), UserName = account.UserName, IsForced = isForced, Faults = faults }) { StatusCode = status };
}
