using System.Data.Common;
using SipasSurvey.Aggregator;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Queue;
using SipasSurvey.Storage;

if (Help.Print(args, AggregatorHelp.Text))
{
    return 0;
}

try
{
    if (args is [var command, ..] && !command.StartsWith('-'))
    {
        return await UpkeepCommand.Run(command, new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args[1..]).Build());
    }

    var builder = WebApplication.CreateBuilder(args).AddProcessDefaults("http://127.0.0.1:8082");
    var broker = BrokerAddress.Parse(builder.Configuration.GetConnectionString("RabbitMq"));
    builder.Services.AddSingleton(Catalogue.Load(AggregatorModule.Contracts)).AddSingleton(TimeProvider.System);
    builder.Services.AddDatabase(builder.Configuration, makesIt: true);
    builder.AddAggregator().AddRabbitMqTransport(broker).AddOperations();

    await using var app = builder.Build();
    app.CheckSettings();
    await app.Services.GetRequiredService<SchemaUpgrade>().RunOrPostpone(CancellationToken.None);
    app.UseApiProblems();
    app.MapOperations();
    await app.RunAsync();
    return Environment.ExitCode;
}
catch (Exception failure) when (failure is SchemaException or InvalidDataException or DbException or TimeoutException or ArgumentException)
{
    Console.Error.WriteLine(failure.Message);
    return ProcessDefaults.BadStart;
}
catch (Exception failure) when (ProcessDefaults.Explain(failure) is { } sentence)
{
    Console.Error.WriteLine(sentence);
    return ProcessDefaults.BadStart;
}
