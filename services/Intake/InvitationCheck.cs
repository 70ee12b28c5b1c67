using System.Diagnostics.CodeAnalysis;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>Says whether an invitation is one of ours, by its code alone: which ones were used already is only known where entries are stored.</summary>
internal sealed class InvitationCheck(Catalogue catalogue, Invitations invitations, MissingSecret missing)
{
    /// <summary>Reads a code as somebody typed it; false when it is none for a response from this survey and province, and why.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="survey">The survey that is answered.</param>
    /// <param name="province">Province code of the response; null while none is chosen, and then any is right.</param>
    /// <param name="code">The code.</param>
    /// <param name="fault">What is wrong.</param>
    public bool TryRead(string? typed, Survey survey, string? province, out InvitationCode code, [NotNullWhen(false)] out InvitationFault? fault)
    {
        fault = !InvitationCode.TryParse(typed, out code) ? InvitationFault.Unreadable
            : invitations.Codes is not { } codes ? InvitationFault.NotTaken
            : !codes.IsOf(survey.Code, code) ? (OtherSurvey(codes, code) is { } other ? InvitationFault.OfSurvey(other) : InvitationFault.Mistyped)
            // A proven code names a province of the survey.
            : province is not null && province != code.ProvinceCode ? InvitationFault.OfProvince(survey.Geography.Find(code.ProvinceCode)!)
            : null;
        if (fault == InvitationFault.NotTaken)
        {
            missing.CodeCame();
        }

        return fault is null;
    }

    /// <summary>The claim of a code that was read, sealed for its way with the id of the response.</summary>
    public byte[] Seal(Survey survey, InvitationCode code, Guid id) => invitations.Claims!.Seal(invitations.Claims.Of(survey.Code, code), id);

    /// <summary>The claim of a paper sheet, sealed; empty for one whose serial we did not print, and where there are no invitations.</summary>
    /// <param name="survey">Survey code.</param>
    /// <param name="province">Province code.</param>
    /// <param name="printedNumber">Number of its printed serial; 0 for another serial.</param>
    /// <param name="id">Its response id.</param>
    public ReadOnlyMemory<byte> SealSheet(string survey, string province, int printedNumber, Guid id)
    {
        if (printedNumber == 0)
        {
            return default;
        }

        if (invitations.Claims is not { } claims)
        {
            missing.SheetCame();
            return default;
        }

        return claims.Seal(claims.OfSheet(survey, province, printedNumber), id);
    }

    private Survey? OtherSurvey(InvitationCodes codes, InvitationCode code) => catalogue.Surveys.FirstOrDefault(it => codes.IsOf(it.Code, code));
}
