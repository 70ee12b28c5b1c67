using Microsoft.Data.Sqlite;
using SipasSurvey.Aggregator;
using SipasSurvey.Domain;
using SipasSurvey.Storage;
using SipasSurvey.Storage.Sqlite;

// Until a broker stands between Intake and Aggregator, the aggregator runs inside Local; what runs here are the commands for operators.
var command = args is [var first, ..] && !first.StartsWith('-') ? first : null;
var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args[(command is null ? 0 : 1)..]).Build();
var connectionString = settings.GetConnectionString("Sqlite");
if (command is not ("verify" or "rebuild"))
{
    Console.Error.WriteLine("Say what to do: verify (compare what is stored with what the entries give) or rebuild (write it anew).");
    return 2;
}

if (connectionString is null)
{
    Console.Error.WriteLine("The setting ConnectionStrings__Sqlite is missing; for a local installation it is 'Data Source=DIR/sipas.db'.");
    return 2;
}

try
{
    var catalogue = Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "contracts"));
    using var database = new SqliteDatabase(connectionString);
    if (database.FindObstacle() is { } obstacle)
    {
        Console.Error.WriteLine(obstacle);
        return 2;
    }

    IEntryStore store = new SqliteEntryStore(database, catalogue, TimeProvider.System);
    return command == "verify"
        ? await Upkeep.Verify(store, Console.Out, CancellationToken.None)
        : await Upkeep.Rebuild(store, Console.Out, CancellationToken.None);
}
catch (Exception fault) when (fault is DataFileException or SchemaException or InvalidDataException or SqliteException or ArgumentException)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}
