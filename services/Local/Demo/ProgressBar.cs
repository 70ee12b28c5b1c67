using System.Globalization;

namespace SipasSurvey.Local.Demo;

/// <summary>A bar on the console while something is loaded; where the output is no terminal, a line for each tenth.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Width = 40;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private readonly Func<long> _done;
    private readonly long _total;
    private readonly Timer _timer;
    private readonly Lock _lock = new();
    private long _lastTenth = -1;

    private ProgressBar(Func<long> done, long total)
    {
        _done = done;
        _total = total;
        _timer = new Timer(_ => Draw(), null, TimeSpan.Zero, Period);
    }

    /// <summary>Shows it until it is disposed of.</summary>
    public static ProgressBar Show(Func<long> done, long total) => new(done, total);

    public void Dispose()
    {
        _timer.Dispose();
        Draw();
        if (!Console.IsOutputRedirected)
        {
            Console.WriteLine();
        }
    }

    private void Draw()
    {
        lock (_lock)
        {
            var done = _done();
            var numbers = string.Create(CultureInfo.InvariantCulture, $"{done:N0} / {_total:N0}");
            if (!Console.IsOutputRedirected)
            {
                var filled = (int)(Width * done / _total);
                Console.Write($"\rSimulated responses [{new string('#', filled)}{new string('.', Width - filled)}] {numbers}");
            }
            else if (_lastTenth < 10 * done / _total)
            {
                _lastTenth = 10 * done / _total;
                Console.WriteLine($"Simulated responses: {numbers}");
            }
        }
    }
}
