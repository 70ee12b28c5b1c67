using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;

namespace SipasSurvey.Hosting;

/// <summary>What every process of the service does alike: log, stop, answer what no route answers, and say why it cannot start.</summary>
public static class ProcessDefaults
{
    // What was accepted has 30 s to be finished; the rest is for closing.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(35);

    /// <summary>Log on one line each, no server header, problem details, time to finish on a stop.</summary>
    public static WebApplicationBuilder AddProcessDefaults(this WebApplicationBuilder builder, string address)
    {
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null)
        {
            builder.WebHost.UseUrls(address);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddProblemDetails();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("MassTransit", LogLevel.Warning)
            // A pack that fails is logged where it fails, by those who know more of it.
            .AddFilter("MassTransit.ReceiveTransport", LogLevel.None)
            // It warns that keys for cookies are kept unencrypted; they are as private as the database beside them.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return builder;
    }

    /// <summary>Checks addresses and settings before anything starts, so that a wrong one ends in a sentence rather than in the host's log.</summary>
    /// <exception cref="FormatException">An address is none.</exception>
    /// <exception cref="OptionsValidationException">A setting is out of its range.</exception>
    public static void CheckSettings(this WebApplication app)
    {
        foreach (var address in (app.Configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            BindingAddress.Parse(address);
        }

        app.Services.GetService<IStartupValidator>()?.Validate();
    }

    /// <summary>Answers programs with problem details where no route does: unknown paths, wrong methods, unexpected failures.</summary>
    public static void UseApiProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = failure => failure switch
            {
                // A body that breaks off is the sender's fault and carries its own status.
                BadHttpRequestException bad => bad.StatusCode,
                // The database is away or not made yet; readiness says which.
                DbException => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        app.UseStatusCodePages();
    }

    /// <summary>One sentence for a failure at the start that whoever starts the process can mend; null for any other.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        DataFileException or OptionsValidationException => failure.Message,
        IOException { InnerException: AddressInUseException } => $"{failure.Message} Stop the other program, or choose another address with --urls.",
        FormatException or UriFormatException => $"--urls: {failure.Message} It must be like http://127.0.0.1:8080.",
        InvalidOperationException when failure.Message.Contains("HTTPS", StringComparison.OrdinalIgnoreCase) =>
            "--urls: only http addresses are served, like http://127.0.0.1:8080; TLS belongs to a proxy before it.",
        IOException or UnauthorizedAccessException => failure.Message,
        _ => null,
    };
}
