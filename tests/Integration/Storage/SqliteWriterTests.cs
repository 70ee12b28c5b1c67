using Microsoft.Data.Sqlite;
using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>Where and when SQLite is written to.</summary>
public sealed class SqliteWriterTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _store = new();

    private SqliteDatabase Database => _store.Database;

    public Task InitializeAsync() => _store.Entries.Migrate(default);

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Everything_is_written_in_one_thread_that_is_nobody_elses()
    {
        var threads = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Write(() => Task.FromResult(Thread.CurrentThread)))));

        Assert.False(Assert.Single(threads.Distinct()).IsThreadPoolThread);
    }

    [Fact]
    public async Task What_fails_says_so_and_the_next_is_written()
    {
        await Assert.ThrowsAsync<SqliteException>(() => Write<bool>(() => throw new SqliteException("The disk is full.", SQLitePCL.raw.SQLITE_FULL)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Write(() => Task.FromResult(true), new CancellationToken(canceled: true)));

        Assert.True(await Write(() => Task.FromResult(true)));
    }

    [Fact]
    public async Task Work_that_goes_on_elsewhere_is_committed_before_the_next_begins()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Database.Write(async (connection, transaction) =>
        {
            await began.Task;
            using var add = connection.CreateCommand();
            (add.Transaction, add.CommandText) = (transaction, "INSERT INTO survey_version (survey, tallies) VALUES ('x', 7)");
            return add.ExecuteNonQuery();
        }, default);
        var second = Database.Write((connection, transaction) =>
        {
            using var find = connection.CreateCommand();
            (find.Transaction, find.CommandText) = (transaction, "SELECT tallies FROM survey_version WHERE survey = 'x'");
            return Task.FromResult(find.ExecuteScalar());
        }, default);

        began.SetResult();

        Assert.Equal(1, await first);
        Assert.Equal(7L, await second);
    }

    [Fact]
    public async Task What_is_being_written_at_the_end_is_waited_for_and_nothing_is_taken_after_it()
    {
        var thread = new WriterThread();
        var (began, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        var last = thread.Run(async () =>
        {
            began.SetResult();
            await ended.Task;
            return 1;
        });
        await began.Task;

        var end = Task.Run(thread.Dispose);
        ended.SetResult();
        await end;

        Assert.Equal(1, await last);
        thread.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => thread.Run(() => Task.FromResult(2)));
    }

    private Task<T> Write<T>(Func<Task<T>> work, CancellationToken cancellationToken = default) => Database.Write((_, _) => work(), cancellationToken);
}
