using SipasSurvey.Benchmarks;

// Everything that is compared runs in turns within one call, on this machine alone; ratios are what counts.
var seconds = args.SkipWhile(argument => argument != "--seconds").Skip(1).FirstOrDefault() is { } given && double.TryParse(given, out var number) ? number : 5;
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
    case ComparedEndpoint.Command:
        await ComparedEndpoint.Serve(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: intake, drain, visible, fill, batch, pages or export, and perhaps --seconds N for each measurement (default 5; batch and export take none).");
        return 2;
}
