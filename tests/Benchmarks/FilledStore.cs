using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.IntegrationTests;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.IntegrationTests.Storage;
using SipasSurvey.Local.Demo;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// A database with simulated responses, stored as Aggregator stores them, and a Figures process over it that the Ministry's key opens. Every second response is one of the year after,
/// so that there is a year to compare with; every fifth came by the open channel, the others on paper.
/// </summary>
internal sealed class FilledStore : IAsyncDisposable
{
    public const string Later = "sipas-2025";

    // As Aggregator fills. Of millions, larger ones: ids have no order, so the more are stored together, the more of them share a page that is read and written.
    private const int SmallFill = 5_000;
    private const int LargeFill = 100_000;
    private const int ManyResponses = 500_000;

    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(15);

    private readonly BenchmarkDatabase _database;
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-filled-").FullName;
    private readonly Dictionary<(string, string), (Guid Id, int Rows)> _batches = [];
    private readonly IEnumerator<Content> _contents;
    private int _filled;

    private FilledStore(int responses, BenchmarkDatabase database)
    {
        Responses = responses;
        _database = database;
        _contents = Simulated(responses).GetEnumerator();
        AccessKeys.CreateFile(Keys);
        Figures = new ServiceProcess("SipasSurvey.Figures.dll", database.Setting, ("ConnectionStrings__Staff", $"Data Source={_folder}/staff.db"), ("AccessKeys", Keys));
    }

    /// <summary>With how many responses it began.</summary>
    public int Responses { get; }

    public TestDatabase Database => _database.Store;

    public string ConnectionString => _database.ConnectionString;

    /// <summary>Serves the pages; its client has the Ministry's key.</summary>
    public ServiceProcess Figures { get; }

    /// <summary>The Ministry's key.</summary>
    public string Key => JsonNode.Parse(File.ReadAllText(Keys))!["ministry"]!.GetValue<string>();

    private string Keys => Path.Combine(_folder, "access-keys.json");

    public static async Task<FilledStore> Make(int responses, BenchmarkDatabase? database = null)
    {
        var store = new FilledStore(responses, database ?? BenchmarkDatabase.NewSqlite());
        await store.Database.Entries.Migrate(default);
        var (all, reported) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        while (store._filled < responses)
        {
            await store.Fill(Math.Min(responses - store._filled, responses < ManyResponses ? SmallFill : LargeFill));
            if (reported.Elapsed > BetweenReports)
            {
                reported.Restart();
                // Not among the results.
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stored {store._filled} of {responses}, {store._filled / all.Elapsed.TotalSeconds:0}/s"));
            }
        }

        await store.Refresh();
        await store.Figures.Start();
        store.Figures.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", store.Key);
        return store;
    }

    /// <summary>Stores and counts some more responses.</summary>
    public async Task Fill(int responses)
    {
        var producer = Guid.NewGuid();
        await Database.Entries.Fill([.. Enumerable.Range(0, responses).Select(_ => (PackRecord)new EntryReceived(Next())).Chunk(Pack.MostEntries)
            .Select((records, i) => A.Pack(producer, i + 1, records))], default);
    }

    /// <summary>Computes the running figures where they are behind, as Aggregator does twice a second.</summary>
    public async Task Refresh()
    {
        foreach (var survey in A.Catalogue.Surveys)
        {
            await Database.Entries.RefreshFigures(survey, always: false, default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _contents.Dispose();
        await Figures.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // One simulation is a whole survey; of a smaller number, some of every village are taken, and more are as many surveys as it takes.
    private static IEnumerable<Content> Simulated(int responses)
    {
        for (var seed = SimulatedSurvey.DefaultSeed; ; seed++)
        {
            var batches = new SimulatedSurvey(A.Catalogue, seed).Batches;
            var step = Math.Max(1, batches.Sum(batch => batch.Responses) / responses);
            foreach (var entry in batches.SelectMany(batch => batch.Entries()).Where((_, i) => i % step == 0))
            {
                yield return Content.TryRead(entry.Content.Span, out var content) ? content : throw new InvalidDataException();
            }
        }
    }

    private Entry Next()
    {
        _contents.MoveNext();
        var content = _contents.Current;
        var number = _filled++;
        if (number % 2 == 1)
        {
            var (old, later) = (A.Catalogue.FindSurvey(A.Survey)!, A.Catalogue.FindSurvey(Later)!);
            content = content with { Survey = Later, Province = later.Geography.Locate(old.Geography, content.Province).Code };
        }

        if (number % 10 < 2)
        {
            return A.Entry(content: content.ToBytes(), channel: Channel.Open);
        }

        var place = (content.Survey, content.Province);
        var batch = _batches.TryGetValue(place, out var begun) ? begun with { Rows = begun.Rows + 1 } : (Id: Guid.NewGuid(), Rows: 2);
        _batches[place] = batch;
        return A.Entry(content: content.ToBytes(), batch: batch.Id, row: batch.Rows);
    }
}
