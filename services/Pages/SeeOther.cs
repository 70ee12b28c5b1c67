using Microsoft.AspNetCore.Http;

namespace SipasSurvey.Pages;

/// <summary>303: what was sent was done, and this is the page to go on with. Reloading that sends nothing again.</summary>
/// <param name="path">Path of ours.</param>
public sealed class SeeOther(string path) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        (httpContext.Response.StatusCode, httpContext.Response.Headers.Location) = (StatusCodes.Status303SeeOther, path);
        return Task.CompletedTask;
    }
}
