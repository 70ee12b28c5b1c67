using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;

namespace SipasSurvey.Figures.Access;

/// <summary>Adds staff keys to a host: <c>Authorization: Bearer</c> for programs, a cookie for pages.</summary>
public static class StaffAccess
{
    private const string SchemeName = "staff";

    /// <summary>
    /// Registers authentication and the policies of <see cref="AccessPolicies"/>. Settings: <c>AccessKeys</c>, path of the file of keys;
    /// <c>DataProtectionKeys</c>, folder of the keys that seal cookies and forms, shared by all instances behind one address.
    /// </summary>
    /// <exception cref="DataFileException">A setting is missing, or the file of keys is; one line that names it.</exception>
    public static IHostApplicationBuilder AddStaffAccess(this IHostApplicationBuilder builder)
    {
        var path = Setting(builder, "AccessKeys", "the path of the JSON file with the staff keys");
        var folder = Setting(builder, "DataProtectionKeys", "a folder for the keys that seal cookies and forms");

        // Read now, so that a wrong file stops the start and not the first request.
        var keys = AccessKeyFile.Read(path);
        builder.Services.AddSingleton(services => new AccessKeyFile(path, keys, services.GetRequiredService<ILogger<AccessKeyFile>>()));
        builder.Services.AddDataProtection().SetApplicationName("sipas-survey").PersistKeysToFileSystem(PrivateFolder(folder));

        // It tells of every wrong key, twice; whoever sends them would fill the log.
        builder.Logging.AddFilter(typeof(BearerKeyHandler).FullName, LogLevel.Warning);
        builder.Services.AddAuthentication(SchemeName)
            .AddPolicyScheme(SchemeName, null, options => options.ForwardDefaultSelector = Select)
            .AddScheme<AuthenticationSchemeOptions, BearerKeyHandler>(BearerKeyHandler.SchemeName, null)
            .AddCookie(StaffCookie.SchemeName, StaffCookie.Configure);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(AccessPolicies.Ministry, policy => policy.RequireRole(AccessPolicies.Ministry))
            .AddPolicy(AccessPolicies.SurveyTeam, policy => policy.RequireRole(AccessPolicies.SurveyTeam))
            .AddPolicy(AccessPolicies.Staff, policy => policy.RequireRole(AccessPolicies.Ministry, AccessPolicies.SurveyTeam));

        builder.Services.AddHealthChecks().AddCheck<AccessKeyFile>("access-keys", tags: ["ready"]);
        builder.AddSettings<SignInLimitOptions>("SignIn");
        builder.Services.AddRateLimiter(options => options.AddPolicy<string, SignInLimit>(SignInLimit.PolicyName));
        return builder;
    }

    // The cookie reads the API, so that a page can link to CSV and XLSX, but it never writes through it: another site on the same
    // machine is "same site" to a browser, and API routes have no antiforgery token.
    private static string Select(HttpContext context)
    {
        var request = context.Request;
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return request.Headers.Authorization.Count > 0 || (StaffCookie.IsApi(request) && !reads)
            ? BearerKeyHandler.SchemeName
            : StaffCookie.SchemeName;
    }

    private static string Setting(IHostApplicationBuilder builder, string name, string meaning) =>
        builder.Configuration[name] is { Length: > 0 } value
            ? value
            : throw new DataFileException($"Setting {name}", "", $"is missing; it names {meaning}");

    private static DirectoryInfo PrivateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
