using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Queue;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Hosting;

public sealed class SecretsTests : IDisposable
{
    private const string Secret = "hidden-7b1f";

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-secrets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("ConnectionStrings:RabbitMq", $"amqp://sipas:{Secret}@broker/")]
    [InlineData("ConnectionStrings:SqlServer", $"Server=db;Database=Sipas;User ID=sipas;Password={Secret}")]
    [InlineData("ConnectionStrings:Staff", $"Server=db;Database=Staff;UID=sipas;pwd={Secret}")]
    [InlineData("ConnectionStrings:Staff", $"no connection string, {Secret}")]
    [InlineData("SignIn:ClientSecret", Secret)]
    public void A_secret_in_a_configuration_file_stops_the_start_with_where_to_put_it(string setting, string value)
    {
        var fault = Assert.Throws<StartException>(() => With(setting, value).AddSecrets());

        Assert.StartsWith($"Setting {setting} stands in appsettings.json with its secret.", fault.Message, StringComparison.Ordinal);
        Assert.Contains(setting.Replace(":", "__", StringComparison.Ordinal), fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionStrings:RabbitMq", "amqp://broker1:5672,broker2:5672/")]
    [InlineData("ConnectionStrings:SqlServer", "Server=db;Database=Sipas;Integrated Security=true")]
    [InlineData("ConnectionStrings:Sqlite", "Data Source=/var/lib/sipas/sipas.db")]
    [InlineData("SignIn:ClientId", "sipas")]
    public void What_is_no_secret_may_stand_there(string setting, string value) => With(setting, value).AddSecrets();

    [Fact]
    public void Secrets_are_read_from_files_one_for_each_setting()
    {
        File.WriteAllText(Path.Combine(_folder, "SignIn__ClientSecret"), $"{Secret}\n");
        var settings = new ConfigurationManager { ["Secrets"] = _folder, ["SignIn:ClientSecret"] = "another" };

        settings.AddSecrets();

        Assert.Equal(Secret, settings["SignIn:ClientSecret"]);
    }

    [Fact]
    public void A_folder_of_secrets_that_is_missing_is_named() =>
        Assert.Equal("Setting Secrets names the folder /nowhere/secrets, which does not exist.",
            Assert.Throws<StartException>(() => new ConfigurationManager { ["Secrets"] = "/nowhere/secrets" }.AddSecrets()).Message);

    [Fact]
    public void A_secret_on_the_command_line_is_warned_of_without_it()
    {
        var settings = new ConfigurationManager();
        settings.AddCommandLine(["--ConnectionStrings:RabbitMq", $"amqp://sipas:{Secret}@broker/"]);

        var warning = Secrets.FindOnCommandLine(settings);

        Assert.Contains("ConnectionStrings:RabbitMq was given on the command line", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, warning, StringComparison.Ordinal);
        Assert.Null(Secrets.FindOnCommandLine(new ConfigurationManager { ["SignIn:ClientSecret"] = Secret }));
    }

    [Theory]
    [InlineData($"amqp://sipas:{Secret}")]
    [InlineData($"amqp://sipas:{Secret}/x")]
    [InlineData($"amqp:/sipas:{Secret}@broker")]
    [InlineData($"http://sipas:{Secret}@broker")]
    [InlineData($"amqp://sipas:{Secret}@broker:port/")]
    [InlineData($"amqp://sipas:{Secret}@broker,{Secret}@broker:x/")]
    [InlineData($"amqp://sipas@broker,{Secret}:x/")]
    [InlineData($"amqp://sipas:x@{Secret}:y@broker,other:port/")]
    public void A_wrong_address_of_the_broker_never_shows_its_password(string address) =>
        Assert.DoesNotContain(Secret, Assert.Throws<DataFileException>(() => BrokerAddress.Parse(address)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("SqlServer", $"Server=db;Database=Sipas;Password=x;{Secret}=y")]
    [InlineData("SqlServer", $"Server=db;Password=x;{Secret}")]
    [InlineData("SqlServer", $"Server=db;Password={Secret}")]
    [InlineData("Sqlite", $"Data Source=x;Password=x;{Secret}=y")]
    public void A_wrong_connection_string_never_shows_its_password(string name, string connection)
    {
        var settings = new ConfigurationManager { [$"ConnectionStrings:{name}"] = connection };

        var fault = Assert.Throws<DataFileException>(() => new ServiceCollection().AddDatabase(settings, makesIt: false));

        Assert.DoesNotContain(Secret, fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"ConnectionStrings__{name}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Server=db.example;Encrypt=False", "Encrypt=False")]
    [InlineData("Data Source=tcp:db.example,1433;Encrypt=Optional", "Encrypt=Optional")]
    [InlineData("Server=10.0.0.7\\SIPAS;TrustServerCertificate=True", "TrustServerCertificate=True")]
    [InlineData("Address=db;Trust Server Certificate=yes", "TrustServerCertificate=yes")]
    public void A_database_server_elsewhere_is_reached_by_verified_TLS_alone_unless_the_operator_says_otherwise(string connection, string named)
    {
        var text = $"{connection};Password={Secret}";

        var fault = Assert.Throws<StartException>(() => DatabaseTransport.Check(new ConfigurationManager { ["ConnectionStrings:SqlServer"] = text }));

        Assert.StartsWith($"Setting ConnectionStrings__SqlServer has {named} for a server", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault.Message, StringComparison.Ordinal);
        DatabaseTransport.Check(new ConfigurationManager { ["ConnectionStrings:SqlServer"] = text, ["AllowInsecureDatabase"] = "true" });
    }

    [Theory]
    [InlineData("Server=127.0.0.1,1433;User ID=sa;Password=x;TrustServerCertificate=True;Encrypt=False")]
    [InlineData("Server=tcp:localhost;Encrypt=False")]
    [InlineData("Server=(local)\\SQLEXPRESS;TrustServerCertificate=True")]
    [InlineData("Server=db.example;Encrypt=Strict")]
    [InlineData("Server=db.example")]
    [InlineData("Data Source=/var/lib/sipas/sipas.db")]
    public void One_on_this_machine_is_reached_in_any_way(string connection) =>
        DatabaseTransport.Check(new ConfigurationManager { ["ConnectionStrings:SqlServer"] = connection });

    private ConfigurationManager With(string setting, string value)
    {
        var names = setting.Split(':');
        File.WriteAllText(Path.Combine(_folder, "appsettings.json"), new JsonObject { [names[0]] = new JsonObject { [names[1]] = value } }.ToJsonString());
        var settings = new ConfigurationManager();
        settings.SetBasePath(_folder).AddJsonFile("appsettings.json");
        return settings;
    }
}
