using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using SipasSurvey.Domain;
using SipasSurvey.Paper;

namespace SipasSurvey.IntegrationTests.Local;

/// <summary>One invitation through the front door of a real process, by a thousand people at once and on paper: one of them counts.</summary>
[Collection(AloneOnTheMachine.Name)]
public sealed class InvitationTests
{
    private const int Number = 17;
    private const int Senders = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_thousand_sends_of_one_invitation_and_the_sheet_that_it_is_on_count_once()
    {
        await using var local = await LocalProcess.Start();
        var secret = Path.Combine(local.Data, "invitation-secret");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(secret));
        }

        var code = Invitations.Of(InvitationSecret.Parse(ServicePrograms.Secret((await File.ReadAllTextAsync(secret)).Trim()))!).Codes!
            .Make(A.Survey, InvitationKind.Sheet, A.LaoCai, Number).ToString();
        ServicePrograms.Secret(code);
        using var client = new HttpClient { BaseAddress = local.Http.BaseAddress, Timeout = Patience };

        var ids = Enumerable.Range(0, Senders).Select(_ => Guid.CreateVersion7()).ToList();
        var paper = SendSheet(local);
        await Task.WhenAll(ids.Select(id => Send(client, id, code)));
        await paper;

        await MustCountOne(local, atLeast: Senders + 1);
        await local.Await($"api/v1/figures/{A.Survey}", figures => figures["nation"]!["n"]!.GetValue<int>() == 1);

        // Whoever has it may send again as often as they like, and nobody else gets it.
        foreach (var id in ids.Take(50))
        {
            await Send(client, id, code);
        }

        await MustCountOne(local, atLeast: Senders + 51);
        Assert.Equal(0, await local.Stop());
        var (exitCode, output) = await local.Upkeep("verify");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("Invitations__Secret", output, StringComparison.Ordinal);
    }

    // Who is told that it is not known to be safe sends it again, as everybody does; each of these is an entry of its own.
    private static async Task MustCountOne(LocalProcess local, int atLeast)
    {
        var sums = await local.Await($"api/v1/reconciliation/{A.Survey}", it => (int)it["published"]! >= atLeast && (int)it["waiting"]! == 0);
        Assert.Equal((1, 0, 0), ((int)sums["counted"]!, (int)sums["conflict"]!, (int)sums["withdrawn"]!));
        Assert.InRange((int)sums["rejected"]!, Senders, int.MaxValue);
        Assert.Equal((int)sums["published"]!, 1 + (int)sums["rejected"]! + (int)sums["duplicate"]!);
    }

    private static async Task Send(HttpClient client, Guid id, string code)
    {
        var response = A.Response(id);
        response["invitation"] = code;
        for (var deadline = Stopwatch.StartNew(); ;)
        {
            using var answer = await client.PostAsJsonAsync("api/v1/responses", response);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                return;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.True(deadline.Elapsed < Patience, "A response was not taken in time.");
        }
    }

    private static async Task SendSheet(LocalProcess local)
    {
        var csv = $"serial,{string.Join(',', A.Questionnaire.Items.Select(item => item.Code))}\n{SheetSerial.Printed(Number).Text},{string.Join(',', A.Questionnaire.Items.Select(_ => "5"))}\n";
        using var form = new MultipartFormDataContent
        {
            { new StringContent(A.Survey), "survey" }, { new StringContent(A.LaoCai), "province" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "sheet.csv" },
        };
        using var client = new HttpClient { BaseAddress = local.Http.BaseAddress, Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", local.Key("surveyTeam"));
        using var answer = await client.PostAsync("api/v1/batches", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, (int)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["accepted"]!);
    }
}
