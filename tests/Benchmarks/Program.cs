using System.Globalization;
using SipasSurvey.Benchmarks;

// Everything that is compared runs in turns within one call, on this machine alone; ratios are what counts.
var seconds = Given("--seconds") ?? 5;
var most = (int)(Given("--most") ?? 1_000_000);
switch (args.FirstOrDefault())
{
    case "intake":
        await IntakeBenchmark.Run(TimeSpan.FromSeconds(seconds));
        return 0;
    case "drain":
        await DrainBenchmark.Run(TimeSpan.FromSeconds(seconds));
        return 0;
    case "visible":
        await VisibleBenchmark.Run(TimeSpan.FromSeconds(seconds));
        return 0;
    case "figures":
        await FiguresBenchmark.Run(TimeSpan.FromSeconds(seconds), most);
        return 0;
    case "size":
        await SizeBenchmark.Run(most);
        return 0;
    case "memory":
        await MemoryBenchmark.Run(TimeSpan.FromSeconds(seconds), most);
        return 0;
    case "fill":
        await FillBenchmark.Run(TimeSpan.FromSeconds(seconds));
        return 0;
    case "batch":
        await BatchBenchmark.Run();
        return 0;
    case "pages":
        await PagesBenchmark.Run(TimeSpan.FromSeconds(seconds));
        return 0;
    case "export":
        await ExportBenchmark.Run();
        return 0;
    case "verify":
        await VerifyBenchmark.Run(most);
        return 0;
    case ComparedEndpoint.Command:
        await ComparedEndpoint.Serve(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("""
            Say what to measure: intake, drain, visible, figures, verify, size, memory, fill, batch, pages or export; and perhaps
              --seconds N  for each measurement (default 5; verify, size, batch and export take none)
              --most N     responses stored at most by figures, verify, size and memory (default 1000000; 10000000 takes a while)
            """);
        return 2;
}

double? Given(string option) =>
    args.SkipWhile(argument => argument != option).Skip(1).FirstOrDefault() is { } text && double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
