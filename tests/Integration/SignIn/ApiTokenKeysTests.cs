using System.Net;
using SipasSurvey.IntegrationTests.Broker;

namespace SipasSurvey.IntegrationTests.SignIn;

/// <summary>Keys of a provider that change while Figures runs.</summary>
public sealed class ApiTokenKeysTests(ApiTokenSite site) : IClassFixture<ApiTokenSite>
{
    [Fact]
    public async Task After_the_keys_were_rotated_the_new_one_works_and_the_old_one_no_longer()
    {
        var old = site.Provider.Token();
        Assert.Equal(HttpStatusCode.OK, (await site.Send(old)).Status);

        site.Provider.Keys = [KeyServer.NewKey("second")];

        await Deployment.Until(async () => (await site.Send(site.Provider.Token())).Status == HttpStatusCode.OK, () => Task.FromResult("The new key is not known yet."));
        Assert.Equal(HttpStatusCode.Unauthorized, (await site.Send(old)).Status);
    }
}
