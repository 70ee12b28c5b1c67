using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.IntegrationTests.SignIn;

/// <summary>Some processes of Figures with one database, one staff store and one provider, as behind one address.</summary>
internal sealed class SignInSite : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-sign-in-").FullName;
    private readonly ServiceProcess _upkeep;

    private SignInSite(int processes)
    {
        var database = ("ConnectionStrings__Sqlite", $"Data Source={_folder}/sipas.db");
        _upkeep = new ServiceProcess("SipasSurvey.Aggregator.dll", database, ("ConnectionStrings__RabbitMq", "amqp://127.0.0.1:9/"));
        Figures = [.. Enumerable.Range(0, processes).Select(_ => new ServiceProcess("SipasSurvey.Figures.dll",
            [database, ("ConnectionStrings__Staff", StaffStore), ("DataProtectionKeys", $"{_folder}/sealing"), .. Provider.Settings]))];
    }

    public OtherProvider Provider { get; } = new();

    public IReadOnlyList<ServiceProcess> Figures { get; }

    private string StaffStore => $"Data Source={_folder}/staff.db";

    public static async Task<SignInSite> Start(int processes = 1)
    {
        var site = new SignInSite(processes);
        await site._upkeep.RunToEnd("migrate");
        await site.Provider.Start(site.Figures.Select(it => it.Http.BaseAddress!));
        foreach (var process in site.Figures)
        {
            await process.Start();
        }

        return site;
    }

    /// <summary>The trail, the newest first.</summary>
    public async Task<List<AuditRecord>> Trail()
    {
        using var database = StaffDatabase.Of(StaffStore);
        using var trail = new AuditTrail(database, TimeProvider.System);
        var records = new List<AuditRecord>();
        await foreach (var entry in trail.Read(new AuditQuery(), CancellationToken.None))
        {
            records.Add(entry.Record);
        }

        return records;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Figures)
        {
            await process.DisposeAsync();
        }

        await Provider.DisposeAsync();
        await _upkeep.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
