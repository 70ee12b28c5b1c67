using SipasSurvey.Domain;
using SipasSurvey.IntegrationTests;
using SipasSurvey.IntegrationTests.Local;

namespace SipasSurvey.BrowserTests;

/// <summary>Letters with codes that a Local takes.</summary>
internal static class FormInvitation
{
    /// <summary>The province that the letters are of, which a visitor chooses by default.</summary>
    private const string Province = "01";

    /// <summary>The code in the letter of this number, made with the secret that the process keeps beside its database.</summary>
    public static async Task<string> Of(LocalProcess local, uint number)
    {
        var secret = ServicePrograms.Secret((await File.ReadAllTextAsync(Path.Combine(local.Data, "invitation-secret"))).Trim());
        var codes = Invitations.Of(InvitationSecret.Parse(secret)!).Codes!;
        return ServicePrograms.Secret(codes.Make(FormVisitor.Survey, InvitationKind.Letter, Province, number).ToString());
    }
}
