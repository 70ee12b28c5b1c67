using System.Collections.Frozen;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Intake;

/// <summary>
/// The rules of a response, read from the survey's questionnaire and geography. One set of rules per survey, built once. They are loops
/// over what was sent rather than one rule chain per item, because they run for every response. For an unknown survey, what any survey
/// allows is allowed, so that only what is wrong in all of them is told.
/// </summary>
internal sealed class ResponseRules : AbstractValidator<ResponseDraft>
{
    /// <summary>The rules of a corrected sheet, which belongs to a batch and may say nothing: nobody answered it.</summary>
    public const string OfSheet = "sheet";

    private readonly Survey? _survey;
    private readonly Questionnaire[] _questionnaires;
    private readonly Geography[] _geographies;
    private readonly int _highest;
    private readonly FrozenDictionary<string, string[]> _categories;
    private readonly RuleMessages _messages;

    private ResponseRules(Catalogue catalogue, Survey? survey)
    {
        var surveys = survey is null ? catalogue.Surveys : [survey];
        _survey = survey;
        _questionnaires = [.. surveys.Select(it => it.Questionnaire).Distinct()];
        _geographies = [.. surveys.Select(it => it.Geography).Distinct()];
        _highest = _questionnaires.Max(it => it.Scale.Highest);
        _categories = _questionnaires.SelectMany(it => it.Respondent).GroupBy(dimension => dimension.Code, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.SelectMany(it => it.Categories).Select(it => it.Code).Distinct().ToArray());
        _messages = new RuleMessages(catalogue, survey, _questionnaires, _geographies);

        RuleFor(draft => draft).Custom(CheckForm);
        RuleFor(draft => draft).Custom(CheckCodes).When(draft => draft.IsObject);
        RuleFor(draft => draft).Custom(CheckAnswers).When(draft => draft.IsObject);
        RuleFor(draft => draft).Custom(CheckCluster).When(draft => draft.IsObject);
        RuleFor(draft => draft).Custom(CheckRespondent).When(draft => draft.IsObject);
        RuleSet(OfSheet, () =>
        {
            RuleFor(draft => draft).Custom(CheckForm);
            RuleFor(draft => draft).Custom((draft, context) => CheckLevels(draft, context)).When(draft => draft.IsObject);
            RuleFor(draft => draft).Custom(CheckCluster).When(draft => draft.IsObject);
            RuleFor(draft => draft).Custom(CheckRespondent).When(draft => draft.IsObject);
        });
    }

    private static void CheckForm(ResponseDraft draft, ValidationContext<ResponseDraft> context)
    {
        foreach (var (path, message) in draft.Faults)
        {
            Fail(context, path, message);
        }
    }

    private void CheckCodes(ResponseDraft draft, ValidationContext<ResponseDraft> context)
    {
        if (draft["id"] is not null && !IsId(draft.TextOf("id")))
        {
            Fail(context, "id", RuleMessages.Id);
        }

        if (_survey is null)
        {
            Fail(context, "survey", _messages.Survey);
        }

        var province = draft.TextOf("province");
        if (province is null || !_geographies.Any(geography => geography.Find(province) is not null))
        {
            Fail(context, "province", _messages.Province(province));
        }

        // With a survey, whether it is one of that survey's is found out behind these rules (Reception).
        if (_survey is null && draft["invitation"] is not null && !InvitationCode.TryParse(draft.TextOf("invitation"), out _))
        {
            Fail(context, "invitation", InvitationFault.Unreadable.Message);
        }
    }

    private static void CheckCluster(ResponseDraft draft, ValidationContext<ResponseDraft> context)
    {
        if (draft["cluster"] is not null && !ClusterCode.IsValid(draft.TextOf("cluster")))
        {
            Fail(context, "cluster", RuleMessages.Cluster);
        }
    }

    private void CheckAnswers(ResponseDraft draft, ValidationContext<ResponseDraft> context)
    {
        // Where something was answered, but wrongly, the faults say so already.
        if (CheckLevels(draft, context) && !draft.Faults.Any(fault => fault.Path == "answers" || fault.Path.StartsWith("answers.", StringComparison.Ordinal)))
        {
            Fail(context, "answers", _messages.NoAnswer);
        }
    }

    // Whether nothing at all was answered.
    private bool CheckLevels(ResponseDraft draft, ValidationContext<ResponseDraft> context)
    {
        var blank = true;
        var unknown = 0;
        foreach (var (code, value) in draft.Answers)
        {
            if (!IsItem(code))
            {
                blank = false;
                if (unknown++ == JsonMembers.MostFaults)
                {
                    return false;
                }

                Fail(context, $"answers.{JsonMembers.Printable(code)}", _messages.Item);
            }
            else if (value.ValueKind != JsonValueKind.Null)
            {
                blank = false;
                if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var level) || level < 1 || level > _highest)
                {
                    Fail(context, $"answers.{code}", _messages.Level);
                }
            }
        }

        return blank;
    }

    private void CheckRespondent(ResponseDraft draft, ValidationContext<ResponseDraft> context)
    {
        // No more faults than are told.
        foreach (var (code, value) in draft.Respondent.Take(JsonMembers.MostFaults))
        {
            if (!_categories.TryGetValue(code, out var categories))
            {
                Fail(context, $"respondent.{JsonMembers.Printable(code)}", _messages.Dimension);
            }
            else if (value.ValueKind != JsonValueKind.Null && !categories.Contains(JsonMembers.Text(value)))
            {
                Fail(context, $"respondent.{code}", RuleMessages.Category(categories));
            }
        }
    }

    private bool IsItem(string code)
    {
        foreach (var questionnaire in _questionnaires)
        {
            if (questionnaire.FindItem(code) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsId(string? text) => ResponseId.TryParse(text, out var id) && ResponseId.MaySend(id);

    // Not by AddFailure(path, message), which would read braces in the message as placeholders.
    private static void Fail(ValidationContext<ResponseDraft> context, string path, string message) =>
        context.AddFailure(new ValidationFailure(path, message));

    /// <summary>The rules of every survey.</summary>
    internal sealed class Book(Catalogue catalogue)
    {
        private readonly ResponseRules _ofNone = new(catalogue, null);

        private readonly FrozenDictionary<string, ResponseRules> _bySurvey =
            catalogue.Surveys.ToFrozenDictionary(survey => survey.Code, survey => new ResponseRules(catalogue, survey), StringComparer.Ordinal);

        public ResponseRules Of(Survey? survey) => survey is null ? _ofNone : _bySurvey[survey.Code];
    }
}
