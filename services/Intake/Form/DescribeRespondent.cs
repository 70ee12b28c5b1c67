using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Form;

/// <summary>The page about the respondent (về Ông/Bà), where everything may be left out.</summary>
internal static class DescribeRespondent
{
    public static void MapDescribeRespondent(this IEndpointRouteBuilder routes, CitizenPaths paths)
    {
        routes.MapGet(paths.About, Show);
        routes.MapPost(paths.About, Answer);
    }

    private static IResult Show(HttpContext http, FormDesk desk)
    {
        var (view, instead) = desk.Open(http);
        return view is null ? instead! : FormDesk.Page<AboutPage>(view);
    }

    private static async Task<IResult> Answer(HttpContext http, FormDesk desk, DraftCookie cookie)
    {
        var (filled, instead) = await desk.Take(http);
        if (filled is null)
        {
            return instead!;
        }

        var (view, draft) = (filled.View, filled.Draft);
        var places = new List<byte>();
        var faults = new List<FormFault>();
        foreach (var dimension in draft.Survey.Questionnaire.Respondent)
        {
            var chosen = filled.Fields[dimension.Code].ToString();
            var place = dimension.Categories.Select(category => category.Code).ToList().IndexOf(chosen);
            places.Add((byte)(place + 1));
            if (chosen.Length > 0 && place < 0)
            {
                faults.Add(new FormFault(dimension.Code, new LocalizedText(
                    $"{dimension.Name.Vi}: xin chọn một trong các mục đã cho, hoặc để trống.", $"{dimension.Name.En}: please choose one of the given answers, or none.")));
            }
        }

        if (faults.Count > 0)
        {
            return FormDesk.Page<AboutPage>(view with { Draft = draft with { Respondent = places }, Faults = faults }, StatusCodes.Status422UnprocessableEntity);
        }

        cookie.Keep(http, draft with { Respondent = places, Reached = Math.Max(draft.Reached, view.CheckStep) });
        return new SeeOther(view.Paths.Check);
    }
}
