using SipasSurvey.Domain;
using SipasSurvey.Hosting;

namespace SipasSurvey.Intake.Form;

/// <summary>What is wrong on a page of the form.</summary>
/// <param name="Field">Id of the field; empty when it is of none.</param>
/// <param name="Words">What would be right.</param>
public sealed record FormFault(string Field, LocalizedText Words);

/// <summary>What every page of the form is made from. Without a draft it is the same for everybody, so that a browser may keep it and its script fill it in.</summary>
/// <param name="Paths">The language.</param>
/// <param name="Survey">The survey.</param>
/// <param name="Draft">What was filled in so far; null for a blank page.</param>
/// <param name="Faults">What is wrong with what was sent.</param>
public sealed record FormView(CitizenPaths Paths, Survey Survey, FormDraft? Draft, IReadOnlyList<FormFault> Faults)
{
    /// <summary>Pages with questions: one for each element, about the respondent, checking.</summary>
    public int Steps => Survey.Questionnaire.Elements.Count + 2;

    /// <summary>The step of the page about the respondent.</summary>
    public int AboutStep => Steps - 2;

    /// <summary>The step of the page for checking.</summary>
    public int CheckStep => Steps - 1;

    /// <summary>Address of a step, from 0; what is before the first is the start page.</summary>
    public string PathOf(int step) => step < 0 ? Paths.Start
        : step >= CheckStep ? Paths.Check
        : step == AboutStep ? Paths.About
        : Paths.ElementOf(Survey.Questionnaire.Elements[step].Code);

    /// <summary>Where sending a page leads: to the page behind it, or back to the one for checking when the draft had come so far and an answer was changed from there.</summary>
    /// <param name="next">The step behind.</param>
    public string PathAfter(int next) => PathOf(Draft?.Reached >= CheckStep ? CheckStep : next);

    /// <summary>The step of an element; negative when the questionnaire has none of this code.</summary>
    public int StepOf(string element)
    {
        for (var step = 0; step < Survey.Questionnaire.Elements.Count; step++)
        {
            if (Survey.Questionnaire.Elements[step].Code == element)
            {
                return step;
            }
        }

        return -1;
    }

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public string? FaultOf(string field) => Faults.FirstOrDefault(fault => fault.Field == field) is { } found ? Say(found.Words) : null;

    /// <summary>A text in the language of the page.</summary>
    public string Say(LocalizedText text) => Say(text.Vi, text.En);

    /// <summary>One of two texts, by the language of the page.</summary>
    public string Say(string vietnamese, string english) => Paths.Say(vietnamese, english);
}
