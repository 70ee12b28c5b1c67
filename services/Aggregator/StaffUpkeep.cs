using SipasSurvey.Domain;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Aggregator;

/// <summary>
/// What the commands of an operator do with the staff store. The service itself never opens it; and where there is none, the commands do without.
/// </summary>
internal sealed class StaffUpkeep : IDisposable
{
    private const string HeadOption = "trail-head";

    private readonly StaffDatabase? _database;
    private readonly AuditHead? _noted;
    private readonly bool _verifies;

    private StaffUpkeep(StaffDatabase? database, AuditHead? noted, bool verifies) => (_database, _noted, _verifies) = (database, noted, verifies);

    /// <summary>To check the chain of the trail, and with <c>--trail-head</c> that an entry is still in it.</summary>
    /// <exception cref="DataFileException">A setting or the option cannot be used.</exception>
    public static StaffUpkeep ForVerify(IConfiguration settings)
    {
        AuditHead? noted = null;
        return settings[HeadOption] is { } text && !AuditHead.TryParse(text, out noted)
            ? throw new DataFileException($"--{HeadOption}", "", "is not like SEQUENCE:HASH, with the 64 hexadecimal digits that an earlier verify printed")
            : new StaffUpkeep(StaffDatabase.FindExisting(settings), noted, verifies: true);
    }

    /// <summary>To make the staff store, when the settings name one.</summary>
    /// <exception cref="DataFileException">A setting cannot be used.</exception>
    public static StaffUpkeep ForMigrate(IConfiguration settings) =>
        new(settings.GetConnectionString("Staff") is { Length: > 0 } named ? StaffDatabase.Of(named) : null, null, verifies: false);

    /// <summary>Does it; the exit code: 1 when the chain is broken, 2 with a sentence when the store cannot be used.</summary>
    public async Task<int> Run(TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (_database is null)
        {
            return await WithoutStore(output);
        }

        if (await _database.FindObstacle(cancellationToken) is { } obstacle)
        {
            await errors.WriteLineAsync($"trail: {obstacle}");
            return 2;
        }

        return _verifies ? await Verify(_database, output, errors, cancellationToken) : 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _database?.Dispose();

    private async Task<int> WithoutStore(TextWriter output)
    {
        if (_noted is null)
        {
            return 0;
        }

        await output.WriteLineAsync($"trail: there is no staff store, and so no entry {_noted.Sequence}. See that ConnectionStrings__Staff is right.");
        return 1;
    }

    private async Task<int> Verify(StaffDatabase database, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            using var trail = new AuditTrail(database, TimeProvider.System);
            var (entries, head, fault) = await trail.Verify(_noted, cancellationToken);
            await output.WriteLineAsync(fault is null
                ? $"trail: {entries} entries, the chain is whole; head {new AuditHead(entries, head)}."
                : $"trail: {fault} The chain is whole up to entry {entries}.");
            return fault is null ? 0 : 1;
        }
        catch (StaffStoreException failure)
        {
            await errors.WriteLineAsync($"trail: {failure.Message}");
            return 2;
        }
    }
}
