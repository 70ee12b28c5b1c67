using System.Collections.Concurrent;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>
/// The thread in which everything is written. Writing takes and frees tens of megabytes of the C library's memory, which keeps what is free apart
/// for each thread: a process that wrote now in this thread of the pool and now in that one had ten times what it used. The pool's threads are not
/// held up by waiting for the disk either.
/// </summary>
internal sealed class WriterThread : IDisposable
{
    private readonly BlockingCollection<Task> _work = [];
    private Thread? _thread;
    private bool _hasEnded;

    /// <summary>Does the work there, after what was given before. The thread starts with the first.</summary>
    /// <exception cref="ObjectDisposedException">It has ended.</exception>
    public Task<T> Run<T>(Func<Task<T>> work)
    {
        // It ends where it began: work that goes on in another thread, as rebuild's does, is waited for.
        var task = new Task<T>(() => work().GetAwaiter().GetResult(), TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_work)
        {
            ObjectDisposedException.ThrowIf(_hasEnded, this);
            _thread ??= Start();
            _work.Add(task);
        }

        return task;
    }

    /// <summary>Does what it was given, and ends.</summary>
    public void Dispose()
    {
        lock (_work)
        {
            if (_hasEnded)
            {
                return;
            }

            _hasEnded = true;
            _work.CompleteAdding();
        }

        _thread?.Join();
        _work.Dispose();
    }

    private Thread Start()
    {
        var thread = new Thread(Work) { IsBackground = true, Name = "SQLite writer" };
        thread.Start();
        return thread;
    }

    private void Work()
    {
        foreach (var task in _work.GetConsumingEnumerable())
        {
            task.RunSynchronously();
        }
    }
}
