using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.SignIn;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Local.Accounts;

/// <summary>The administrator's pages of accounts.</summary>
internal static class ManageAccounts
{
    private const int LargestForm = 32 * 1024;
    private const string LastAdministrator = "Đây là tài khoản quản trị cuối cùng đang mở, nên phải giữ nguyên. Hãy thêm một người quản trị khác trước.";
    private const string Oneself = "Không tự đổi vai trò, tự khóa hay tự cấp mật khẩu cho chính mình được; một người quản trị khác làm việc đó.";

    public static void MapManageAccounts(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").RequireAuthorization(StaffPolicies.ManageAccounts).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        pages.MapGet(AccountPaths.Accounts, List);
        pages.MapGet(AccountPaths.NewAccount, (Catalogue catalogue) => New(catalogue, AccountForm.Empty, []));
        pages.MapPost(AccountPaths.NewAccount, Make);
        pages.MapGet($"{AccountPaths.Accounts}/{{id}}", Show);
        pages.MapPost($"{AccountPaths.Accounts}/{{id}}", Change);
        pages.MapPost($"{AccountPaths.Accounts}/{{id}}/shut", (HttpContext context, [AsParameters] Parts parts, string id) => Shut(context, parts, id, true));
        pages.MapPost($"{AccountPaths.Accounts}/{{id}}/open", (HttpContext context, [AsParameters] Parts parts, string id) => Shut(context, parts, id, false));
        pages.MapPost($"{AccountPaths.Accounts}/{{id}}/password", ResetPassword);
        pages.MapPost($"{AccountPaths.Accounts}/{{id}}/end-sessions", EndSessions);
    }

    private static async Task<IResult> List(StaffAccounts accounts, Catalogue catalogue, CancellationToken cancellationToken) =>
        new RazorComponentResult<AccountsPage>(new { Accounts = await accounts.List(cancellationToken), Catalogue = catalogue });

    private static RazorComponentResult<NewAccountPage> New(Catalogue catalogue, AccountForm form, Dictionary<string, string> faults) =>
        new(new { Form = form, Faults = faults, Catalogue = catalogue }) { StatusCode = faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK };

    private static async Task<IResult> Make(HttpContext context, [AsParameters] Parts parts)
    {
        if (await Forms.Read(context, parts.Antiforgery) is not { } sent)
        {
            return TypedResults.BadRequest();
        }

        var (form, faults) = (AccountForm.Of(sent), new Dictionary<string, string>());
        if (form.FindUserNameFault() is { } fault)
        {
            faults["user"] = fault;
        }

        if (form.Read(parts.Catalogue, faults) is { } rights)
        {
            if (await parts.Accounts.Make(form.UserName, rights, account => context.Record(AuditActions.MakeAccount, account.UserName!, rights.ToString())) is { } made)
            {
                return OneTimePassword(made.Account, made.Password, isNew: true);
            }

            faults["user"] = "Tên đăng nhập này đã có người dùng.";
        }

        return New(parts.Catalogue, form, faults);
    }

    private static async Task<IResult> Show(HttpContext context, [AsParameters] Parts parts, string id, string? done) =>
        await parts.Accounts.Find(id) is { } account ? await Page(context, parts, account, AccountForm.Of(account), [], done) : TypedResults.NotFound();

    private static Task<IResult> Change(HttpContext context, [AsParameters] Parts parts, string id) => With(context, parts, id, async (account, sent) =>
    {
        var (form, faults) = (AccountForm.Of(sent, account.UserName), new Dictionary<string, string>());
        if (form.Read(parts.Catalogue, faults) is { } rights)
        {
            var before = AccountForm.Of(account).Read(parts.Catalogue, []);
            if (IsOneself(context, account) && rights.Role != account.Role)
            {
                faults["role"] = Oneself;
            }
            else if (await parts.Accounts.Change(account, rights, () => context.Record(AuditActions.ChangeAccount, account.UserName!, $"{rights}. Before: {before?.ToString() ?? account.Role}")))
            {
                return Back(account, "changed");
            }
            else
            {
                faults["role"] = LastAdministrator;
            }
        }

        return await Page(context, parts, account, form, faults, null);
    });

    private static Task<IResult> Shut(HttpContext context, Parts parts, string id, bool shut) => With(context, parts, id, async (account, _) =>
        shut && IsOneself(context, account) ? await Refuse(context, parts, account, Oneself)
        : await parts.Accounts.Shut(account, shut, () => context.Record(AuditActions.ChangeAccount, account.UserName!, shut ? "Shut." : "Opened.")) ? Back(account, shut ? "shut" : "opened")
        : await Refuse(context, parts, account, LastAdministrator));

    private static Task<IResult> ResetPassword(HttpContext context, [AsParameters] Parts parts, string id) => With(context, parts, id, async (account, _) =>
        IsOneself(context, account)
            ? await Refuse(context, parts, account, Oneself)
            : OneTimePassword(account,
                await parts.Accounts.ResetPassword(account, isInFile: false, () => context.Record(AuditActions.ResetPassword, account.UserName!)), isNew: false));

    private static Task<IResult> EndSessions(HttpContext context, [AsParameters] Parts parts, string id) => With(context, parts, id, async (account, _) =>
    {
        await parts.Accounts.EndSessions(account, () => context.Record(AuditActions.EndSession, account.UserName!, "All sessions of the account."));
        return Back(account, "ended");
    });

    private static async Task<IResult> With(HttpContext context, Parts parts, string id, Func<Account, IFormCollection, Task<IResult>> act) =>
        await Forms.Read(context, parts.Antiforgery) is not { } sent ? TypedResults.BadRequest()
        : await parts.Accounts.Find(id) is not { } account ? TypedResults.NotFound()
        : await act(account, sent);

    private static bool IsOneself(HttpContext context, Account account) => context.Staff()?.Id == account.Id;

    private static RedirectHttpResult Back(Account account, string done) => TypedResults.LocalRedirect($"{AccountPaths.Account(account.Id)}?done={done}");

    private static Task<IResult> Refuse(HttpContext context, Parts parts, Account account, string why) =>
        Page(context, parts, account, AccountForm.Of(account), new Dictionary<string, string> { ["state"] = why }, null);

    private static async Task<IResult> Page(HttpContext context, Parts parts, Account account, AccountForm form, Dictionary<string, string> faults, string? done) =>
        new RazorComponentResult<AccountPage>(new
        {
            Account = account,
            Form = form,
            Faults = faults,
            Done = done,
            IsOneself = IsOneself(context, account),
            Sessions = (await parts.Sessions.List(account.Id, context.RequestAborted)).Count,
            parts.Catalogue,
        })
        { StatusCode = faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK };

    // The one time that it is shown: no page leads back here, and nothing below /staff is kept by browsers.
    private static RazorComponentResult<OneTimePasswordPage> OneTimePassword(Account account, string password, bool isNew) =>
        new(new { UserName = account.UserName, Password = password, Until = account.OneTimeUntil!.Value, AccountId = account.Id, IsNew = isNew });

    private sealed record Parts(StaffAccounts Accounts, StaffSessions Sessions, IAntiforgery Antiforgery, Catalogue Catalogue);
}
