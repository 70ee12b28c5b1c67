using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Intake;
using SipasSurvey.Queue;

if (Help.Print(args, IntakeHelp.Text))
{
    return 0;
}

try
{
    var builder = WebApplication.CreateBuilder(args).AddProcessDefaults("http://127.0.0.1:8081");
    var contracts = Path.Combine(AppContext.BaseDirectory, "contracts");
    var broker = BrokerAddress.Parse(builder.Configuration.GetConnectionString("RabbitMq"));
    builder.Configuration["Schedule"] ??= Path.Combine(contracts, "schedule.json");
    builder.Services.AddSingleton(Catalogue.Load(contracts)).AddSingleton(TimeProvider.System);

    // Stopped in the opposite order: Intake finishes its packs while the connection is still there.
    builder.AddBrokerPublishing(broker);
    builder.AddIntake().AddIntakeDescription().AddOperations();

    await using var app = builder.Build();
    app.CheckSettings();
    app.UseApiProblems();
    app.MapIntake();
    app.MapApiDescription();
    app.MapOperations();
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (ProcessDefaults.Explain(failure) is { } sentence)
{
    Console.Error.WriteLine(sentence);
    return ProcessDefaults.BadStart;
}
