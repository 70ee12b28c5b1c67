using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Pages.Inviting;
using SipasSurvey.Paper;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Figures.Pages.Printing;

/// <summary>A run of sheets to be printed.</summary>
/// <param name="Run">The run.</param>
/// <param name="Survey">Its survey.</param>
/// <param name="Province">Its province.</param>
/// <param name="Invitations">What the codes of invitations are made with; null when none are printed.</param>
/// <param name="IsEnglish">Whether what is around the sheets is English.</param>
public sealed record PrintingView(PrintRun Run, Survey Survey, Province Province, PrintingInvitations? Invitations, bool IsEnglish);

/// <summary>What the codes on sheets are made with.</summary>
/// <param name="Codes">Makes them.</param>
/// <param name="Origin">The public origin, to which their QR codes lead.</param>
public sealed record PrintingInvitations(InvitationCodes Codes, string Origin);

/// <summary>Writes the sheets of a run, which differ in their serial and, if there is one, the code of an invitation.</summary>
internal static class PrintingDocument
{
    public const string SerialMark = "<!--serial-->";
    public const string CodeMark = "<!--code-->";
    public const string InvitationMark = "<!--invitation-->";
    public const string InvitationCodeMark = "<!--invitation-code-->";

    /// <summary>A printed serial in groups that an eye can keep: <c>SP 0000 0018</c>.</summary>
    public static string Grouped(SheetSerial serial) => $"{serial.Text[..2]} {serial.Text[2..6]} {serial.Text[6..]}";

    /// <summary>The answer of a route.</summary>
    public static Task<IResult> Of(PrintingView view, IServiceProvider services) =>
        RunDocument.Of<PrintingFrame, PrintingSheet>(view, sheet => view.Run.Serials().Select(serial => Fill(sheet, view, serial)), services);

    private static string Fill(string sheet, PrintingView view, SheetSerial serial)
    {
        var run = view.Run;
        var code = PrintingQrCode.Svg(PrintingQrCode.Text(run.Survey, run.Province, serial));
        var filled = sheet.Replace(CodeMark, code, StringComparison.Ordinal).Replace(SerialMark, Grouped(serial), StringComparison.Ordinal);
        return view.Invitations is { } invitations ? Invite(filled, invitations, run, serial) : filled;
    }

    private static string Invite(string sheet, PrintingInvitations invitations, PrintRun run, SheetSerial serial)
    {
        var code = invitations.Codes.Make(run.Survey, InvitationKind.Sheet, run.Province, (uint)serial.PrintedNumber);
        return sheet.Replace(InvitationMark, PrintingQrCode.Svg(InvitationAddress.Of(invitations.Origin, code)), StringComparison.Ordinal)
            .Replace(InvitationCodeMark, code.ToString(), StringComparison.Ordinal);
    }
}
