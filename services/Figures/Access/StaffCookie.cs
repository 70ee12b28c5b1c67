using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SipasSurvey.Figures.Access;

/// <summary>The cookie of the staff's pages, given for a key. It ends with that key.</summary>
internal static class StaffCookie
{
    public const string SchemeName = "staff-cookie";
    public const string ReturnParameter = "return";

    public static readonly PathString SignInPath = "/staff/sign-in";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "sipas-staff";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = ReturnParameter;
        options.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = EndWithItsKey,
            OnRedirectToLogin = context => IsApi(context.Request) ? AccessProblems.KeyRequired(context.HttpContext) : SignIn(context),
            OnRedirectToAccessDenied = context => IsApi(context.Request) ? AccessProblems.WrongRole(context.HttpContext) : Refuse(context),
        };
    }

    /// <summary>Programs come here, not people: they are told what is wrong and never sent to a page.</summary>
    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api");

    private static async Task EndWithItsKey(CookieValidatePrincipalContext context)
    {
        var keys = context.HttpContext.RequestServices.GetRequiredService<AccessKeyFile>();
        if (!StaffIdentity.IsCurrent(context.Principal, keys.Current))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(SchemeName);
        }
    }

    // Relative, unlike the framework's own: behind a proxy the host name that we see may not be the public one. A form that was posted
    // after the cookie ended cannot be repeated by a redirect, so its sender starts at the sign-in page's default.
    private static Task SignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        var back = HttpMethods.IsGet(request.Method)
            ? QueryString.Create(ReturnParameter, request.Path + request.QueryString)
            : QueryString.Empty;
        context.Response.Redirect(SignInPath + back);
        return Task.CompletedTask;
    }

    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
