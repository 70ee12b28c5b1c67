using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Intake.Batches;

/// <summary>A corrected sheet as a page sends it: one field for each item and dimension, under its code.</summary>
internal sealed class CorrectionForm
{
    private readonly Survey _survey;
    private readonly Dictionary<string, string> _fields;

    public CorrectionForm(Survey survey, IFormCollection form)
    {
        _survey = survey;
        IEnumerable<string> names =
        [
            CorrectSheet.SerialPath, CorrectSheet.ClusterPath, ChangeReason.Field, .. survey.Questionnaire.Items.Select(it => it.Code),
            .. survey.Questionnaire.Respondent.Select(it => it.Code),
        ];
        _fields = names.ToDictionary(name => name, name => form[name].ToString().Trim());
    }

    /// <summary>The serial as it was typed.</summary>
    public string Serial => _fields[CorrectSheet.SerialPath];

    /// <summary>The same as a program would send it, so that the same rules judge it. What is no number stays a text, which is a fault.</summary>
    public JsonElement ToJson()
    {
        var answers = new JsonObject();
        foreach (var item in _survey.Questionnaire.Items)
        {
            answers[item.Code] = _fields[item.Code] is not { Length: > 0 } typed ? null
                : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? JsonValue.Create(level)
                : JsonValue.Create(typed);
        }

        var respondent = new JsonObject();
        foreach (var dimension in _survey.Questionnaire.Respondent)
        {
            respondent[dimension.Code] = Text(dimension.Code);
        }

        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["answers"] = answers,
            ["respondent"] = respondent,
            [CorrectSheet.ClusterPath] = Text(CorrectSheet.ClusterPath),
            [ChangeReason.Field] = Text(ChangeReason.Field),
        });
    }

    /// <summary>The page again, with what was filled in.</summary>
    public CorrectionView ViewOf(RegisteredBatch batch, Dictionary<string, string> errors) => new(batch, _survey, _fields, errors);

    /// <summary>What the page says of faults at paths.</summary>
    public Dictionary<string, string> ErrorsOf(HttpContext http, RegisteredBatch batch, IEnumerable<string> paths)
    {
        var errors = new Dictionary<string, string>();
        foreach (var path in paths)
        {
            var field = path.Split('.')[^1];
            errors[field] = field switch
            {
                CorrectSheet.SerialPath => SerialError(http, batch),
                CorrectSheet.AnswersPath => http.Say(BatchWords.TooFewAnswers, _survey.LeastAnswered),
                CorrectSheet.ClusterPath => http.Say(BatchWords.WrongCluster),
                ChangeReason.Field => http.Say(BatchWords.WrongReason),
                _ when _survey.Questionnaire.FindItem(field) is { } item => http.Say(BatchWords.WrongLevel, $"{item.Index + 1}. {http.Say(item.Name)}", _survey.Questionnaire.Scale.Highest),
                _ => http.Say(BatchWords.WrongCategory, _survey.Questionnaire.Respondent.FirstOrDefault(it => it.Code == field) is { } dimension ? http.Say(dimension.Name) : field),
            };
        }

        return errors;
    }

    private string SerialError(HttpContext http, RegisteredBatch batch) =>
        Paper.SheetSerial.TryParse(Serial, out var serial, out var fault) && !serial.IsPrinted && batch.Opening.Team.Length == 0
            ? http.Say(BatchWords.NeedsTeam)
            : http.Say(fault ?? BatchWords.NotInBatch);

    private JsonValue? Text(string field) => _fields[field] is { Length: > 0 } text ? JsonValue.Create(text) : null;
}
