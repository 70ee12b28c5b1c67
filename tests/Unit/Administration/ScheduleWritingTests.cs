using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;

namespace SipasSurvey.UnitTests.Administration;

public sealed class ScheduleWritingTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sipas-schedule-");
    private readonly FakeTimeProvider _clock = new(Now);

    public ScheduleWritingTests() => File.WriteAllText(Path, """{"sipas-2024": {"opens": "2024-10-01T00:00:00+07:00", "closes": null}}""");

    private string Path => System.IO.Path.Combine(_folder.FullName, "schedule.json");

    [Fact]
    public async Task Another_process_follows_within_a_second_and_the_own_one_at_once()
    {
        var (here, there) = (Open(), Open());

        Assert.Equal(ScheduleOutcome.Changed, await Close(here));

        Assert.False(here.Current.IsOpen(A.Survey2024, Now, out _));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(there.Current.IsOpen(A.Survey2024, Now, out _));
        Assert.Equal(here.Current.ToBytes(), there.Current.ToBytes());
        Assert.Equal(ScheduleOutcome.Changed, await there.Write(A.Survey2024, schedule => schedule.Find(A.Survey2024)! with { Closes = null }, null, (_, _) => Task.CompletedTask, default));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(here.Current.IsOpen(A.Survey2024, Now, out _));
    }

    [Fact]
    public async Task Whoever_reads_while_it_is_written_finds_a_whole_schedule()
    {
        var file = Open();
        using var stop = new CancellationTokenSource();
        var reads = 0;
        var reader = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                _ = Schedule.ReadFile(Path, A.Catalogue);
                Interlocked.Increment(ref reads);
            }
        });
        for (var i = 0; (i < 200 || Volatile.Read(ref reads) < 200) && !reader.IsCompleted; i++)
        {
            var at = Now.AddMinutes(i);
            Assert.Equal(ScheduleOutcome.Changed, await file.Write(A.Survey2026, _ => new Opening(at, i % 2 == 0 ? null : at.AddYears(1)), null, (_, _) => Task.CompletedTask, default));
        }

        await stop.CancelAsync();
        await reader;
        Assert.Equal(["schedule.json", "schedule.json.lock"], _folder.GetFiles().Select(it => it.Name).Order());
    }

    [Fact]
    public async Task The_mode_of_the_file_stays_and_a_link_to_it_stays_a_link()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(Path, Mode);
        var link = System.IO.Path.Combine(_folder.FullName, "link.json");
        File.CreateSymbolicLink(link, Path);

        Assert.Equal(ScheduleOutcome.Changed, await Close(Open(link)));

        Assert.Equal(Mode, File.GetUnixFileMode(Path));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.False(Schedule.ReadFile(Path, A.Catalogue).IsOpen(A.Survey2024, Now, out _));
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_and_the_shipped_one_are_left_alone_and_nothing_is_recorded()
    {
        new FileInfo(Path).IsReadOnly = true;
        var before = await File.ReadAllBytesAsync(ScheduleFile.ShippedPath);

        Assert.Equal(ScheduleOutcome.NotWritable, Open().FindObstacle());
        Assert.Equal(ScheduleOutcome.NotWritable, await Close(Open(), () => Assert.Fail("Nothing happens, so nothing is recorded.")));
        Assert.Equal(ScheduleOutcome.Shipped, await Close(Open(ScheduleFile.ShippedPath), () => Assert.Fail("Nothing happens, so nothing is recorded.")));
        Assert.Equal(before, await File.ReadAllBytesAsync(ScheduleFile.ShippedPath));
    }

    [Fact]
    public async Task A_change_that_fails_before_it_is_made_leaves_everything_as_it_was()
    {
        var before = await File.ReadAllBytesAsync(Path);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Close(Open(), () => throw new InvalidOperationException("The trail is full.")));

        Assert.Equal(before, await File.ReadAllBytesAsync(Path));
        Assert.DoesNotContain(_folder.GetFiles(), file => file.Name.EndsWith(".new", StringComparison.Ordinal));
        Assert.Equal(ScheduleOutcome.Changed, await Close(Open()));
    }

    [Fact]
    public void A_schedule_that_is_written_and_read_again_says_the_same()
    {
        var schedule = Schedule.ReadFile(Path, A.Catalogue).With(A.Survey2026, new Opening(Now, Now.AddDays(3)));
        File.WriteAllBytes(Path, schedule.ToBytes());

        var read = Schedule.ReadFile(Path, A.Catalogue);

        Assert.Equal(new Opening(Now, Now.AddDays(3)), read.Find(A.Survey2026));
        Assert.Equal(schedule.ToBytes(), read.ToBytes());
        Assert.Throws<ArgumentException>(() => schedule.With(A.Survey2026, new Opening(Now, Now)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<ScheduleOutcome> Close(ScheduleFile file, Action? before = null) => file.Write(
        A.Survey2024, schedule => (schedule.Find(A.Survey2024) ?? new Opening(Now.AddDays(-1), null)) with { Closes = Now }, null, (_, _) =>
        {
            before?.Invoke();
            return Task.CompletedTask;
        }, CancellationToken.None);

    private ScheduleFile Open(string? path = null) => new(path ?? Path, A.Catalogue, _clock, NullLogger<ScheduleFile>.Instance);
}
