using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SipasSurvey.UnitTests;

/// <summary>Keeps what is logged: level, message, and the exception with its stack.</summary>
internal sealed class LogInto(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        log.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
