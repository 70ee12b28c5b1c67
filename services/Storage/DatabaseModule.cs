using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SipasSurvey.Domain;
using SipasSurvey.Storage.Sqlite;
using SipasSurvey.Storage.SqlServer;

namespace SipasSurvey.Storage;

/// <summary>Adds the database to a host.</summary>
public static class DatabaseModule
{
    private const string SqlServerSetting = "ConnectionStrings__SqlServer";
    private const string SqliteSetting = "ConnectionStrings__Sqlite";

    /// <summary>
    /// Registers the stores on the database that the settings name, and its health check: <c>ConnectionStrings__SqlServer</c>, or
    /// <c>ConnectionStrings__Sqlite</c> for one machine. The host registers the catalogue and a clock, and the
    /// keys of invitations where entries are stored.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="settings">The host's settings.</param>
    /// <param name="makesIt">Whether a SQLite file that is missing is made here; making the database is up to the aggregator.</param>
    /// <exception cref="DataFileException">Neither or both are set, or the one that is cannot be read.</exception>
    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration settings, bool makesIt)
    {
        try
        {
            return (settings.GetConnectionString("SqlServer"), settings.GetConnectionString("Sqlite")) switch
            {
                ({ Length: > 0 }, { Length: > 0 }) =>
                    throw new DataFileException($"Setting {SqliteSetting}", "", $"is set beside {SqlServerSetting}; leave out the one that is not meant"),
                ({ Length: > 0 } server, _) => services.AddSqlServer(server),
                (_, { Length: > 0 } file) => services.AddSqlite(
                    makesIt ? file : new SqliteConnectionStringBuilder(file) { Mode = SqliteOpenMode.ReadWrite }.ToString()),
                _ => throw new DataFileException($"Setting {SqlServerSetting}", "",
                    $"is missing; it is like 'Server=HOST;Database=Sipas;User ID=…;Password=…', or {SqliteSetting}='Data Source=DIR/sipas.db' for one machine"),
            };
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            var (setting, text) = settings.GetConnectionString("SqlServer") is { Length: > 0 } server
                ? (SqlServerSetting, server)
                : (SqliteSetting, settings.GetConnectionString("Sqlite")!);
            throw new DataFileException($"Setting {setting}", "", WithoutPassword(fault.Message, text));
        }
    }

    // What stands behind a semicolon in a password that is not in quotes is taken for a keyword, and the fault quotes it.
    private static string WithoutPassword(string fault, string connection)
    {
        var password = connection.IndexOf("password", StringComparison.OrdinalIgnoreCase) is >= 0 and var full
            ? full
            : connection.IndexOf("pwd", StringComparison.OrdinalIgnoreCase);
        var quoted = fault.Split('\'') is [_, { Length: > 0 } word, ..] ? word : null;
        return password >= 0 && quoted is not null && connection[password..].Contains(quoted, StringComparison.OrdinalIgnoreCase)
            ? "has something behind the password that is no keyword; a password with ; or = in it stands in quotes"
            : fault;
    }

    /// <summary>Registers the stores on SQLite, and the health check.</summary>
    public static IServiceCollection AddSqlite(this IServiceCollection services, string connectionString)
    {
        // Made now, so that a wrong connection string stops the start; by a factory, so that the host disposes of it.
        var database = new SqliteDatabase(connectionString);
        services.AddSingleton(_ => database);
        services.AddSingleton<IEntryStore>(it => new SqliteEntryStore(
            it.GetRequiredService<SqliteDatabase>(), it.GetRequiredService<Catalogue>(), it.GetRequiredService<TimeProvider>(), it.GetService<Invitations>()?.Claims));
        services.AddSingleton<IFigureStore>(it => new SqliteFigureStore(it.GetRequiredService<SqliteDatabase>(), it.GetRequiredService<Catalogue>()));
        services.AddSingleton<IBatchStore>(it => new SqliteBatchStore(it.GetRequiredService<SqliteDatabase>()));
        return services.AddDatabaseCheck();
    }

    private static IServiceCollection AddSqlServer(this IServiceCollection services, string connectionString)
    {
        var database = new SqlServerDatabase(connectionString);
        services.AddSingleton<IEntryStore>(it => new SqlServerEntryStore(
            database, it.GetRequiredService<Catalogue>(), it.GetRequiredService<TimeProvider>(), it.GetService<Invitations>()?.Claims));
        services.AddSingleton<IFigureStore>(it => new SqlServerFigureStore(database, it.GetRequiredService<Catalogue>()));
        services.AddSingleton<IBatchStore>(_ => new SqlServerBatchStore(database));
        return services.AddDatabaseCheck();
    }

    private static IServiceCollection AddDatabaseCheck(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: ["ready"]);
        return services;
    }

    private sealed class DatabaseCheck(IFigureStore store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await store.FindObstacle(cancellationToken) is { } obstacle ? HealthCheckResult.Unhealthy(obstacle) : HealthCheckResult.Healthy();
    }
}
