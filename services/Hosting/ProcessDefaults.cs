using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Hosting;

/// <summary>What every process of the service does alike: log, stop, answer what no route answers, and say why it cannot start.</summary>
public static class ProcessDefaults
{
    /// <summary>The exit code of a process that could not start and has said why in one line. 1 is what <c>verify</c> ends with when something differs.</summary>
    public const int BadStart = 2;

    // What was accepted has 30 s to be finished; the rest is for closing.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(35);

    /// <summary>
    /// A builder whose settings are read once. The framework's own would watch every file below the folder it was started in, where the database may be: its writes would
    /// then be told to this process one by one, for a setting that nobody reads again.
    /// </summary>
    public static WebApplicationBuilder NewBuilder(string[] args) => WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);

    /// <summary>
    /// Log on one line each, problem details, time to finish on a stop, secrets from files, and the door (<see cref="DoorModule"/>). Call it before settings are
    /// read: some come from here.
    /// </summary>
    /// <exception cref="StartException">A setting of these is wrong, or a secret stands where it must not.</exception>
    public static WebApplicationBuilder AddProcessDefaults(this WebApplicationBuilder builder, string address)
    {
        builder.Configuration.AddSecrets();
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null)
        {
            builder.WebHost.UseUrls(address);
        }

        builder.AddDoor();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = DoorProblems.Word);
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
            (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z' "));
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("MassTransit", LogLevel.Warning)
            // A pack that fails is logged where it fails, by those who know more of it.
            .AddFilter("MassTransit.ReceiveTransport", LogLevel.None)
            // What it would say of each request is off anyway; while it may say anything, each request is given an activity and a scope, and random numbers for these.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            // What readiness says was logged when it came about; not again at every look.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            // A form or cookie that is not ours is answered, and is no failure; whoever sends them would fill the log.
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None)
            // It warns, with a stack each time, of everybody who goes away in the middle of a body, and calls it an error where a body was reset while it was read; our own failures are
            // logged before they get there. What it says of connections that are one too many stays.
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical).AddFilter("Microsoft.AspNetCore.Server.Kestrel.Connections", LogLevel.Warning)
            // It warns that keys for cookies are kept unencrypted; they are as private as the database beside them.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return builder;
    }

    /// <summary>Checks addresses and settings before anything starts, so that a wrong one ends in a sentence rather than in the host's log.</summary>
    /// <exception cref="StartException">An address cannot be listened on, or a database server is not safe to reach.</exception>
    /// <exception cref="OptionsValidationException">A setting is out of its range.</exception>
    public static void CheckSettings(this WebApplication app)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        if (ListenAddresses.FindFault(app.Configuration[WebHostDefaults.ServerUrlsKey] ?? "") is { } fault)
        {
            throw new StartException(fault);
        }

        DatabaseTransport.Check(app.Configuration);
        if (Secrets.FindOnCommandLine(app.Configuration) is { } warning)
        {
            app.Logger.LogWarning("{Warning}", warning);
        }
    }

    /// <summary>
    /// Answers programs with problem details where no route does: unknown paths, wrong methods, unexpected failures; and HEAD like GET. Routes
    /// are found here, so call it before everything that looks at the route.
    /// </summary>
    public static void UseApiProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            // Whoever answers it has said what there is to say; and a body that breaks off is no failure of ours, but would fill the log.
            SuppressDiagnosticsCallback = failed =>
                failed.ExceptionHandledBy == ExceptionHandledType.ExceptionHandlerService || StatusOf(failed.Exception) != StatusCodes.Status500InternalServerError,
        });
        // Routes that answer right here (ShortCircuit) pass nothing of what follows.
        app.UseHeadAsGet();
        app.UseRouting();
        app.UseStatusCodePages();
        app.UseHeadAllowed();
    }

    /// <summary>The status for a failure that nobody caught: a body that breaks off, or is not transferred as HTTP asks, is the sender's fault.</summary>
    public static int StatusOf(Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        ConnectionResetException => StatusCodes.Status400BadRequest,
        // The server's word for a chunk whose size is no number that it can hold; all else that is wrong with chunks it says with the exception above.
        IOException { InnerException: OverflowException } => StatusCodes.Status400BadRequest,
        // And for a trailer behind the chunks that is no text. Whoever reads chunks stands in its stack; methods below may not, as they can be compiled into it.
        InvalidOperationException { StackTrace: { } stack } when stack.Contains("Http1ChunkedEncodingMessageBody.PumpAsync", StringComparison.Ordinal) => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>One sentence for a failure at the start that whoever starts the process can mend; null for any other.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        StartException or DataFileException => failure.Message,
        OptionsValidationException settings => string.Join(' ', settings.Failures),
        AggregateException { InnerExceptions: var all } when all.All(it => it is OptionsValidationException) => string.Join(' ', all.Select(Explain)),
        // Where the address was taken in the moment since it was tried.
        IOException { InnerException: AddressInUseException } => $"{failure.Message} Stop the other program, or choose another address with --urls.",
        SocketException => $"--urls: {failure.Message}. Choose another address.",
        // A settings file that is no JSON.
        InvalidDataException => $"{failure.Message} {failure.InnerException?.Message}".TrimEnd(),
        IOException or UnauthorizedAccessException => failure.Message,
        _ => null,
    };
}
