using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>Answers 503 while the database cannot be read, to programs and to people, and says so in the log once a minute rather than per request.</summary>
internal sealed class DatabaseOutage(IFigureStore store, TimeProvider clock, ILogger<DatabaseOutage> log) : IExceptionHandler
{
    private readonly OncePerMinute _said = new(clock);

    /// <summary>Registers it; once, however many parts of a host do.</summary>
    public static void Register(IServiceCollection services) =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExceptionHandler, DatabaseOutage>());

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not DbException)
        {
            return false;
        }

        var obstacle = await store.FindObstacle(cancellationToken);
        if (obstacle is null)
        {
            // It can be read, so this may be a fault of ours, which only the stack shows.
            log.LogError("A request failed at the database, which can be read otherwise: {Failure}", FailureText.Full(exception));
        }
        else if (_said.IsNews(nameof(DatabaseOutage)))
        {
            log.LogError("The database cannot be read, so whoever asks for it is answered with 503: {Obstacle}", obstacle);
        }

        var problem = Problems.OfDatabaseAway(httpContext.Response, obstacle);
        await (ErrorPages.WantsPage(httpContext) ? ErrorPages.Show(httpContext, problem.StatusCode) : problem.ExecuteAsync(httpContext));
        return true;
    }
}
