using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Keys;
using SipasSurvey.Staff.SignIn;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Staff;

/// <summary>Adds to a host what staff need: signing in, keys, roles, the audit trail.</summary>
public static class StaffModule
{
    /// <summary>
    /// Registers authentication, the policies of <see cref="StaffPolicies"/> and the staff store. The host registers the catalogue and a clock. Settings:
    /// <c>ConnectionStrings:Staff</c>, the store; <c>AccessKeys</c>, path of a file with two keys, may be missing; <c>DataProtectionKeys</c>, folder of
    /// the keys that seal cookies and forms, shared by all instances behind one address; <c>SignIn</c>, the provider (<see cref="SignInOptions"/>);
    /// <c>Session</c>, how long a session lasts (<see cref="SessionOptions"/>); <c>PublicAddress</c>, the origin that browsers see.
    /// </summary>
    /// <exception cref="DataFileException">A setting or the file of keys is wrong; one line that names it.</exception>
    /// <exception cref="StartException">The public address is none.</exception>
    public static IHostApplicationBuilder AddStaff(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        var database = StaffDatabase.Of(builder.Configuration);
        services.AddSingleton(_ => database).AddSingleton<AccessKeyStore>().AddSingleton<AuditTrail>().AddSingleton<BatchRegistry>().AddSingleton<BatchSheets>();
        services.AddSingleton<PrintRuns>().AddSingleton<InvitationRuns>().AddSingleton<SamplePlans>().AddSingleton<SecondEntries>();
        services.AddHealthChecks().AddCheck<StaffStoreCheck>("staff-store", tags: ["ready"]);
        AddKeyFile(builder);
        services.AddDataProtection().SetApplicationName("sipas-survey").PersistKeysToFileSystem(PrivateFolder.Make(builder.Configuration["DataProtectionKeys"] ?? "protection-keys"));

        services.AddSingleton(PublicOrigin.Of(builder.Configuration));
        AddSignIn(builder);
        StaffPolicies.AddAll(services.AddAuthorizationBuilder());
        return builder;
    }

    private static void AddSignIn(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<SignIn.SessionOptions>("Session");
        builder.AddSettings<SignInOptions>("SignIn");
        services.AddSingleton<IValidateOptions<SignInOptions>, SignInCheck>();
        builder.AddSignInLimit().AddRefusals();
        services.AddSingleton<StaffSessions>().AddSingleton<ProviderClaims>().AddSingleton<RefusalLog>();

        // They tell of every wrong key and token, twice; whoever sends them would fill the log. What matters of it, RefusalLog says.
        builder.Logging.AddFilter(typeof(BearerKeyHandler).FullName, LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.None);
        var authentication = services.AddAuthentication(WayIn.SchemeName)
            .AddPolicyScheme(WayIn.SchemeName, null, options => options.ForwardDefaultSelector = WayIn.Select)
            .AddScheme<AuthenticationSchemeOptions, VisitorHandler>(VisitorHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, BearerKeyHandler>(BearerKeyHandler.SchemeName, null)
            .AddCookie(StaffCookie.SchemeName);
        services.ConfigureOptions<StaffCookie.Setup>();
        if (builder.Configuration["SignIn:Authority"] is not { Length: > 0 })
        {
            return;
        }

        // Otherwise the first request after a quiet night is still judged by the keys of the evening before, and only then are they read anew.
        AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);
        authentication.AddOpenIdConnect(ProviderSignIn.SchemeName, _ => { });
        services.ConfigureOptions<ProviderSignIn.Setup>();
        services.PostConfigure<OpenIdConnectOptions>(ProviderSignIn.SchemeName, options => Provider.ForgetFormerKeys(options.ConfigurationManager));
        if (builder.Configuration["SignIn:Audience"] is { Length: > 0 })
        {
            authentication.AddJwtBearer(ProviderTokens.SchemeName, _ => { });
            services.ConfigureOptions<ProviderTokens.Setup>();
            services.PostConfigure<JwtBearerOptions>(ProviderTokens.SchemeName, options => Provider.ForgetFormerKeys(options.ConfigurationManager));
        }
    }

    private static void AddKeyFile(IHostApplicationBuilder builder)
    {
        if (builder.Configuration["AccessKeys"] is not { Length: > 0 } path)
        {
            return;
        }

        // Read now, so that a wrong file stops the start and not the first request.
        var keys = AccessKeyFile.Read(path);
        builder.Services.AddSingleton(services => new AccessKeyFile(path, keys, services.GetRequiredService<ILogger<AccessKeyFile>>()));
        builder.Services.AddHealthChecks().AddCheck<AccessKeyFile>("access-keys", tags: ["ready"]);
    }

    private sealed class StaffStoreCheck(StaffDatabase database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await database.FindObstacle(cancellationToken) is { } obstacle
                ? HealthCheckResult.Degraded($"{obstacle} Citizens' routes work; staff are answered 503.")
                : HealthCheckResult.Healthy();
    }
}
