using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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

/// <summary>Writes letters one after the other. They differ in number and code alone, so a letter is rendered once and these are filled in while it is sent.</summary>
internal static class InvitationsDocument
{
    public const string LettersMark = "<!--letters-->";
    public const string NumberMark = "<!--number-->";
    public const string CodeMark = "<!--code-->";
    public const string PictureMark = "<!--picture-->";

    /// <summary>The answer of a route.</summary>
    public static async Task<IResult> Of(LettersView view, IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var frame = (await Render<InvitationsFrame>(renderer, view)).Split(LettersMark);
        var letter = await Render<InvitationsLetter>(renderer, view);
        return TypedResults.Stream(body => Write(body, frame, letter, view), "text/html; charset=utf-8");
    }

    private static async Task Write(Stream body, string[] frame, string letter, LettersView view)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync(frame[0]);
        foreach (var (number, code) in view.Run.Codes(view.Codes))
        {
            await writer.WriteAsync(letter.Replace(PictureMark, PrintingQrCode.Svg(InvitationAddress.Of(view.Origin, code)), StringComparison.Ordinal)
                .Replace(NumberMark, number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace(CodeMark, code.ToString(), StringComparison.Ordinal));
        }

        await writer.WriteAsync(frame[1]);
    }

    private static Task<string> Render<T>(HtmlRenderer renderer, LettersView view)
        where T : IComponent => renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["View"] = view }))).ToHtmlString());
}
