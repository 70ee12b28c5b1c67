using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using SipasSurvey.Figures.Access;

namespace SipasSurvey.Figures.Pages;

/// <summary>Signing in to the pages with a staff key, and out again.</summary>
internal static class SignIn
{
    public const string KeyField = "key";
    public const string TokenField = "form-token";

    // A key has 43 characters and the token about 200.
    private const int LargestForm = 16 * 1024;

    private const string Refused = "Khóa không đúng hoặc không còn hiệu lực. Hãy kiểm tra lại rồi nhập lại khóa.";
    private const string FormTooOld = "Biểu mẫu đã hết hạn. Hãy nhập lại khóa.";

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.SignIn, ([FromQuery(Name = StaffCookie.ReturnParameter)] string? back) => Page(back, null))
            .AllowAnonymous();
        routes.MapPost(PagePaths.SignIn, Enter).AllowAnonymous().RequireRateLimiting(SignInLimit.PolicyName)
            .WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        routes.MapPost(PagePaths.SignOut, Leave).AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static async Task<IResult> Enter(HttpContext context, IAntiforgery antiforgery, AccessKeyFile keys, ILoggerFactory logging)
    {
        if (await OurForm(context, antiforgery) is not { } form)
        {
            return Page(null, FormTooOld, StatusCodes.Status400BadRequest);
        }

        var back = form[StaffCookie.ReturnParameter].ToString();
        if (keys.Current.Find(form[KeyField].ToString().Trim()) is not { } key)
        {
            logging.CreateLogger(typeof(SignIn)).LogWarning("A sign-in with a wrong key was refused.");
            return Page(back, Refused, StatusCodes.Status422UnprocessableEntity);
        }

        await context.SignInAsync(StaffCookie.SchemeName, StaffIdentity.Of(key, StaffCookie.SchemeName));
        logging.CreateLogger(typeof(SignIn)).LogInformation("Signed in with the key of {Role}.", key.Role);
        return TypedResults.LocalRedirect(Local(back));
    }

    private static async Task<IResult> Leave(HttpContext context, IAntiforgery antiforgery)
    {
        if (await OurForm(context, antiforgery) is not { } form)
        {
            return TypedResults.BadRequest();
        }

        await context.SignOutAsync(StaffCookie.SchemeName);
        var back = form[StaffCookie.ReturnParameter].ToString();
        return TypedResults.LocalRedirect(back.Length == 0
            ? PagePaths.Staff
            : PagePaths.SignIn + QueryString.Create(StaffCookie.ReturnParameter, Local(back)));
    }

    private static RazorComponentResult<SignInPage> Page(string? back, string? error, int status = StatusCodes.Status200OK) =>
        new(new { Return = Local(back), Error = error }) { StatusCode = status };

    // Only ever leads to a path of this site: a link to the sign-in page must not send people elsewhere once they trust it.
    private static string Local(string? back) =>
        back is ['/', ..] && RedirectHttpResult.IsLocalUrl(back) && Ascii.IsValid(back) ? back : PagePaths.Staff;

    /// <summary>What was sent, when it was sent from a form of ours; null otherwise.</summary>
    private static async Task<IFormCollection?> OurForm(HttpContext context, IAntiforgery antiforgery)
    {
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return await antiforgery.IsRequestValidAsync(context) ? form : null;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            // Too long, too many fields, or cut off: the sender's fault, and no failure of ours.
            return null;
        }
    }
}
