using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Something for every route to find: batches, a conflict, responses, a plan, print runs, invitations, keys.</summary>
internal static class FuzzContents
{
    private const int Sheets = 30;

    public static async Task<FuzzPlaces> Fill(FuzzSite site)
    {
        var (first, second) = (await Batch(site, "A", level: 4, "A2"), await Batch(site, "B", level: 2, "A2"));
        List<string> withdrawable = [];
        for (var batch = 0; batch < 5; batch++)
        {
            withdrawable.Add(await Batch(site, $"W{batch}-", level: 3, $"W{batch}-0"));
        }

        var responses = new List<string>();
        for (var id = 1; id <= 5; id++)
        {
            responses.Add($"00000000-0000-4000-8000-{id:x12}");
            await Must(site.Send(Json("POST", "/api/v1/responses", FuzzWho.Nobody, A.Response(Guid.Parse(responses[^1]), level: id).ToJsonString())), HttpStatusCode.Accepted);
        }

        var (survey, nobody) = (site.Host.Part<Catalogue>().FindSurvey(A.Survey)!, CancellationToken.None);
        var plan = string.Join('\n', FuzzTables.Plan(new FuzzDice(1, 1)).Select(row => string.Join(',', row)));
        await Must(site.Send(new FuzzRequest("PUT", $"/api/v1/surveys/{A.Survey}/sample?province={A.LaoCai}")
        {
            Headers = [.. site.As(StaffRoles.Supervisor).Headers(), ("Content-Type", "text/csv")],
            Body = Encoding.UTF8.GetBytes(plan + "\n"),
        }), HttpStatusCode.OK);
        var (_, prints) = await site.Host.Part<PrintRuns>().Make(new PrintOrder(survey, A.LaoCai, FuzzPlaces.Village, 3), ProvinceScope.All, "the test", _ => Task.CompletedTask, nobody);
        var letters = await site.Host.Part<InvitationRuns>().Make(new InvitationOrder(survey, A.LaoCai, 20, "thử"), "the test", _ => Task.CompletedTask, nobody);
        var conflicts = await Conflicts(site);
        await Must(site.Send(Json("POST", "/api/v1/keys", site.As(StaffRoles.Administrator), new FuzzSeeds(null!).JsonOf("POST /api/v1/keys", new FuzzDice(1, 1)))), HttpStatusCode.Created);
        var made = (await site.Host.Part<AccessKeyStore>().List(nobody)).Where(it => !it.Name.StartsWith("a ", StringComparison.Ordinal));
        var accounts = await site.Send(new FuzzRequest("GET", "/staff/accounts") { Headers = [.. site.As(StaffRoles.Administrator).Headers(), ("Accept", "text/html")] });
        return new FuzzPlaces
        {
            Batches = [first, second],
            Withdrawable = withdrawable,
            Conflicts = [.. conflicts.Select(it => (string)it!["id"]!)],
            Versions = [.. conflicts.SelectMany(it => it!["entries"]!.AsArray()).Select(it => (string)it!["entry"]!)],
            Responses = responses,
            Keys = [.. made.Select(it => it.Id)],
            Accounts = AccountsOf(accounts.Text),
            PrintRuns = [prints!.Id.ToString()],
            InvitationRuns = [letters!.Id.ToString()],
            Invitations = [.. Enumerable.Range(letters.First, 20).Select(it => ServicePrograms.Secret(site.Host.Part<Invitations>().Codes!.Make(A.Survey, InvitationKind.Letter, A.LaoCai, (uint)it).ToString()))],
        };
    }

    // Those whose names say that nobody here is one of them.
    private static List<string> AccountsOf(string page) => [.. from line in page.Split("<tr")
        where line.Contains("survey-team", StringComparison.Ordinal) || line.Contains("supervisor", StringComparison.Ordinal) || line.Contains("auditor", StringComparison.Ordinal)
        let at = line.IndexOf("/staff/accounts/", StringComparison.Ordinal)
        where at >= 0
        select line[(at + "/staff/accounts/".Length)..].Split('"', '?', '/')[0]];

    private static async Task<string> Batch(FuzzSite site, string series, int level, string other)
    {
        var csv = new StringBuilder("serial").AppendJoin("", A.Questionnaire.Items.Select(it => $",{it.Code}")).Append('\n');
        foreach (var serial in Enumerable.Range(1, Sheets).Select(it => string.Create(CultureInfo.InvariantCulture, $"{series}{it}")).Append(other).Distinct())
        {
            csv.Append(serial).Insert(csv.Length, $",{level}", A.Questionnaire.Items.Count).Append('\n');
        }

        List<(string, string)> fields = [("survey", A.Survey), ("province", A.LaoCai), ("team", FuzzPlaces.Team)];
        var body = new MemoryStream();
        foreach (var (name, value) in fields)
        {
            body.Write(Encoding.UTF8.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }

        body.Write(Encoding.UTF8.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{series}.csv\"\r\n\r\n{csv}\r\n--b--\r\n"));
        var answer = await Must(site.Send(new FuzzRequest("POST", "/api/v1/batches")
        {
            Headers = [.. site.As(StaffRoles.SurveyTeam).Headers(), ("Content-Type", "multipart/form-data; boundary=b")],
            Body = body.ToArray(),
        }), HttpStatusCode.OK);
        return (string)JsonNode.Parse(answer)!["id"]!;
    }

    private static async Task<JsonArray> Conflicts(FuzzSite site)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(30); ;)
        {
            var answer = await Must(site.Send(new FuzzRequest("GET", $"/api/v1/conflicts?survey={A.Survey}") { Headers = [.. site.As(StaffRoles.Supervisor).Headers()] }), HttpStatusCode.OK);
            if (JsonNode.Parse(answer)!["conflicts"] is JsonArray { Count: > 0 } found)
            {
                return found;
            }

            Assert.True(DateTime.UtcNow < deadline, $"There is no conflict: {answer}");
            await Task.Delay(50);
        }
    }

    private static FuzzRequest Json(string method, string path, FuzzWho who, string json) => new(method, path) { Headers = [.. who.Headers(), FuzzSeeds.JsonType], Body = Encoding.UTF8.GetBytes(json) };

    private static async Task<string> Must(Task<(HttpStatusCode Status, string Text, string Cookie)> sending, HttpStatusCode status)
    {
        var (found, text, _) = await sending;
        Assert.True(found == status, $"{found}: {text}");
        return text;
    }
}
