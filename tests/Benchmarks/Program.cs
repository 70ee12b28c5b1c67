using SipasSurvey.Benchmarks;

// Everything that is compared runs in turns within one call, on this machine alone; ratios are what counts.
var seconds = Option("--seconds", 5);
switch (args.FirstOrDefault())
{
    case "intake":
        await IntakeBenchmark.Run(TimeSpan.FromSeconds(seconds));
        return 0;
    case "drain":
        await DrainBenchmark.Run(TimeSpan.FromSeconds(seconds));
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
        await VerifyBenchmark.Run((int)Option("--most", 1_000_000));
        return 0;
    case ComparedEndpoint.Command:
        await ComparedEndpoint.Serve(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: intake, drain, fill, batch, pages, export or verify, and perhaps --seconds N for each measurement (default 5; batch, export and verify take none), "
            + "or --most N for the largest store of verify (default 1000000; 10000000 is what is asked for).");
        return 2;
}

double Option(string name, double otherwise) =>
    args.SkipWhile(argument => argument != name).Skip(1).FirstOrDefault() is { } given && double.TryParse(given, out var number) ? number : otherwise;
