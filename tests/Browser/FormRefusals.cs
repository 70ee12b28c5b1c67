using System.Text.Json;
using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>A server that does not take what the form sends. Requests of pages that a worker looks after cannot be answered by a test, so its visitors have none.</summary>
internal static class FormRefusals
{
    /// <summary>Where responses are sent.</summary>
    public const string Api = "**/api/v1/responses";

    /// <summary>A visitor whose requests can be answered by the test.</summary>
    public static Task<FormVisitor> NewVisitorWithoutWorker(this Chromium chromium) => chromium.NewVisitor(change: it => it.ServiceWorkers = ServiceWorkerPolicy.Block);

    /// <summary>From now on the server finds this wrong at this path.</summary>
    public static async Task Answering(FormVisitor visitor, int status, string path, string message) => await visitor.Page.RouteAsync(Api, route =>
        Refuse(route, status, JsonSerializer.Serialize(new { errors = new Dictionary<string, string[]> { [path] = [message] } })));

    /// <summary>Answers one request with a problem.</summary>
    public static Task Refuse(IRoute route, int status, string body = "{}", string? retryAfter = null) => route.FulfillAsync(new RouteFulfillOptions
    {
        Status = status,
        ContentType = "application/problem+json",
        Body = body,
        Headers = retryAfter is null ? [] : new Dictionary<string, string> { ["Retry-After"] = retryAfter },
    });
}
