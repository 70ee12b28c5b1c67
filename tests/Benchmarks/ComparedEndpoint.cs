using System.Text.Json;
using MassTransit;
using SipasSurvey.Queue;

namespace SipasSurvey.Benchmarks;

/// <summary>A response as a message of its own, in MassTransit's ordinary envelope.</summary>
/// <param name="Body">What was sent.</param>
public sealed record ResponseSubmitted(string Body);

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
        app.MapPost("/api/v1/responses", async (HttpContext http) =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            if (broker is not null)
            {
                await http.RequestServices.GetRequiredService<IBus>().Publish(new ResponseSubmitted(body.RootElement.GetRawText()));
            }

            return Results.Accepted("/api/v1/responses/0", new { id = Guid.NewGuid(), receipt = "0000000000000000" });
        });
        await app.RunAsync();
    }

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
