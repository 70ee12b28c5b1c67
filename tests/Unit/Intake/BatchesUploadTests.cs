using System.Net;
using System.Text;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Sending a file of paper sheets, as a program does.</summary>
public sealed class BatchesUploadTests
{
    private static readonly Guid Batch = Guid.CreateVersion7();
    private static readonly string[] Numbers = ["Sipas-Batch", "Sipas-Rows", "Sipas-Accepted", "Sipas-Rejected", "Sipas-Invalid", "Sipas-Published"];

    [Fact]
    public async Task Good_rows_are_sent_on_with_one_time_of_receipt_and_then_the_closing_with_the_totals()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();

        var answer = await team.Send(Sheets.Form(Sheets.Csv(1_200) + "B1,7\n", id: Batch));

        Assert.Equal(200, answer.Status);
        Assert.Equal((Batch.ToString(), "sipas-2024", "10", "t1", "sheets.csv"),
            ((string)answer.Body["id"]!, (string)answer.Body["survey"]!, (string)answer.Body["province"]!, (string)answer.Body["team"]!, (string)answer.Body["fileName"]!));
        Assert.Equal((1_201, 1_200, 1, 0, true), ((int)answer.Body["rows"]!, (int)answer.Body["accepted"]!, (int)answer.Body["rejected"]!, (int)answer.Body["invalid"]!, (bool)answer.Body["published"]!));
        var error = Assert.Single(answer.Body["errors"]!.AsArray())!;
        Assert.Equal((1_202, "B", "P01", "7"), ((int)error["row"]!, (string)error["column"]!, (string)error["heading"]!, (string)error["value"]!));
        var entries = host.Broker.Entries;
        Assert.Equal(Enumerable.Range(2, 1_200), entries.Select(entry => entry.Row));
        Assert.All(entries, entry => Assert.Equal((Channel.Paper, Batch, UnixMicroseconds.From(host.Clock.GetUtcNow())), (entry.Channel, entry.Batch!.Value, entry.ReceivedAt)));
        Assert.Equal(ResponseId.OfSheet("sipas-2024", "10", "t1", "A1"), entries[0].Id);
        var closed = Assert.Single(host.Broker.Records<BatchClosed>());
        Assert.Equal(new BatchClosed(Batch, "sipas-2024", "10", "t1", "sheets.csv", "a surveyTeam", 1_201, 1_200, 1, false, closed.ClosedAt, false), closed);
        Assert.Equal(closed, host.Broker.Confirmed[^1].Records[^1]);
        var known = (await host.Registry.Find(Batch, default))!;
        Assert.Equal((1_200, 1_200, 1_201), (known.Sent, known.Totals.Accepted, known.Totals.Rows));
        Assert.NotNull(known.ClosedAt);
        Assert.Equal((AuditActions.SendBatch, $"sipas-2024/10/{Batch}", "team t1; 1200 of 1201 rows"),
            (await host.Trail()).Select(entry => (entry.Action, entry.Target, entry.Detail)).Single());
        Assert.Empty(host.UploadedFiles);
    }

    [Theory]
    [InlineData("?dryRun=true", 3, "")]
    [InlineData("?allOrNothing=true", 3, "B1,7\n")]
    [InlineData("", 0, "B1,7\n")]
    [InlineData("?allOrNothing=false&dryRun=false&report=json", 0, "B1,7\n")]
    public async Task Nothing_is_published_and_no_batch_made_when_it_is_not_to_be(string query, int rows, string bad)
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();

        var answer = await team.Send(Sheets.Form(Sheets.Csv(rows) + bad, id: Batch), query);

        Assert.Equal((200, rows, false), (answer.Status, (int)answer.Body["accepted"]!, (bool)answer.Body["published"]!));
        Assert.Empty(host.Broker.Confirmed);
        Assert.Null(await host.Registry.Find(Batch, default));
        Assert.Empty(await host.Trail());
        Assert.Empty(host.UploadedFiles);
    }

    [Fact]
    public async Task The_report_is_in_the_language_that_is_preferred_and_Vietnamese_otherwise()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();

        var messages = new List<string>();
        foreach (var language in new[] { null, "fr, en;q=0.5", "en;q=0.3, vi;q=0.9", "en-GB" })
        {
            var answer = await team.Send(Sheets.Form(Sheets.Csv(0) + "B1,7\n"), "?dryRun=true", language);
            messages.Add((string)answer.Body["errors"]![0]!["message"]!);
        }

        Assert.Equal(messages[0], messages[2]);
        Assert.Equal(messages[1], messages[3]);
        Assert.NotEqual(messages[0], messages[1]);
    }

    [Fact]
    public async Task The_same_file_again_is_a_repetition_and_twice_at_the_same_moment_too()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        var csv = Sheets.Csv(50);

        Assert.Equal(200, (await team.Send(Sheets.Form(csv, id: Batch))).Status);
        var answers = await Task.WhenAll(team.Send(Sheets.Form(csv, id: Batch)), team.Send(Sheets.Form(csv, id: Batch)), team.Send(Sheets.Form(csv)));

        Assert.All(answers, answer => Assert.Equal((200, true), (answer.Status, (bool)answer.Body["published"]!)));
        Assert.Equal(200, host.Broker.Entries.Count);
        Assert.Equal(50, host.Broker.Entries.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(2, host.Broker.Records<BatchClosed>().Select(it => it.Batch).Distinct().Count());
    }

    [Fact]
    public async Task A_supervisor_may_accept_conflicts_and_the_closing_says_so()
    {
        await using var host = await BatchesHost.Start();
        using var supervisor = await host.As(StaffRoles.Supervisor, null, "vn63/10");

        Assert.Equal(200, (await supervisor.Send(Sheets.Form(Sheets.Csv(1), id: Batch), "?acceptConflicts=true")).Status);

        Assert.True(Assert.Single(host.Broker.Records<BatchClosed>()).ConflictsAccepted);
        Assert.True((await host.Registry.Find(Batch, default))!.Opening.ConflictsAccepted);
        Assert.EndsWith("; conflicts accepted", Assert.Single(await host.Trail()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_marked_file_comes_as_a_file_with_the_numbers_in_headers()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Sheets.Path}?report=file") { Content = Sheets.Form(Sheets.Csv(2) + "B1,7\n", name: "lô 3.csv", id: Batch) };

        using var answer = await team.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("lô 3 (đã đánh dấu).csv", answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal([$"{Batch}", "3", "2", "1", "0", "true"],
            Numbers.Select(name => answer.Headers.GetValues(name).Single()));
        Assert.Contains("B1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await host.Until(() => host.UploadedFiles.Length == 0);
        Assert.Equal(2, host.Broker.Entries.Count);
    }

    [Fact]
    public async Task The_marked_copy_of_a_UTF_16_file_is_UTF_8_and_says_so()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        using var form = Sheets.Form("", name: null);
        form.Add(new ByteArrayContent([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Sheets.Csv(1) + "Đ1,7\n")]), "file", "sheets.csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Sheets.Path}?report=file&dryRun=true") { Content = form };

        using var answer = await team.SendAsync(request);

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.Contains("\r\nĐ1,7,", new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_file_is_logged()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();

        await team.Send(Sheets.Form(Sheets.Csv(2, prefix: "SECRET") + "B1,SECRET\n", name: "SECRET.csv"));
        await team.Send(Sheets.Form("SECRET", name: "SECRET.csv"));
        await team.Send(new ByteArrayContent(Encoding.UTF8.GetBytes("SECRET")));

        Assert.DoesNotContain(host.Log, line => line.Contains("SECRET", StringComparison.Ordinal));
    }
}
