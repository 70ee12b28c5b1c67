using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SipasSurvey.Pages;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.Local.Accounts;

/// <summary>The provider's page for signing in.</summary>
internal static class SignInForm
{
    // Names, passwords and an authorization request have a tenth of it.
    private const int LargestForm = 16 * 1024;

    public static void MapSignInForm(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(AccountPaths.SignIn, Show).AllowAnonymous();
        routes.MapPost(AccountPaths.SignIn, Enter).AllowAnonymous().RequireRateLimiting(SignInLimit.PolicyName).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static RazorComponentResult<AccountSignInPage> Show([FromQuery(Name = AccountPaths.ReturnField)] string? back) =>
        Page(StatusCodes.Status200OK, back, "", false, null);

    private static async Task<IResult> Enter(HttpContext context, IAntiforgery antiforgery, PasswordSignIn signIn)
    {
        if (await Forms.Read(context, antiforgery) is not { } form)
        {
            return TypedResults.BadRequest();
        }

        var (back, name) = (AccountPaths.Return(form[AccountPaths.ReturnField]), form["user"].ToString());
        var result = await signIn.Try(context, name, form["password"].ToString());
        if (result.Wait is { } wait)
        {
            var seconds = (int)Math.Ceiling(wait.TotalSeconds);
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Page(StatusCodes.Status429TooManyRequests, back, name, false, seconds);
        }

        if (result.Account is not { } account)
        {
            return Page(StatusCodes.Status422UnprocessableEntity, back, name, true, null);
        }

        await ProviderCookies.Set(context, account.MustChangePassword ? ProviderCookies.MustChoose : ProviderCookies.SignedIn, account);
        // Who came without a request of the pages starts one; the cookie answers it.
        return TypedResults.LocalRedirect(account.MustChangePassword ? AccountPaths.With(AccountPaths.Password, back) : back ?? PagePaths.SignIn);
    }

    // Not kept by browsers: antiforgery says so, as it does of every page with a form.
    private static RazorComponentResult<AccountSignInPage> Page(int status, string? back, string name, bool isWrong, int? seconds) =>
        new(new { Return = AccountPaths.Return(back), UserName = name, IsWrong = isWrong, Seconds = seconds }) { StatusCode = status };
}
