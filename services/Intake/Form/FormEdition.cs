using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Form;

/// <summary>
/// The form as devices keep it: the blank pages of one survey in one file for each language, and the worker that looks after them. In one file, as pages are much alike: it has
/// a third of what they have one by one, and comes in one go where each question takes half a second to be answered.
/// </summary>
internal sealed class FormEdition
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly (Schedule Schedule, Survey? Open, Survey? Last) _of;

    private FormEdition((Schedule Schedule, Survey? Open, Survey? Last) of, IReadOnlyDictionary<string, Asset> pages) =>
        (_of, Pages, Worker) = (of, pages, MakeWorker(of, pages));

    /// <summary>Pages by language: a JSON object of HTML by path. The start page is not among them: the worker asks for it, and takes the headers of all from there.</summary>
    public IReadOnlyDictionary<string, Asset> Pages { get; }

    /// <summary>The worker, and before it what it keeps.</summary>
    public Asset Worker { get; }

    /// <summary>Whether this is still what to keep: the schedule has not changed, nor has a survey opened or closed by it.</summary>
    public bool Fits(Schedule schedule, OpenSurveys surveys) => _of == (schedule, surveys.Newest, surveys.Last?.Survey);

    /// <summary>Makes the one of this moment.</summary>
    public static async Task<FormEdition> Make(IServiceProvider services, Schedule schedule, OpenSurveys surveys)
    {
        var pages = new Dictionary<string, Asset>();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        foreach (var paths in CitizenPaths.Both)
        {
            var html = new Dictionary<string, string>();
            foreach (var (path, page, parameters) in PagesOf(paths, surveys.Newest))
            {
                html[path] = await renderer.Dispatcher.InvokeAsync(async () =>
                    (await renderer.RenderComponentAsync(page, ParameterView.FromDictionary(parameters))).ToHtmlString());
            }

            pages[paths.Language] = new Asset(JsonSerializer.SerializeToUtf8Bytes(html, Json), $"pages-{paths.Language}", "json", "application/json", CitizenPaths.Files);
        }

        return new FormEdition((schedule, surveys.Newest, surveys.Last?.Survey), pages);
    }

    private static IEnumerable<(string Path, Type Page, Dictionary<string, object?> Parameters)> PagesOf(CitizenPaths paths, Survey? survey)
    {
        var ofLanguage = new Dictionary<string, object?> { ["Paths"] = paths };
        yield return (paths.Privacy, typeof(PrivacyPage), ofLanguage);
        if (survey is null)
        {
            yield break;
        }

        var view = new FormView(paths, survey, Draft: null, Faults: []);
        for (var step = 0; step < view.AboutStep; step++)
        {
            yield return (view.PathOf(step), typeof(ElementPage), new() { ["View"] = view, ["Step"] = step });
        }

        yield return (paths.About, typeof(AboutPage), new() { ["View"] = view });
        yield return (paths.Check, typeof(CheckPage), new() { ["View"] = view });
        yield return (paths.Receipt, typeof(ReceiptPage), ofLanguage);
        yield return (paths.Clear, typeof(ClearPage), ofLanguage);
    }

    private static Asset MakeWorker((Schedule Schedule, Survey? Open, Survey? Last) of, IReadOnlyDictionary<string, Asset> pages)
    {
        string[] assets = [Asset.CitizenStyleSheet.Path, FormScripts.OfPages.Path];
        var paths = CitizenPaths.Both.ToDictionary(it => it.Language, it => new[] { it.Start }.Concat(PagesOf(it, of.Open).Select(page => page.Path)));
        // The start page says when a survey opens and closes, and its makers' versions stand for the rest of what it says.
        byte[] version =
        [
            .. of.Schedule.ToBytes(),
            .. Encoding.UTF8.GetBytes(string.Join('|',
                [of.Last?.Code, .. assets, .. pages.Values.Select(it => it.Path), .. new[] { typeof(FormEdition), typeof(Asset), typeof(Survey) }.Select(it => $"{it.Module.ModuleVersionId}")])),
        ];
        return FormScripts.WorkerOf($"""
            const version = "{Convert.ToHexStringLower(SHA256.HashData(version).AsSpan(0, 8))}";
            const pages = {JsonSerializer.Serialize(paths)};
            const files = {JsonSerializer.Serialize(pages.ToDictionary(it => it.Key, it => it.Value.Path))};
            const assets = {JsonSerializer.Serialize(assets)};

            """);
    }
}
