using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Form;

/// <summary>
/// The questions of one element on a page. Nothing has to be answered. Who has done no procedure here skips the rest of the part about services, this page and those behind
/// it: whoever cannot judge one of them cannot judge the others, and can come back all the same.
/// </summary>
internal static class AnswerElement
{
    /// <summary>Name of the button that skips.</summary>
    public const string Skip = "skip";

    // The part about procedures; the other one is about what everybody lives with.
    private const string ServicePart = "service";

    public static void MapAnswerElement(this IEndpointRouteBuilder routes, CitizenPaths paths)
    {
        routes.MapGet(paths.ElementOf("{element}"), Show);
        routes.MapPost(paths.ElementOf("{element}"), Answer);
    }

    /// <summary>The elements that are skipped from a page; none where nothing can be.</summary>
    public static IReadOnlyList<Element> SkippedFrom(Survey survey, Element element) =>
        survey.Questionnaire.Parts.FirstOrDefault(it => it.Code == ServicePart)?.Elements.SkipWhile(it => it != element).ToList() ?? [];

    private static IResult Show(string element, HttpContext http, FormDesk desk)
    {
        var (view, instead) = desk.Open(http);
        return view is null ? instead! : view.StepOf(element) is >= 0 and var step ? Page(view, step) : TypedResults.NotFound();
    }

    private static async Task<IResult> Answer(string element, HttpContext http, FormDesk desk, DraftCookie cookie)
    {
        var (filled, instead) = await desk.Take(http);
        if (filled is null)
        {
            return instead!;
        }

        var (view, draft) = (filled.View, filled.Draft);
        if (view.StepOf(element) is var step && step < 0)
        {
            return TypedResults.NotFound();
        }

        var elements = draft.Survey.Questionnaire.Elements;
        if (filled.Fields.ContainsKey(Skip) && SkippedFrom(draft.Survey, elements[step]) is { Count: > 0 } skipped)
        {
            var next = step + skipped.Count;
            cookie.Keep(http, draft.With(skipped.SelectMany(it => it.Items).ToDictionary(item => item, _ => (byte)0), next));
            return new SeeOther(view.PathAfter(next));
        }

        if (!TryRead(filled.Fields, elements[step], draft.Survey.Questionnaire.Scale, out var answers, out var faults))
        {
            // As it was sent, so that what was right on this page is not lost; kept it is when all of it is.
            return Page(view with { Draft = draft.With(answers, draft.Reached), Faults = faults }, step, StatusCodes.Status422UnprocessableEntity);
        }

        cookie.Keep(http, draft.With(answers, step + 1));
        return new SeeOther(view.PathAfter(step + 1));
    }

    // A question without a choice is one that was left out; one with a choice that there is not counts as left out, and is a fault.
    private static bool TryRead(IFormCollection fields, Element element, Scale scale, out Dictionary<Item, byte> answers, out List<FormFault> faults)
    {
        (answers, faults) = ([], []);
        foreach (var item in element.Items)
        {
            var text = fields[item.Code].ToString();
            var isLevel = byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level >= 1 && level <= scale.Highest;
            answers[item] = isLevel ? level : (byte)0;
            if (!isLevel && text.Length > 0)
            {
                faults.Add(new FormFault(item.Code, new LocalizedText(
                    $"Câu {item.Index + 1}: xin chọn một trong các mức đã cho, hoặc để trống.", $"Question {item.Index + 1}: please choose one of the given levels, or none.")));
            }
        }

        return faults.Count == 0;
    }

    private static RazorComponentResult<ElementPage> Page(FormView view, int step, int status = StatusCodes.Status200OK) =>
        new(new { View = view, Step = step }) { StatusCode = status };
}
