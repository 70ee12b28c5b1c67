using SipasSurvey.Aggregator;
using SipasSurvey.Domain;
using SipasSurvey.Figures;
using SipasSurvey.Figures.Access;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Intake;
using SipasSurvey.Local;
using SipasSurvey.Local.Demo;
using SipasSurvey.Storage;

if (Help.Print(args, CommandLine.Help))
{
    return 0;
}

try
{
    var builder = WebApplication.CreateBuilder(CommandLine.Settings(args));
    var contracts = Path.Combine(AppContext.BaseDirectory, "contracts");
    var catalogue = Catalogue.Load(contracts);
    var folder = DataFolder.Prepare(builder.Configuration["data"] ?? "data", Path.Combine(contracts, "schedule.json"));
    builder.AddLocalDefaults(folder);
    builder.Services.AddSingleton(catalogue);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddSqlite(folder.Sqlite);

    // Stopped in the opposite order: Intake finishes its packs while transport and aggregator still take them.
    builder.AddAggregator();
    builder.AddInMemoryTransport();
    builder.AddIntake();
    builder.AddFigures().AddApiDescription().AddStaffAccess().AddPages();
    builder.AddOperations();
    builder.Services.AddRunningParts();
    if (CommandLine.WantsDemo(args))
    {
        builder.AddDemo();
    }

    await using var app = builder.Build();
    app.CheckSettings();
    await app.Services.GetRequiredService<SchemaUpgrade>().Run(CancellationToken.None);
    if (app.Services.GetService<DemoLoader>() is { } demo)
    {
        await demo.EnsureEmptyOrDemo(CancellationToken.None);
    }

    app.UseSecurityHeaders();
    app.UseApiProblems();
    app.UsePages();
    app.UseRateLimiter();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapIntake();
    app.MapFigures();
    app.MapApiDescription();
    app.MapPages();
    app.MapOperations();
    app.AnnounceStart(folder);
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (CommandLine.Explain(failure) is { } sentence)
{
    Console.Error.WriteLine(sentence);
    return ProcessDefaults.BadStart;
}
