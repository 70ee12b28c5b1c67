using System.Runtime.CompilerServices;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>Rows that are read in another thread than the one that works on them.</summary>
public class ReadAheadTests
{
    // More than are kept ahead.
    private const int Many = 10_000;

    [Fact]
    public async Task Every_row_comes_once_and_in_order()
    {
        Assert.Equal(Enumerable.Range(0, Many), await new Source().Rows(Many).Ahead().ToListAsync());
        Assert.Empty(await new Source().Rows(0).Ahead().ToListAsync());
    }

    [Fact]
    public async Task A_failure_while_rows_are_read_is_thrown_to_who_works_on_them()
    {
        var failure = await Assert.ThrowsAsync<InvalidDataException>(async () => await new Source { FailsAt = Many / 2 }.Rows(Many).Ahead().CountAsync());

        Assert.Equal("damaged", failure.Message);
    }

    [Fact]
    public async Task Only_so_many_rows_are_read_ahead_that_memory_does_not_grow_with_them()
    {
        var source = new Source();
        await foreach (var row in source.Rows(Many).Ahead())
        {
            Assert.InRange(source.Read - row, 0, Many / 4);
        }
    }

    [Fact]
    public async Task Who_stops_before_the_end_finds_that_nothing_is_read_any_more()
    {
        var source = new Source();

        Assert.Equal(0, await source.Rows(int.MaxValue).Ahead().FirstAsync());

        Assert.True(source.Ended);
    }

    private sealed class Source
    {
        private volatile int _read;

        public int FailsAt { get; init; } = -1;

        public int Read => _read;

        public bool Ended { get; private set; }

        public async IAsyncEnumerable<int> Rows(int rows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                for (var row = 0; row < rows; row++)
                {
                    await Task.CompletedTask.WaitAsync(cancellationToken);
                    _read = row;
                    yield return row != FailsAt ? row : throw new InvalidDataException("damaged");
                }
            }
            finally
            {
                Ended = true;
            }
        }
    }
}
