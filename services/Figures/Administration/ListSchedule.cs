using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Figures.Administration;

/// <summary>When each survey takes responses online.</summary>
public static class ListSchedule
{
    internal const string Path = "/api/v1/schedule";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Handle)
        .WithName(nameof(ListSchedule)).WithTags(AdministrationModule.Tag)
        .RequireAuthorization(StaffPolicies.AnyStaff)
        .ProducesProblems(Problems.InvalidQuery, AccessProblems.StaffStoreAway);

    /// <summary>When each survey takes responses online</summary>
    /// <remarks>For every role. The ETag is the schedule as a whole: send it as If-Match to change a survey's opening.</remarks>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="file">The schedule in force.</param>
    /// <param name="clock">What time it is.</param>
    /// <response code="200">Every survey, also those without an opening date.</response>
    public static Results<Ok<SurveySchedule>, ProblemHttpResult> Handle(HttpContext context, Catalogue catalogue, ScheduleFile file, TimeProvider clock)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (new QueryErrors(context.Request.Query).Any(out var problem))
        {
            return problem;
        }

        var (schedule, now) = (file.Current, clock.GetUtcNow());
        SetTag(context.Response, schedule);
        return TypedResults.Ok(new SurveySchedule([.. catalogue.Surveys.Select(survey => ScheduledSurvey.Of(survey, schedule, now))]));
    }

    internal static void SetTag(HttpResponse response, Schedule schedule) =>
        response.GetTypedHeaders().ETag = new EntityTagHeaderValue($"\"{ScheduleFile.TagOf(schedule)}\"");
}

/// <summary>When each survey takes responses online.</summary>
/// <param name="Surveys">Every survey.</param>
public sealed record SurveySchedule(IReadOnlyList<ScheduledSurvey> Surveys);

/// <summary>When a survey takes responses online.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Opens">From when on, in UTC; null while it has no opening date.</param>
/// <param name="Closes">Until when, in UTC; null while no end is set.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="Open">Whether it takes responses without an invitation too, while it is open at all.</param>
public sealed record ScheduledSurvey(
    string Survey, DateTime? Opens, DateTime? Closes, [property: JsonConverter(typeof(CamelCaseEnum<OpeningState>))] OpeningState State, bool Open)
{
    internal static ScheduledSurvey Of(Survey survey, Schedule schedule, DateTimeOffset now) => new(survey.Code,
        schedule.Find(survey)?.Opens.UtcDateTime, schedule.Find(survey)?.Closes?.UtcDateTime, schedule.StateOf(survey, now), schedule.TakesOpen(survey));
}
