using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Form;

/// <summary>
/// The scripts of the form: the one of its pages, and the worker that keeps pages on the device. Both are put together from files of wwwroot, of which they
/// share some. Nothing builds them; what runs is what is written, without its comments.
/// </summary>
internal static class FormScripts
{
    private const string Type = "text/javascript; charset=utf-8";

    /// <summary>The script of all pages of the form.</summary>
    public static readonly Asset OfPages =
        new(Enclose(Join("form-words", "form-store", "form-send", "form-view", "form-start", "form")), "form", "js", Type, CitizenPaths.Files);

    private static readonly string OfWorker = Join("form-store", "form-send", "form-worker");

    public static void MapFormScripts(this IEndpointRouteBuilder routes)
    {
        OfPages.Map(routes);
        Edition? edition = null;
        routes.MapGet(CitizenPaths.Worker, (HttpRequest request, OpenSurveys surveys, ScheduleFile schedule) =>
        {
            var (current, open, last) = (schedule.Current, surveys.Newest, surveys.Last?.Survey);
            // Made anew when a survey opens or closes; two requests at that moment make it twice.
            if (edition is not { } known || known.Schedule != current || known.Open != open || known.Last != last)
            {
                edition = known = new Edition(current, open, last);
            }

            // Browsers ask for it at each visit, and take it for a new one when it differs in a byte.
            return known.Worker.Answer(request, "no-cache");
        }).AllowAnonymous().RunsScripts().ExcludeFromDescription();
    }

    /// <summary>The worker, and before it what it keeps: pages by language, the start page first, and what they load.</summary>
    private static Asset MakeWorker(Schedule schedule, Survey? open, Survey? last)
    {
        var pages = CitizenPaths.Both.ToDictionary(paths => paths.IsEnglish ? "en" : "vi", paths => PagesOf(paths, open));
        string[] assets = [Asset.CitizenStyleSheet.Path, OfPages.Path];
        // Whatever can change a page changes the version: these assemblies, the schedule, and which survey is open by it.
        byte[] version =
        [
            .. schedule.ToBytes(),
            .. Encoding.UTF8.GetBytes(string.Join('|', [open?.Code, last?.Code, .. assets, .. new[] { typeof(FormScripts), typeof(Asset), typeof(Survey) }
                .Select(it => it.Module.ModuleVersionId.ToString())])),
        ];
        var kept = $"""
            const version = "{Convert.ToHexStringLower(SHA256.HashData(version).AsSpan(0, 8))}";
            const pages = {JsonSerializer.Serialize(pages)};
            const assets = {JsonSerializer.Serialize(assets)};

            """;
        return new Asset(Enclose(kept + OfWorker), "form-worker", "js", Type);
    }

    private static string[] PagesOf(CitizenPaths paths, Survey? survey) => survey is null ? [paths.Start, paths.Privacy] :
    [
        paths.Start, .. survey.Questionnaire.Elements.Select(element => paths.ElementOf(element.Code)),
        paths.About, paths.Check, paths.Receipt, paths.Clear, paths.Privacy,
    ];

    // One function around all, so that nothing of it is seen outside.
    private static byte[] Enclose(string script) => Encoding.UTF8.GetBytes($"(() => {{\n\"use strict\";\n{script}}})();\n");

    // Without comments and indentation, which are for us.
    private static string Join(params string[] files) => string.Concat(files
        .SelectMany(file => Encoding.UTF8.GetString(Asset.Read(typeof(FormScripts).Assembly, $"{file}.js")).Split('\n'))
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
        .Select(line => line + '\n'));

    /// <summary>What decides which pages the worker keeps.</summary>
    private sealed record Edition(Schedule Schedule, Survey? Open, Survey? Last)
    {
        public Asset Worker { get; } = MakeWorker(Schedule, Open, Last);
    }
}
