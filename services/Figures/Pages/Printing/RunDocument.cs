using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SipasSurvey.Figures.Pages.Printing;

/// <summary>
/// Writes what a run prints, one after the other. Its sheets or letters differ in few places alone, so one is rendered once, with marks, and these are filled in
/// while it is sent: memory does not grow with the run.
/// </summary>
internal static class RunDocument
{
    /// <summary>Where the frame has what is printed.</summary>
    public const string Mark = "<!--run-->";

    /// <summary>The answer of a route.</summary>
    /// <typeparam name="TFrame">What is around it.</typeparam>
    /// <typeparam name="TOne">One sheet or letter.</typeparam>
    /// <param name="view">The parameter View of both.</param>
    /// <param name="fill">All of the run, made of the one that was rendered.</param>
    /// <param name="services">Parts of the host.</param>
    public static async Task<IResult> Of<TFrame, TOne>(object view, Func<string, IEnumerable<string>> fill, IServiceProvider services)
        where TFrame : IComponent
        where TOne : IComponent
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var frame = (await Render<TFrame>(renderer, view)).Split(Mark);
        var one = await Render<TOne>(renderer, view);
        return TypedResults.Stream(body => Write(body, fill(one).Prepend(frame[0]).Append(frame[1])), "text/html; charset=utf-8");
    }

    private static async Task Write(Stream body, IEnumerable<string> texts)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        foreach (var text in texts)
        {
            await writer.WriteAsync(text);
        }
    }

    private static Task<string> Render<T>(HtmlRenderer renderer, object view)
        where T : IComponent => renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["View"] = view }))).ToHtmlString());
}
