using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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

/// <summary>
/// Writes the sheets of a run one after the other. They differ in their serial alone, so a sheet is rendered once and the serials are filled in
/// while it is sent: memory does not grow with the run.
/// </summary>
internal static class PrintingDocument
{
    public const string SheetsMark = "<!--sheets-->";
    public const string SerialMark = "<!--serial-->";
    public const string CodeMark = "<!--code-->";
    public const string InvitationMark = "<!--invitation-->";
    public const string InvitationCodeMark = "<!--invitation-code-->";

    /// <summary>A printed serial in groups that an eye can keep: <c>SP 0000 0018</c>.</summary>
    public static string Grouped(SheetSerial serial) => $"{serial.Text[..2]} {serial.Text[2..6]} {serial.Text[6..]}";

    /// <summary>The answer of a route.</summary>
    public static async Task<IResult> Of(PrintingView view, IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var frame = (await Render<PrintingFrame>(renderer, view)).Split(SheetsMark);
        var sheet = await Render<PrintingSheet>(renderer, view);
        return TypedResults.Stream(body => Write(body, frame, sheet, view), "text/html; charset=utf-8");
    }

    private static async Task Write(Stream body, string[] frame, string sheet, PrintingView view)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync(frame[0]);
        var run = view.Run;
        foreach (var serial in run.Serials())
        {
            var code = PrintingQrCode.Svg(PrintingQrCode.Text(run.Survey, run.Province, serial));
            var filled = sheet.Replace(CodeMark, code, StringComparison.Ordinal).Replace(SerialMark, Grouped(serial), StringComparison.Ordinal);
            await writer.WriteAsync(view.Invitations is { } invitations ? Invite(filled, invitations, run, serial) : filled);
        }

        await writer.WriteAsync(frame[1]);
    }

    private static string Invite(string sheet, PrintingInvitations invitations, PrintRun run, SheetSerial serial)
    {
        var code = invitations.Codes.Make(run.Survey, InvitationKind.Sheet, run.Province, (uint)serial.PrintedNumber);
        return sheet.Replace(InvitationMark, PrintingQrCode.Svg(InvitationAddress.Of(invitations.Origin, code)), StringComparison.Ordinal)
            .Replace(InvitationCodeMark, code.ToString(), StringComparison.Ordinal);
    }

    private static Task<string> Render<T>(HtmlRenderer renderer, PrintingView view)
        where T : IComponent => renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["View"] = view }))).ToHtmlString());
}
