using System.Text.Json;
using System.Text.Json.Nodes;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake.Form;

/// <summary>A form that somebody is filling in without script. The server keeps nothing of it: it travels with the browser, sealed (<see cref="DraftCookie"/>).</summary>
/// <param name="Id">Response id, from the first page on, so that it is counted once however often and from however many windows it is sent.</param>
/// <param name="Survey">The survey.</param>
/// <param name="Province">Province that is rated.</param>
/// <param name="Started">When the first page was sent, on which the respondent agreed to take part; whole seconds.</param>
/// <param name="Invitation">Code of the invitation as it was typed; null without one.</param>
/// <param name="Answers">Level by <see cref="Item.Index"/>; 0 where there is no answer.</param>
/// <param name="Respondent">Place of the category from 1, by dimension; 0 where none is given.</param>
/// <param name="Reached">How many pages were gone through: where to go on.</param>
/// <param name="Trapped">Whether a field was filled in that people do not see.</param>
public sealed record FormDraft(Guid Id, Survey Survey, string Province, DateTimeOffset Started, string? Invitation, IReadOnlyList<byte> Answers,
    IReadOnlyList<byte> Respondent, int Reached, bool Trapped)
{
    /// <summary>Nothing answered yet. The id is random throughout (version 4): one with a time in it would keep when somebody began.</summary>
    public static FormDraft Begin(Survey survey, string province, string? invitation, DateTimeOffset now, bool trapped) => new(
        Guid.NewGuid(), survey, province, DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), invitation,
        new byte[survey.Questionnaire.Items.Count], new byte[survey.Questionnaire.Respondent.Count], 0, trapped);

    /// <summary>Whether as much was answered as a valid form has to be.</summary>
    public bool IsEnough => Answers.Count(level => level > 0) >= Survey.LeastAnswered;

    /// <summary>With other answers to some items, by item; and at least so many pages gone through.</summary>
    public FormDraft With(IReadOnlyDictionary<Item, byte> answers, int reached) => this with
    {
        Answers = [.. Survey.Questionnaire.Items.Select(item => answers.TryGetValue(item, out var level) ? level : Answers[item.Index])],
        Reached = Math.Max(Reached, reached),
    };

    /// <summary>As a program would send it, so that the same rules judge it.</summary>
    public JsonElement ToJson()
    {
        var answers = new JsonObject();
        foreach (var item in Survey.Questionnaire.Items.Where(item => Answers[item.Index] > 0))
        {
            answers[item.Code] = Answers[item.Index];
        }

        var respondent = new JsonObject();
        foreach (var (dimension, place) in Survey.Questionnaire.Respondent.Zip(Respondent).Where(it => it.Second > 0))
        {
            respondent[dimension.Code] = dimension.Categories[place - 1].Code;
        }

        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["id"] = Id.ToString(),
            ["survey"] = Survey.Code,
            ["province"] = Province,
            ["answers"] = answers,
            ["respondent"] = respondent,
            ["invitation"] = Invitation,
        });
    }
}
