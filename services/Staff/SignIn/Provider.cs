using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace SipasSurvey.Staff.SignIn;

/// <summary>What the provider says of itself: its addresses and keys.</summary>
internal static class Provider
{
    /// <summary>Reads it, or takes what was read some minutes ago.</summary>
    /// <exception cref="ProviderAwayException">It was never read, and the provider does not answer.</exception>
    public static async Task<OpenIdConnectConfiguration> Reach(IConfigurationManager<OpenIdConnectConfiguration> manager, CancellationToken cancellationToken)
    {
        try
        {
            return await manager.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException failure)
        {
            throw new ProviderAwayException(failure);
        }
    }

    /// <summary>How the provider is asked. It is where the settings say; a redirect would lead secrets and trust elsewhere.</summary>
    public static HttpMessageHandler BackChannel() => new SocketsHttpHandler { AllowAutoRedirect = false };

    /// <summary>
    /// Takes only the keys that the provider has now. The library goes on with former ones for an hour, so that a key that was taken out because
    /// somebody stole it would still open everything.
    /// </summary>
    public static void ForgetFormerKeys(IConfigurationManager<OpenIdConnectConfiguration>? manager)
    {
        if (manager is BaseConfigurationManager keeping)
        {
            keeping.UseLastKnownGoodConfiguration = false;
        }
    }
}
