using System.Text.Json;
using MassTransit;
using SipasSurvey.Queue;

namespace SipasSurvey.Benchmarks;

/// <summary>A response as a message of its own, in MassTransit's ordinary envelope.</summary>
/// <param name="Id">Response id.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code.</param>
/// <param name="Answers">Levels by item.</param>
public sealed record ResponseSubmitted(Guid Id, DateTimeOffset ReceivedAt, string Survey, string Province, Dictionary<string, int> Answers);

/// <summary>What is read of a body for such a message.</summary>
public sealed record ResponseRead(string Survey, string Province, Dictionary<string, int> Answers);

/// <summary>
/// What Intake is compared with, as a process of its own like Intake: an endpoint that parses the same body and does nothing, or one that
/// publishes a message for each response to a quorum queue and answers when it is confirmed.
/// </summary>
internal static class ComparedEndpoint
{
    public const string Command = "serve";

    public static async Task Serve(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        builder.Services.AddHealthChecks();
        var broker = builder.Configuration.GetConnectionString("RabbitMq");
        if (broker is not null)
        {
            AddPublishing(builder, BrokerAddress.Parse(broker));
        }

        var app = builder.Build();
        app.MapHealthChecks("/health/ready");
        if (broker is null)
        {
            app.MapPost("/api/v1/responses", DoNothing);
        }
        else
        {
            app.MapPost("/api/v1/responses", PublishEach);
        }

        await app.RunAsync();
    }

    private static async Task<IResult> DoNothing(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        return Accept(Guid.NewGuid());
    }

    private static async Task<IResult> PublishEach(HttpRequest request, IBus bus)
    {
        var read = (await JsonSerializer.DeserializeAsync<ResponseRead>(request.Body, JsonSerializerOptions.Web))!;
        var id = Guid.NewGuid();
        await bus.Publish(new ResponseSubmitted(id, DateTimeOffset.UtcNow, read.Survey, read.Province, read.Answers));
        return Accept(id);
    }

    private static IResult Accept(Guid id) => Results.Accepted($"/api/v1/responses/{id}", new { id, receipt = "0000000000000000" });

    private static void AddPublishing(WebApplicationBuilder builder, BrokerAddress address) => builder.Services.AddMassTransit(bus =>
    {
        bus.DisableUsageTelemetry();
        bus.UsingRabbitMq((_, transport) =>
        {
            transport.Host(address.Nodes[0].HostName, (ushort)address.Nodes[0].Port, address.VirtualHost, host =>
            {
                host.Username(address.User);
                host.Password(address.Password);
            });
            transport.Publish<ResponseSubmitted>(message => message.BindQueue("responses", "responses", queue => queue.SetQueueArgument("x-queue-type", "quorum")));
        });
    });
}
