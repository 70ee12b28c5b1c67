using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SipasSurvey.Hosting;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.SignIn;
using SipasSurvey.Staff.Store;

namespace SipasSurvey.Pages;

/// <summary>
/// Answers staff with 503 while the staff store or the sign-in provider is away, programs and people, and says so in the log once a minute
/// rather than per request. Citizens' routes need neither.
/// </summary>
public sealed class StaffOutage(TimeProvider clock, ILogger<StaffOutage> log) : IExceptionHandler
{
    private readonly OncePerMinute _said = new(clock);

    /// <summary>Registers it; once, however many parts of a host do.</summary>
    public static void Register(IServiceCollection services) =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExceptionHandler, StaffOutage>());

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (StaffStoreException or ProviderAwayException))
        {
            return false;
        }

        if (_said.IsNews(exception.GetType()))
        {
            log.LogError("Staff are answered with 503: {Reason}", exception.Message);
        }

        var isStore = exception is StaffStoreException;
        var problem = isStore ? AccessProblems.OfStaffStoreAway(httpContext.Response) : AccessProblems.OfProviderAway(httpContext.Response);
        await (ErrorPages.WantsPage(httpContext) ? PageOf(isStore).ExecuteAsync(httpContext) : problem.ExecuteAsync(httpContext));
        return true;
    }

    private static RazorComponentResult<ErrorPage> PageOf(bool isStore) => ErrorPages.Page(StatusCodes.Status503ServiceUnavailable, isStore
        ? "Chưa đọc được kho phiên đăng nhập và nhật ký của cán bộ. Phiếu của người dân vẫn được tiếp nhận. Hãy thử lại sau ít phút."
        : "Nơi đăng nhập chưa trả lời. Ai đã đăng nhập vẫn làm việc được. Hãy thử lại sau ít phút.");
}
