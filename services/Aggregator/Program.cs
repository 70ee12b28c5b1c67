using SipasSurvey.Aggregator;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Door;
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
        var settings = new ConfigurationManager();
        settings.AddEnvironmentVariables().AddCommandLine(args[1..]);
        settings.AddSecrets();
        DatabaseTransport.Check(settings);
        return await UpkeepCommand.Run(command, settings);
    }

    var builder = ProcessDefaults.NewBuilder(args).AddProcessDefaults("http://127.0.0.1:8082");
    var broker = BrokerAddress.Of(builder.Configuration);
    builder.Services.AddSingleton(Catalogue.Load(AggregatorModule.Contracts)).AddSingleton(TimeProvider.System);
    builder.Services.AddDatabase(builder.Configuration, makesIt: true);
    builder.AddAggregator().AddRabbitMqTransport(broker).AddOperations();

    await using var app = builder.Build();
    app.CheckSettings();
    await app.Services.GetRequiredService<SchemaUpgrade>().RunOrPostpone(CancellationToken.None);
    app.UseDoor();
    app.UseApiProblems();
    app.UseLimits();
    app.MapOperations();
    await app.RunAsync();
    return Environment.ExitCode;
}
catch (SchemaException failure)
{
    Console.Error.WriteLine(failure.Message);
    return ProcessDefaults.BadStart;
}
catch (Exception failure) when (ProcessDefaults.Explain(failure) is { } sentence)
{
    Console.Error.WriteLine(sentence);
    return ProcessDefaults.BadStart;
}
