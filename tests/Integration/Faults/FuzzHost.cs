using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;
using SipasSurvey.Local;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>
/// The whole of Local, from its own Program.cs, within this process: so all its routes are known, what its memory holds can be measured after a collection, and everything that it
/// logs is seen. It listens on a real port.
/// </summary>
internal sealed class FuzzHost : WebApplicationFactory<DataFolder>
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sipas-fuzz-");

    private bool _isStopped;

    public FuzzHost()
    {
        UseKestrel(0);
        StartServer();
    }

    public Uri Address => ClientOptions.BaseAddress;

    public string Data => _folder.FullName;

    /// <summary>Every line of the log from warnings on, and whatever comes with an exception.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Every route with its methods.</summary>
    public IReadOnlyList<FuzzRoute> Routes => [.. Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new FuzzRoute(method, endpoint)))];

    public T Part<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A new key.</summary>
    public async Task<string> MakeKey(string role, params string[] provinces)
    {
        Assert.True(ProvinceScope.TryParse(provinces, Part<Catalogue>(), out var scope, out var fault), fault);
        var order = new KeyOrder($"a {role}", role, scope, null, TimeProvider.System.GetUtcNow().AddDays(1));
        return ServicePrograms.Secret((await Part<AccessKeyStore>().Make(order, "the test", CancellationToken.None)).Secret);
    }

    /// <summary>Stops it; what it stored stays until the end.</summary>
    public async Task Stop()
    {
        // Program.cs stops its host itself once it is told to; both at once, the one would dispose of what the other still writes with.
        if (!_isStopped)
        {
            _isStopped = true;
            var (lifetime, stopped) = (Part<IHostApplicationLifetime>(), new TaskCompletionSource());
            lifetime.ApplicationStopped.Register(stopped.SetResult);
            lifetime.StopApplication();
            await stopped.Task;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await Stop();
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("data", _folder.FullName)
        .ConfigureLogging(logging => logging.ClearProviders().AddProvider(new LogInto(Log)));

    private sealed class LogInto(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            ServicePrograms.Keep($"{logLevel}: {formatter(state, exception)} {exception}");
            if (logLevel >= LogLevel.Warning || exception is not null)
            {
                log.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>A route and one of its methods.</summary>
internal sealed record FuzzRoute(string Method, RouteEndpoint Endpoint)
{
    public string Pattern { get; } = $"/{Endpoint.RoutePattern.RawText?.TrimStart('/')}";

    public string Name => $"{Method} {Pattern}";

    /// <summary>What its handler reads from the query, as far as its parameters say so.</summary>
    public IReadOnlyList<string> QueryNames { get; } = [.. (Endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [])
        .Where(it => it.ParameterType.IsPrimitive || it.ParameterType == typeof(string) || it.ParameterType == typeof(string[]) || Nullable.GetUnderlyingType(it.ParameterType)?.IsPrimitive == true)
        .Select(it => it.Name!).Where(name => Endpoint.RoutePattern.GetParameter(name) is null)];
}
