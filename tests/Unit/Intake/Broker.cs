using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>What takes the packs in a test. It confirms at once unless it is told to fail or to hold them.</summary>
internal sealed class Broker
{
    private readonly Lock _lock = new();
    private readonly List<Pack> _handed = [];
    private readonly List<Pack> _confirmed = [];
    private Func<Pack, bool> _fails = _ => false;
    private TaskCompletionSource? _gate;

    /// <summary>Every pack that was handed over, in order, repetitions too; without count reports.</summary>
    public List<Pack> Handed
    {
        get
        {
            lock (_lock)
            {
                return [.. _handed.Where(pack => pack.Sequence > 0)];
            }
        }
    }

    /// <summary>The packs that were confirmed, without count reports.</summary>
    public List<Pack> Confirmed
    {
        get
        {
            lock (_lock)
            {
                return [.. _confirmed.Where(pack => pack.Sequence > 0)];
            }
        }
    }

    /// <summary>The count reports that arrived.</summary>
    public List<Pack> Reports
    {
        get
        {
            lock (_lock)
            {
                return [.. _confirmed.Where(pack => pack.Sequence == 0)];
            }
        }
    }

    public List<Entry> Entries => [.. Confirmed.SelectMany(pack => pack.Records).OfType<EntryReceived>().Select(record => record.Entry)];

    /// <summary>What has been reported as confirmed for a survey.</summary>
    public long Reported(string survey = "sipas-2024") => Reports.SelectMany(pack => pack.Records).Cast<EntriesReported>()
        .SelectMany(report => report.Counts).Where(count => count.Survey == survey).Select(count => count.Entries).DefaultIfEmpty(0).Max();

    public void Fail(Func<Pack, bool>? which = null) => _fails = which ?? (_ => true);

    public void Recover() => _fails = _ => false;

    /// <summary>From now on packs hang, until <see cref="Release"/>.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => Interlocked.Exchange(ref _gate, null)?.SetResult();

    public async Task Publish(Pack pack, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _handed.Add(pack);
        }

        if (_gate is { } gate)
        {
            // Like a client library that does not look at the token.
            await gate.Task;
        }

        if (_fails(pack))
        {
            throw new IOException("The broker is away.");
        }

        lock (_lock)
        {
            _confirmed.Add(pack);
        }
    }
}
