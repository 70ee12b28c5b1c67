using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SipasSurvey.Domain;

namespace SipasSurvey.Hosting;

/// <summary>Adds the keys of invitations to a host.</summary>
public static class InvitationsModule
{
    /// <summary>Name of the setting, as configuration has it.</summary>
    public const string Setting = "Invitations:Secret";

    /// <summary>Name of the file in which Local keeps its secret, beside its database.</summary>
    public const string LocalFile = "invitation-secret";

    /// <summary>
    /// Registers <see cref="Invitations"/>, once, however many parts of a host do: the same secret for Intake, Aggregator and Figures. Without the setting there are no
    /// invitations, which each part says where it matters.
    /// </summary>
    /// <exception cref="StartException">The setting is no secret.</exception>
    public static IServiceCollection AddInvitations(this IServiceCollection services, IConfiguration settings)
    {
        services.TryAddSingleton(Read(settings));
        return services;
    }

    private static Invitations Read(IConfiguration settings)
    {
        if (settings[Setting] is not { Length: > 0 } text)
        {
            return Invitations.None;
        }

        return InvitationSecret.Parse(text) is { } secret
            ? Invitations.Of(secret)
            : throw new StartException($"Setting {Invitations.Setting} must be base64 of at least {InvitationSecret.LeastBytes} bytes, as 'openssl rand -base64 32' makes it.");
    }
}
