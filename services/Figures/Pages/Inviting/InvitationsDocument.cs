using System.Globalization;
using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Pages.Printing;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Figures.Pages.Inviting;

/// <summary>A run of letters with their codes.</summary>
/// <param name="Run">The run.</param>
/// <param name="Survey">Its survey.</param>
/// <param name="Province">Its province.</param>
/// <param name="Codes">Makes the codes.</param>
/// <param name="Origin">The public origin, to which the QR codes lead.</param>
/// <param name="IsEnglish">Whether what is around the letters is English.</param>
public sealed record LettersView(InvitationRun Run, Survey Survey, Province Province, InvitationCodes Codes, string Origin, bool IsEnglish);

/// <summary>Writes the letters of a run, which differ in number and code.</summary>
internal static class InvitationsDocument
{
    public const string NumberMark = "<!--number-->";
    public const string CodeMark = "<!--code-->";
    public const string PictureMark = "<!--picture-->";

    /// <summary>The answer of a route.</summary>
    public static Task<IResult> Of(LettersView view, IServiceProvider services) => RunDocument.Of<InvitationsFrame, InvitationsLetter>(
        view, letter => view.Run.Codes(view.Codes).Select(it => Fill(letter, view, it.Number, it.Code)), services);

    private static string Fill(string letter, LettersView view, int number, InvitationCode code) =>
        letter.Replace(PictureMark, PrintingQrCode.Svg(InvitationAddress.Of(view.Origin, code)), StringComparison.Ordinal)
            .Replace(NumberMark, number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace(CodeMark, code.ToString(), StringComparison.Ordinal);
}
