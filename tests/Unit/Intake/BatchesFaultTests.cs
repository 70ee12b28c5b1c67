using SipasSurvey.Contracts;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>What comes in between while a batch is taken.</summary>
public sealed class BatchesFaultTests
{
    private static readonly Guid Batch = Guid.CreateVersion7();
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task While_the_broker_is_away_the_answer_is_503_with_the_id_and_sending_again_completes_the_batch()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        host.Broker.Fail();

        var sending = team.Send(Sheets.Form(Sheets.Csv(700)));
        await host.Until(() => sending.IsCompleted, Step);
        var answer = (await sending).MustBe(503, "/problems/batch-incomplete");

        Assert.Equal("30", answer.Headers["Retry-After"]);
        var id = Guid.Parse((string)answer.Body["id"]!);
        Assert.Null((await host.Registry.Find(id, default))!.ClosedAt);
        Assert.Empty(host.UploadedFiles);
        host.Broker.Recover();
        var again = team.Send(Sheets.Form(Sheets.Csv(700), id: id));
        await host.Until(() => again.IsCompleted, Step);
        Assert.Equal((200, true), ((await again).Status, (bool)(await again).Body["published"]!));
        Assert.Equal(700, host.Broker.Entries.Select(entry => entry.Id).Distinct().Count());
        Assert.NotNull((await host.Registry.Find(id, default))!.ClosedAt);
    }

    [Fact]
    public async Task A_withdrawal_while_its_sheets_are_being_sent_stops_the_sending()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        host.Broker.Hold();
        var sending = team.Send(Sheets.Form(Sheets.Csv(12_000), id: Batch));
        await host.Until(() => host.Broker.Handed.Count > 0);

        var withdrawal = team.SendJson(HttpMethod.Post, $"{Sheets.Path}/{Batch}/withdrawal", """{"reason": "nhầm tệp"}""");
        await host.Until(() => host.Registry.Find(Batch, default).Result is { Withdrawal: not null });
        host.Broker.Release();

        (await sending).MustBe(409, "/problems/batch-withdrawn");
        Assert.Equal(202, (await withdrawal).Status);
        Assert.InRange(host.Broker.Entries.Count, 1, 5_000);
        Assert.Empty(host.Broker.Records<BatchClosed>());
        Assert.Single(host.Broker.Records<BatchWithdrawn>());
        Assert.Empty(host.UploadedFiles);
    }

    [Fact]
    public async Task When_the_client_breaks_off_the_batch_is_incomplete_and_no_file_is_left()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        host.Broker.Hold();
        using var patience = new CancellationTokenSource();
        using var form = Sheets.Form(Sheets.Csv(3_000), id: Batch);
        var sending = team.PostAsync(new Uri(Sheets.Path, UriKind.Relative), form, patience.Token);
        await host.Until(() => host.Broker.Handed.Count > 0);
        Assert.NotEmpty(host.UploadedFiles);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        await host.Until(() => host.UploadedFiles.Length == 0);
        host.Broker.Release();
        Assert.Null((await host.Registry.Find(Batch, default))!.ClosedAt);
        Assert.Equal(200, (await team.Send(Sheets.Form(Sheets.Csv(3_000), id: Batch))).Status);
        Assert.Equal(3_000, host.Broker.Entries.Select(entry => entry.Id).Distinct().Count());
        Assert.DoesNotContain(host.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_breaks_off_in_the_middle_of_its_file_leaves_nothing()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await using var raw = await RawRequest.Begin(host.Address, team, 1_000_000);
        await raw.Write($"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{new string('x', 300_000)}");
        await host.Until(() => host.UploadedFiles.Length == 1);

        raw.Close();

        await host.Until(() => host.UploadedFiles.Length == 0);
        Assert.Empty(host.Broker.Confirmed);
        Assert.DoesNotContain(host.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_are_only_for_the_owner_of_the_process_and_what_another_left_is_gone_at_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("sipas-batches-");
        var left = folder.CreateSubdirectory("sipas-uploads-old");
        await File.WriteAllTextAsync(Path.Combine(left.FullName, "answers"), "answers");
        await File.WriteAllTextAsync($"{left.FullName}.lock", "");
        await using (var host = await BatchesHost.Start(("Batches:Folder", folder.FullName)))
        await using (await BatchesHost.Start(("Batches:Folder", folder.FullName)))
        {
            using var team = await host.As();
            host.Broker.Hold();
            var sending = team.Send(Sheets.Form(Sheets.Csv(2_000)));
            await host.Until(() => host.Broker.Handed.Count > 0);

            Assert.False(Directory.Exists(left.FullName));
            Assert.Equal(2, folder.GetDirectories().Length);
            var files = folder.GetFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != ".lock").ToList();
            Assert.Equal(2, files.Count);
            if (!OperatingSystem.IsWindows())
            {
                Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
                Assert.All(folder.GetDirectories(), it => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, it.UnixFileMode));
            }

            host.Broker.Release();
            Assert.Equal(200, (await sending).Status);
        }

        Assert.Empty(folder.GetFileSystemInfos());
        folder.Delete();
    }

    [Fact]
    public async Task As_many_files_as_may_be_here_are_taken_and_more_are_told_to_come_later()
    {
        await using var host = await BatchesHost.Start(("Batches:AtOnce", "1"), ("Batches:MostWaiting", "1"));
        using var team = await host.As();
        host.Broker.Hold();
        var first = team.Send(Sheets.Form(Sheets.Csv(2_000)));
        await host.Until(() => host.Broker.Handed.Count > 0);
        var second = team.Send(Sheets.Form(Sheets.Csv(1, prefix: "B")));
        await host.Until(() => host.UploadedFiles.Length == 3);

        var third = (await team.Send(Sheets.Form(Sheets.Csv(1)))).MustBe(503, "/problems/too-many-files");

        Assert.Equal("15", third.Headers["Retry-After"]);
        Assert.False(second.IsCompleted);
        host.Broker.Release();
        Assert.Equal((200, 200), ((await first).Status, (await second).Status));
        Assert.Equal(200, (await team.Send(Sheets.Form(Sheets.Csv(1)))).Status);
    }

    [Fact]
    public async Task A_stop_while_a_batch_is_being_sent_is_told_as_an_incomplete_batch()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        host.Broker.Hold();
        var sending = team.Send(Sheets.Form(Sheets.Csv(3_000), id: Batch));
        await host.Until(() => host.Broker.Handed.Count > 0);

        var stop = host.Stop();

        Assert.Equal($"{Batch}", (string)(await sending).MustBe(503, "/problems/batch-incomplete").Body["id"]!);
        host.Broker.Release();
        await host.Until(() => stop.IsCompleted, TimeSpan.FromSeconds(1));
    }
}
