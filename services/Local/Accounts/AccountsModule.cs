using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Local.Accounts;

/// <summary>Adds Local's own sign-in provider to the host: accounts, the pages for signing in and managing them, the OpenID Connect server.</summary>
internal static class AccountsModule
{
    // OWASP's number for PBKDF2 with HMAC-SHA-512; about a tenth of a second.
    private const int HashIterations = 210_000;

    /// <summary>Registers it. Call it after <c>AddStaff</c>, whose sign-in it leads here.</summary>
    public static IHostApplicationBuilder AddAccounts(this IHostApplicationBuilder builder, DataFolder folder)
    {
        var services = builder.Services;
        services.AddSingleton(folder).AddSingleton<FirstSignInFile>().AddSingleton<OwnOrigins>();
        services.AddDbContext<AccountsContext>(options => options.UseSqlite(folder.Accounts));
        services.AddIdentityCore<Account>().AddEntityFrameworkStores<AccountsContext>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
        // Keeps nothing, so that one is enough; Identity registers one for each request.
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<SignInThrottle>().AddSingleton<PasswordCheck>().AddSingleton<KnownBrowsers>().AddSingleton<RefusedSignIns>();
        services.AddScoped<StaffAccounts>().AddScoped<PasswordSignIn>().AddScoped<FirstAccounts>();
        ProviderCookies.Add(services);
        OwnProvider.Add(services);
        services.AddSingleton<OwnProviderLink>();
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>>(it => it.GetRequiredService<OwnProviderLink>());
        services.AddSingleton<IPostConfigureOptions<OpenIdConnectOptions>>(it => it.GetRequiredService<OwnProviderLink>());
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>>(it => it.GetRequiredService<OwnProviderLink>());
        services.AddSingleton<AccountsStart>().AddHostedService(it => it.GetRequiredService<AccountsStart>());
        services.AddHealthChecks().AddCheck<AccountsStart>("accounts", tags: ["ready"]);
        services.AddHostedService<ForgottenTokens>();
        services.AddSingleton(new StaffPage(AccountPaths.Accounts, "Tài khoản", "Lập, sửa và khóa tài khoản của cán bộ", StaffPolicies.ManageAccounts))
            .AddSingleton(new StaffPage(AccountPaths.Password, "Mật khẩu", "Đổi mật khẩu của mình", StaffPolicies.AnyStaff));

        // They tell every request, answer and failed statement at length.
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        return builder;
    }

    /// <summary>Maps the provider and its pages.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapProvider();
        pages.MapSignInForm();
        pages.MapChoosePassword();
        pages.MapManageAccounts();
    }

    /// <summary>Removes codes and tokens that are over from the file, which would grow for ever.</summary>
    private sealed class ForgottenTokens(IServiceProvider services, TimeProvider clock, ILogger<ForgottenTokens> logger) : BackgroundService
    {
        private static readonly TimeSpan Every = TimeSpan.FromHours(1);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(Every, clock);
            do
            {
                try
                {
                    await using var scope = services.CreateAsyncScope();
                    var before = clock.GetUtcNow() - Every;
                    await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, stoppingToken);
                    await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // One of them says it all; with a file that cannot be read there are hundreds.
                    logger.LogWarning("Codes and tokens that are over could not be removed; tried again in an hour: {Reason}",
                        (failure as AggregateException)?.InnerExceptions[0].Message ?? failure.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
    }
}
