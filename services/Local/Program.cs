using SipasSurvey.Aggregator;
using SipasSurvey.Domain;
using SipasSurvey.Figures;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Hosting.Door;
using SipasSurvey.Intake;
using SipasSurvey.Intake.Batches;
using SipasSurvey.Intake.Form;
using SipasSurvey.Local;
using SipasSurvey.Local.Accounts;
using SipasSurvey.Local.Demo;
using SipasSurvey.Pages;
using SipasSurvey.Staff;
using SipasSurvey.Storage;

if (Help.Print(args, CommandLine.Help))
{
    return 0;
}

try
{
    var resetUser = CommandLine.TakeResetPassword(ref args);
    var builder = ProcessDefaults.NewBuilder(CommandLine.Settings(args));
    var contracts = Path.Combine(AppContext.BaseDirectory, "contracts");
    var catalogue = Catalogue.Load(contracts);
    if (resetUser is not null)
    {
        return await ResetPassword.Run(builder, catalogue, resetUser);
    }

    var folder = DataFolder.Prepare(builder.Configuration["data"] ?? "data", Path.Combine(contracts, "schedule.json"));
    builder.AddLocalDefaults(folder);
    builder.Services.AddSingleton(catalogue);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddSqlite(folder.Sqlite);

    // Stopped in the opposite order: Intake finishes its packs while transport and aggregator still take them.
    builder.AddAggregator();
    builder.AddInMemoryTransport();
    builder.AddIntake();
    var hasAccounts = OwnProvider.Choose(builder.Configuration);
    builder.AddFigures().AddApiDescription().AddStaff().AddPages().AddBatches().AddForm();
    if (hasAccounts)
    {
        builder.AddAccounts(folder);
    }

    builder.AddOperations();
    builder.Services.AddRunningParts();
    if (CommandLine.WantsDemo(args))
    {
        builder.AddDemo();
    }

    await using var app = builder.Build();
    app.CheckSettings();
    await app.Services.GetRequiredService<SchemaUpgrade>().Run(CancellationToken.None);
    if (hasAccounts)
    {
        await app.Services.GetRequiredService<AccountsStart>().Try();
    }

    if (app.Services.GetService<DemoLoader>() is { } demo)
    {
        await demo.EnsureEmptyOrDemo(CancellationToken.None);
    }

    app.UseDoor();
    app.UseApiProblems();
    app.UsePages();
    app.UseLimits();
    app.UseStaffLimits();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapIntake();
    app.MapBatches();
    app.MapForm();
    app.MapFigures();
    app.MapApiDescription();
    app.MapPageFrame();
    app.MapPages();
    if (hasAccounts)
    {
        app.MapAccounts();
    }

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
