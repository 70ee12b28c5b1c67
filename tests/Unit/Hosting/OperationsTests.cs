using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SipasSurvey.Hosting;

namespace SipasSurvey.UnitTests.Hosting;

/// <summary>Health, metrics and what every host answers alike, on a host that has nothing else.</summary>
public sealed class OperationsTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "SipasSurvey.Intake" });
        builder.AddProcessDefaults("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddOperations();
        _app = builder.Build();
        _app.UseApiProblems();
        _app.MapOperations();
        _app.MapGet("/read", (HttpContext context) => context.Request.Method);
        _app.MapPost("/write", () => "written");
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/read")]
    public async Task Head_is_answered_like_get_without_the_content(string path)
    {
        using var get = await Send(HttpMethod.Get, path);
        using var head = await Send(HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.NotEmpty(await get.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task Health_and_metrics_are_only_read(string path)
    {
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Options, HttpMethod.Trace })
        {
            using var answer = await Send(method, path);

            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow.Order());
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task Head_of_what_is_only_written_is_405()
    {
        using var answer = await Send(HttpMethod.Head, "/write");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Metrics_name_the_process() =>
        Assert.Contains("service_name=\"SIPAS Intake\"", await _client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        return await _client.SendAsync(request);
    }
}
