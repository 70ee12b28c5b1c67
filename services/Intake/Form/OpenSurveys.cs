using SipasSurvey.Domain;
using SipasSurvey.Hosting;

namespace SipasSurvey.Intake.Form;

/// <summary>Which survey the form is of: citizens choose none.</summary>
internal sealed class OpenSurveys(Catalogue catalogue, ScheduleFile schedule, TimeProvider clock)
{
    /// <summary>The newest that is open; null when none is.</summary>
    public Survey? Newest => schedule.Current.NewestOpen(catalogue, clock.GetUtcNow());

    /// <summary>The one that opens next, and when; null when none is planned.</summary>
    public (Survey Survey, DateTimeOffset At)? Next
    {
        get
        {
            var (current, now) = (schedule.Current, clock.GetUtcNow());
            var next = catalogue.Surveys.Where(survey => current.StateOf(survey, now) == OpeningState.NotYet).MinBy(survey => current.Find(survey)!.Opens);
            return next is null ? null : (next, current.Find(next)!.Opens);
        }
    }

    /// <summary>The one that closed last, and when; null when none has.</summary>
    public (Survey Survey, DateTimeOffset At)? Last
    {
        get
        {
            var (current, now) = (schedule.Current, clock.GetUtcNow());
            var last = catalogue.Surveys.Where(survey => current.StateOf(survey, now) == OpeningState.Closed).MaxBy(survey => current.Find(survey)!.Closes);
            return last is null ? null : (last, current.Find(last)!.Closes!.Value);
        }
    }

    /// <summary>Whether a survey takes responses without an invitation too.</summary>
    public bool TakesOpen(Survey survey) => schedule.Current.TakesOpen(survey);

    /// <summary>Whether a survey takes responses now.</summary>
    public bool IsOpen(Survey survey) => schedule.Current.StateOf(survey, clock.GetUtcNow()) == OpeningState.Open;
}
