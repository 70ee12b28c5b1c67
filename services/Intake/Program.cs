using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Hosting.Door;
using SipasSurvey.Intake;
using SipasSurvey.Intake.Batches;
using SipasSurvey.Intake.Form;
using SipasSurvey.Pages;
using SipasSurvey.Queue;
using SipasSurvey.Staff;

if (Help.Print(args, IntakeHelp.Text))
{
    return 0;
}

try
{
    var builder = ProcessDefaults.NewBuilder(args).AddProcessDefaults("http://127.0.0.1:8081");
    var contracts = Path.Combine(AppContext.BaseDirectory, "contracts");
    var broker = BrokerAddress.Of(builder.Configuration);
    builder.Configuration["Schedule"] ??= Path.Combine(contracts, "schedule.json");
    builder.Services.AddSingleton(Catalogue.Load(contracts)).AddSingleton(TimeProvider.System);
    if (builder.Configuration["AccessKeys"] is { Length: > 0 } keys)
    {
        builder.Configuration["DataProtectionKeys"] ??= Path.Combine(Path.GetDirectoryName(Path.GetFullPath(keys))!, "protection-keys");
    }

    // Stopped in the opposite order: Intake finishes its packs while the connection is still there.
    builder.AddBrokerPublishing(broker);
    builder.AddIntake().AddIntakeDescription().AddStaff().AddBatches().AddForm().AddOperations();

    await using var app = builder.Build();
    app.CheckSettings();
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
    app.MapApiDescription();
    app.MapPageFrame();
    app.MapOperations();
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (ProcessDefaults.Explain(failure) is { } sentence)
{
    Console.Error.WriteLine(sentence);
    return ProcessDefaults.BadStart;
}
