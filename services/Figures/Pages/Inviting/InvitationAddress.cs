using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Figures.Pages.Inviting;

/// <summary>Where the QR code of an invitation leads.</summary>
internal static class InvitationAddress
{
    /// <summary>The public origin: the setting, or else the address under which the page was asked for.</summary>
    public static string Origin(HttpContext context) =>
        PublicAddress.Read(context.RequestServices.GetRequiredService<IConfiguration>())?.GetLeftPart(UriPartial.Authority)
        ?? $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>The form with the code in the fragment, which browsers never send: so it is in no log, of ours or of a proxy.</summary>
    public static string Of(string origin, InvitationCode code) => $"{origin}/#m={code}";
}
