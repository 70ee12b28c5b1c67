using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SipasSurvey.Domain;
using SipasSurvey.Local;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.UnitTests.Administration;

/// <summary>The whole of Local, from its own Program.cs, within this process and in a folder of its own.</summary>
internal sealed class LocalHost : WebApplicationFactory<DataFolder>
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sipas-local-");

    public LocalHost()
    {
        UseKestrel(0);
        StartServer();
    }

    /// <summary>Every route that the application serves.</summary>
    public IReadOnlyList<RouteEndpoint> Routes => [.. Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>A client that goes nowhere else than it is told to; with a key, or without.</summary>
    public HttpClient Client(string? key)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = ClientOptions.BaseAddress };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A new key.</summary>
    public async Task<string> MakeKey(string role, params string[] provinces)
    {
        Assert.True(ProvinceScope.TryParse(provinces, Services.GetRequiredService<Catalogue>(), out var scope, out var fault), fault);
        var order = new KeyOrder($"a {role}", role, scope, null, TimeProvider.System.GetUtcNow().AddDays(1));
        return (await Services.GetRequiredService<AccessKeyStore>().Make(order, "the test", CancellationToken.None)).Secret;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("data", _folder.FullName);

    public override async ValueTask DisposeAsync()
    {
        // Program.cs stops its host itself once it is told to; both at once, the one would dispose of what the other still writes with.
        var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        var stopped = new TaskCompletionSource();
        lifetime.ApplicationStopped.Register(stopped.SetResult);
        lifetime.StopApplication();
        await stopped.Task;
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
