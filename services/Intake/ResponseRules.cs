using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>
/// The rules of a response, read from the survey's questionnaire and geography. One set of rules per survey, built once. They are loops
/// over what was sent rather than one rule chain per item, because they run for every response.
/// </summary>
internal sealed partial class ResponseRules : AbstractValidator<ResponseDraft>
{
    private readonly Catalogue _catalogue;

    /// <summary>Rules for a survey; for an unknown one (null) only those that do not depend on it.</summary>
    private ResponseRules(Catalogue catalogue, Survey? survey)
    {
        _catalogue = catalogue;
        RuleFor(draft => draft).Custom((draft, context) =>
        {
            foreach (var (path, message) in draft.Faults)
            {
                context.AddFailure(path, message);
            }
        });
        When(draft => draft.IsObject, () =>
        {
            RuleFor(draft => draft).Custom(CheckId);
            RuleFor(draft => draft).Custom(CheckTexts);
            if (survey is null)
            {
                RuleFor(draft => draft).Custom(RefuseSurvey);
                return;
            }

            RuleFor(draft => draft).Custom((draft, context) => CheckProvince(draft, survey, context));
            RuleFor(draft => draft).Custom((draft, context) => CheckAnswers(draft, survey.Questionnaire, context));
            RuleFor(draft => draft).Custom((draft, context) => CheckRespondent(draft, survey.Questionnaire, context));
        });
    }

    private static void CheckId(ResponseDraft draft, ValidationContext<ResponseDraft> context)
    {
        if (draft["id"] is { } id && (!Guid.TryParseExact(ResponseDraft.Text(id), "D", out var guid) || !ResponseId.MaySend(guid)))
        {
            context.AddFailure("id", "must be a UUID of version 4 or 7 in its 36-character form, or be left out.");
        }
    }

    private static void CheckTexts(ResponseDraft draft, ValidationContext<ResponseDraft> context)
    {
        if (draft["cluster"] is { } cluster && (ResponseDraft.Text(cluster) is not { } code || !Cluster().IsMatch(code)))
        {
            context.AddFailure("cluster", "must be a village code of 1 to 32 letters A-Z, a-z, digits, dots, hyphens or underscores, or be left out.");
        }

        if (draft["invitation"] is { } invitation && (ResponseDraft.Text(invitation) is not { } text || !Invitation().IsMatch(text)))
        {
            context.AddFailure("invitation", "must be 1 to 64 letters, digits or hyphens, or be left out.");
        }
    }

    private void RefuseSurvey(ResponseDraft draft, ValidationContext<ResponseDraft> context) =>
        context.AddFailure("survey", $"must be one of: {string.Join(", ", _catalogue.Surveys.Select(survey => survey.Code))}.");

    private void CheckProvince(ResponseDraft draft, Survey survey, ValidationContext<ResponseDraft> context)
    {
        var code = draft["province"] is { } province ? ResponseDraft.Text(province) : null;
        if (code is not null && survey.Geography.Find(code) is not null)
        {
            return;
        }

        var elsewhere = code is null ? null : _catalogue.Geographies.FirstOrDefault(geography => geography.Find(code) is not null);
        context.AddFailure("province",
            (elsewhere is null ? "" : $"is a code of {elsewhere.Code}, but survey {survey.Code} is on {survey.Geography.Code}; it ")
            + $"must be one of: {string.Join(", ", survey.Geography.Provinces.Select(it => it.Code))}.");
    }

    private static void CheckAnswers(ResponseDraft draft, Questionnaire questionnaire, ValidationContext<ResponseDraft> context)
    {
        var answered = 0;
        foreach (var (code, level) in draft.Answers)
        {
            if (questionnaire.FindItem(code) is null)
            {
                context.AddFailure($"answers.{ResponseDraft.Printable(code)}",
                    $"is no item of this questionnaire; there are: {string.Join(", ", questionnaire.Items.Select(item => item.Code))}.");
            }
            else if (level.ValueKind != JsonValueKind.Null)
            {
                answered++;
                if (level.ValueKind != JsonValueKind.Number || !level.TryGetInt32(out var value) || value < 1 || value > questionnaire.Scale.Highest)
                {
                    context.AddFailure($"answers.{code}", $"must be one of the integers 1 to {questionnaire.Scale.Highest}, or be left out.");
                }
            }
        }

        var isObject = draft["answers"]?.ValueKind == JsonValueKind.Object;
        if (isObject && answered == 0 && draft.Answers.Keys.All(code => questionnaire.FindItem(code) is not null))
        {
            context.AddFailure("answers", "holds no answer; a response answers at least one item.");
        }
    }

    private static void CheckRespondent(ResponseDraft draft, Questionnaire questionnaire, ValidationContext<ResponseDraft> context)
    {
        foreach (var (code, value) in draft.Respondent)
        {
            if (questionnaire.FindDimension(code) is not { } dimension)
            {
                context.AddFailure($"respondent.{ResponseDraft.Printable(code)}",
                    $"is not asked; there are: {string.Join(", ", questionnaire.Respondent.Select(it => it.Code))}.");
            }
            else if (value.ValueKind != JsonValueKind.Null && CategoryIndex(dimension, value) < 0)
            {
                context.AddFailure($"respondent.{code}",
                    $"must be one of: {string.Join(", ", dimension.Categories.Select(category => category.Code))}; or be left out.");
            }
        }
    }

    /// <summary>Place of the category that a value names, from 0; -1 when it names none.</summary>
    public static int CategoryIndex(Dimension dimension, JsonElement value)
    {
        var code = ResponseDraft.Text(value);
        for (var i = 0; i < dimension.Categories.Count; i++)
        {
            if (dimension.Categories[i].Code == code)
            {
                return i;
            }
        }

        return -1;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Cluster();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Invitation();

    /// <summary>The rules of every survey.</summary>
    internal sealed class Book(Catalogue catalogue)
    {
        private readonly ConcurrentDictionary<string, ResponseRules> _bySurvey = new(StringComparer.Ordinal);
        private readonly ResponseRules _ofNone = new(catalogue, null);

        public ResponseRules Of(Survey? survey) =>
            survey is null ? _ofNone : _bySurvey.GetOrAdd(survey.Code, (_, it) => new ResponseRules(catalogue, it), survey);
    }
}
