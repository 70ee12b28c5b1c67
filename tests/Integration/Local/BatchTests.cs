using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace SipasSurvey.IntegrationTests.Local;

/// <summary>Files of paper sheets through the front door of a real process: every sheet counts once, whatever is sent again and whenever the process is killed.</summary>
[Collection(AloneOnTheMachine.Name)]
public sealed class BatchTests
{
    private const string Path = "api/v1/batches";
    private const int Small = 2_000;
    private const int Large = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_same_file_three_times_and_twice_at_the_same_moment_counts_each_sheet_once()
    {
        await using var local = await LocalProcess.Start();
        var (csv, id) = (Csv(Small, "A"), Guid.CreateVersion7());

        for (var time = 0; time < 3; time++)
        {
            await MustBePublished(Send(local, csv, id), Small);
        }

        await Task.WhenAll(MustBePublished(Send(local, csv, id), Small), MustBePublished(Send(local, csv, id), Small));
        await MustBePublished(Send(local, csv, Guid.CreateVersion7()), Small);

        await MustAddUp(local, counted: Small, duplicates: 5 * Small);
        MustBeEmpty(local);
        Assert.Equal(0, await local.Stop());
        var (exitCode, output) = await local.Upkeep("verify");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task A_large_file_whose_process_is_killed_while_it_is_sent_counts_each_sheet_once_when_it_is_sent_again()
    {
        await using var local = await LocalProcess.Start();
        var (csv, id) = (Csv(Large, "B"), Guid.CreateVersion7());

        var sending = Send(local, csv, id);
        await UntilSomeAreSent(local, id);
        await local.Kill();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
        await local.Restart();

        // Nothing is left of the file that was worked on.
        MustBeEmpty(local);
        var broken = await local.Get($"{Path}/{id}");
        Assert.Equal("incomplete", (string)broken["state"]!);
        Assert.InRange((int)broken["sent"]!, 1, Large - 1);

        await MustBePublished(Send(local, csv, id), Large);
        await local.Await($"{Path}/{id}", batch => (string)batch["state"]! == "live" && (int)batch["sent"]! == Large);
        await local.Await($"api/v1/figures/{A.Survey}", figures => figures["nation"]!["n"]!.GetValue<int>() == Large);
        await MustAddUp(local, counted: Large, duplicates: null);
        MustBeEmpty(local);
        Assert.Equal(0, await local.Stop());
        var (exitCode, output) = await local.Upkeep("verify");
        Assert.True(exitCode == 0, output);
    }

    private static byte[] Csv(int rows, string series)
    {
        var text = new StringBuilder("serial").AppendJoin("", A.Questionnaire.Items.Select(item => $",{item.Code}")).Append('\n');
        for (var row = 1; row <= rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{series}-{row:000000}");
            foreach (var item in A.Questionnaire.Items)
            {
                text.Append(',').Append((char)('1' + (row * 7 + item.Index * 3) % 5));
            }

            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task<JsonNode> Send(LocalProcess local, byte[] csv, Guid id)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(A.Survey), "survey" }, { new StringContent(A.LaoCai), "province" }, { new StringContent("t1"), "team" },
            { new StringContent(id.ToString()), "id" }, { new ByteArrayContent(csv), "file", "sheets.csv" },
        };
        using var client = new HttpClient { BaseAddress = local.Http.BaseAddress, Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", local.Key("surveyTeam"));
        using var answer = await client.PostAsync(Path, form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static async Task MustBePublished(Task<JsonNode> sending, int rows)
    {
        var report = await sending;
        Assert.Equal((rows, rows, 0, true), ((int)report["rows"]!, (int)report["accepted"]!, (int)report["rejected"]!, (bool)report["published"]!));
    }

    private static async Task UntilSomeAreSent(LocalProcess local, Guid id)
    {
        var deadline = Stopwatch.StartNew();
        using var client = new HttpClient { BaseAddress = local.Http.BaseAddress, Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", local.Key("ministry"));
        while (true)
        {
            using var answer = await client.GetAsync($"{Path}/{id}");
            if (answer.StatusCode == HttpStatusCode.OK && (int)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["sent"]! > 0)
            {
                return;
            }

            Assert.True(deadline.Elapsed < Patience, "Nothing of the file was sent in time.");
            await Task.Delay(20);
        }
    }

    /// <param name="local">The process.</param>
    /// <param name="counted">Sheets that count, which the figures say, too.</param>
    /// <param name="duplicates">How many more arrived; null when nobody can say how many a kill left over.</param>
    private static async Task MustAddUp(LocalProcess local, int counted, int? duplicates)
    {
        await local.Await($"api/v1/figures/{A.Survey}", figures => figures["nation"]!["n"]!.GetValue<int>() == counted);
        var sums = await local.Await($"api/v1/reconciliation/{A.Survey}", it => (int)it["waiting"]! == 0);
        Assert.Equal((counted, 0, 0, 0), ((int)sums["counted"]!, (int)sums["conflict"]!, (int)sums["rejected"]!, (int)sums["withdrawn"]!));
        Assert.Equal((int)sums["published"]!, (int)sums["counted"]! + (int)sums["duplicate"]!);
        if (duplicates is { } known)
        {
            Assert.Equal(known, (int)sums["duplicate"]!);
        }
    }

    private static void MustBeEmpty(LocalProcess local) => Assert.DoesNotContain(
        Directory.EnumerateFiles(System.IO.Path.Combine(local.Data, "uploads"), "*", SearchOption.AllDirectories), file => !file.EndsWith(".lock", StringComparison.Ordinal));
}
