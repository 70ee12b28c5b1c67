using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Keys;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.FieldWork;

/// <summary>The whole of Local with keys of field workers, and files of sheets for it. One survey, province 10 of it unless another is named.</summary>
internal sealed class FieldWorkSite : IAsyncDisposable
{
    public const string Survey = "sipas-2024";
    public const string Province = "10";
    public const string PlanPath = $"/api/v1/surveys/{Survey}/sample";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public LocalHost Host { get; } = new();

    public Questionnaire Questionnaire => Part<Catalogue>().FindSurvey(Survey)!.Questionnaire;

    public T Part<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    /// <summary>A client with a key of its own.</summary>
    public async Task<HttpClient> As(string role, string? province = Province, string? team = null)
    {
        Assert.True(ProvinceScope.TryParse([province is null ? ProvinceScope.AllText : $"vn63/{province}"], Part<Catalogue>(), out var scope, out var fault), fault);
        var order = new KeyOrder($"a {role}", role, scope, team, TimeProvider.System.GetUtcNow().AddDays(1));
        return Host.Client((await Part<AccessKeyStore>().Make(order, "the test", CancellationToken.None)).Secret);
    }

    /// <summary>Sends a file and waits until all of it is counted.</summary>
    public async Task<string> Send(HttpClient team, string name, IEnumerable<string> rows, string province = Province)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Survey), "survey" }, { new StringContent(province), "province" },
        };
        var header = string.Join(',', ["serial", .. Questionnaire.Items.Select(it => it.Code), "gender", "cluster"]);
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(header)) + "\n")), "file", name);
        var report = await (await team.PostAsync(new Uri("/api/v1/batches", UriKind.Relative), form)).MustBe(HttpStatusCode.OK);
        var id = (string)report["id"]!;
        await Until(async () => await team.GetJson($"/api/v1/batches/{id}") is var batch && Stored(batch) >= (long)batch["sent"]! && (string)batch["state"]! != "incomplete");
        return id;
    }

    /// <summary>A row of a file: the same level everywhere but where it is said.</summary>
    public string Row(string serial, string cluster = "", int level = 4, string gender = "male", params (string Item, string Value)[] but)
    {
        var cells = Questionnaire.Items.Select(it => but.FirstOrDefault(other => other.Item == it.Code).Value ?? level.ToString(CultureInfo.InvariantCulture));
        return string.Join(',', [serial, .. cells, gender, cluster]);
    }

    /// <summary>A plan of villages with 10 sheets each, of which so many were given out.</summary>
    public static string Plan(params (string Code, string Issued)[] villages) =>
        "Tỉnh,Xã,Mã thôn,Thôn/Tổ dân phố,Kế hoạch,Phát ra\n" + string.Concat(villages.Select(it => $"{Province},Xã Đồng Tuyển,{it.Code},Thôn {it.Code},10,{it.Issued}\n"));

    public static async Task<HttpResponseMessage> PutPlan(HttpClient client, string plan, string query = $"?province={Province}", string type = "text/csv")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(plan));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var request = new HttpRequestMessage(HttpMethod.Put, PlanPath + query) { Content = content };
        // Asks first: a file that is too large is refused before it is sent, and the connection is closed.
        request.Headers.ExpectContinue = true;
        return await client.SendAsync(request);
    }

    /// <summary>Prints questionnaires for a village.</summary>
    public async Task<PrintRun> Print(string cluster, int sheets)
    {
        var survey = Part<Catalogue>().FindSurvey(Survey)!;
        var (_, run) = await Part<PrintRuns>().Make(new PrintOrder(survey, Province, cluster, sheets), ProvinceScope.All, "the test", _ => Task.CompletedTask, CancellationToken.None);
        return run!;
    }

    /// <summary>Entries of the trail with an action, the newest first.</summary>
    public async Task<List<AuditRecord>> Trail(string action)
    {
        var entries = new List<AuditRecord>();
        await foreach (var entry in Part<AuditTrail>().Read(new AuditQuery(Action: action), CancellationToken.None))
        {
            entries.Add(entry.Record);
        }

        return entries;
    }

    public static async Task Until(Func<Task<bool>> fits)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!await fits())
        {
            Assert.True(DateTime.UtcNow < deadline, "It did not become so.");
            await Task.Delay(50);
        }
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static readonly string[] States = ["counted", "duplicate", "conflict", "rejected", "withdrawn"];

    private static long Stored(JsonNode batch) =>
        States.Sum(state => (long)batch[state]!);
}
