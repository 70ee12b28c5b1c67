using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Staff.SignIn;

/// <summary>The cookie of the staff's pages. It holds the name of a session; what the session knows is in the store.</summary>
public static class StaffCookie
{
    /// <summary>Authentication scheme.</summary>
    public const string SchemeName = "staff-cookie";

    /// <summary>Query parameter with the path to go to after signing in.</summary>
    public const string ReturnParameter = "return";

    // Twice as much when it is escaped, which still is less than proxies take for a header.
    private const int LongestReturn = 2 * 1024;

    private const string BeganProperty = "began";

    // A session is prolonged at most so often within its idle time: not every request writes the store, and it ends at most a tenth early.
    private const int IdleSteps = 10;

    /// <summary>Where signing in begins.</summary>
    public static readonly PathString SignInPath = "/staff/sign-in";

    /// <summary>The staff's start page, where whoever is signed out arrives.</summary>
    public static readonly PathString StartPath = "/staff";

    private static readonly object FormerEnded = new();

    /// <summary>Programs come here, not people: they are told what is wrong and never sent to a page.</summary>
    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api");

    /// <summary>
    /// Ends the session that a browser comes with, before it gets another one. The framework would go on with the former one's name, which
    /// somebody else may know.
    /// </summary>
    internal static async Task EndFormer(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SchemeName);
        if (options.CookieManager.GetRequestCookie(context, options.Cookie.Name!) is { } cookie
            && options.TicketDataFormat.Unprotect(cookie)?.Principal.Claims.FirstOrDefault()?.Value is { } name)
        {
            await options.SessionStore!.RemoveAsync(name);
        }

        context.Items[FormerEnded] = true;
    }

    private static void Configure(CookieAuthenticationOptions options, SessionOptions session, StaffSessions sessions, PublicOrigin origin)
    {
        (options.ExpireTimeSpan, options.SessionStore, options.CookieManager) = (session.Idle, sessions, new Cookies());
        origin.Protect(options.Cookie, "sipas-staff");
        // Not strict: that would leave out the cookie on the way back from the provider, which is another site.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = ReturnParameter;
        options.Events = new CookieAuthenticationEvents
        {
            OnSigningIn = context =>
            {
                context.Properties.SetString(BeganProperty, context.Options.TimeProvider!.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
                return Task.CompletedTask;
            },
            OnCheckSlidingExpiration = context =>
            {
                context.ShouldRenew = context.ElapsedTime >= session.Idle / IdleSteps;
                return Task.CompletedTask;
            },
            OnValidatePrincipal = context => EndInTime(context, session),
            OnRedirectToLogin = context => IsApi(context.Request) ? AccessProblems.KeyRequired(context.HttpContext) : SignIn(context),
            OnRedirectToAccessDenied = context => IsApi(context.Request) ? AccessProblems.WrongRole(context.HttpContext) : Refuse(context),
        };
    }

    // Relative, unlike the framework's own: behind a proxy the host name that we see may not be the public one. A form that was posted
    // after the cookie ended cannot be repeated by a redirect, so its sender starts at the sign-in page's default; so does who asks for more than fits into a header.
    private static Task SignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        var asked = request.Path + request.QueryString;
        var back = HttpMethods.IsGet(request.Method) && asked.Length <= LongestReturn ? QueryString.Create(ReturnParameter, asked) : QueryString.Empty;
        context.Response.Redirect(SignInPath + back);
        return Task.CompletedTask;
    }

    // A busy session is prolonged again and again; this is where it ends all the same.
    private static Task EndInTime(CookieValidatePrincipalContext context, SessionOptions session)
    {
        if (!DateTimeOffset.TryParse(context.Properties.GetString(BeganProperty), CultureInfo.InvariantCulture, DateTimeStyles.None, out var began)
            || context.Options.TimeProvider!.GetUtcNow() - began >= session.Longest)
        {
            context.RejectPrincipal();
            return context.HttpContext.SignOutAsync(SchemeName);
        }

        return Task.CompletedTask;
    }

    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Configures the scheme from the settings, once they are read.</summary>
    internal sealed class Setup(IOptions<SessionOptions> session, StaffSessions sessions, PublicOrigin origin) : IConfigureNamedOptions<CookieAuthenticationOptions>
    {
        public void Configure(string? name, CookieAuthenticationOptions options)
        {
            if (name == SchemeName)
            {
                StaffCookie.Configure(options, session.Value, sessions, origin);
            }
        }

        public void Configure(CookieAuthenticationOptions options) => Configure(Options.DefaultName, options);
    }

    // Cookies as they come, but for one of a session that was just ended.
    private sealed class Cookies : ICookieManager
    {
        private readonly ChunkingCookieManager _all = new();

        public string? GetRequestCookie(HttpContext context, string key) => context.Items.ContainsKey(FormerEnded) ? null : _all.GetRequestCookie(context, key);

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
            _all.AppendResponseCookie(context, key, value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _all.DeleteCookie(context, key, options);
    }
}
