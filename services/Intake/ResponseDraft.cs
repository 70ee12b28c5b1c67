using System.Text.Json;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Intake;

/// <summary>
/// A response as it was sent, property by property, before anything is known to be right. Kept as JSON values, so that every fault can be
/// told with its path.
/// </summary>
internal sealed class ResponseDraft
{
    private static readonly string[] Known = ["id", "survey", "province", "answers", "respondent", "cluster", "invitation"];
    private static readonly string[] KnownOfSheet = ["answers", "respondent", "cluster", "reason"];
    private static readonly Dictionary<string, JsonElement> None = [];
    private readonly Dictionary<string, JsonElement> _members = new(Known.Length, StringComparer.Ordinal);
    private readonly List<(string Path, string Message)> _faults = [];

    /// <summary>Takes the properties of an object apart; everything that has no place there is a fault.</summary>
    public ResponseDraft(JsonElement root)
        : this(root, Known, "must be an object with survey, province and answers.")
    {
    }

    private ResponseDraft(JsonElement root, string[] known, string fault)
    {
        IsObject = root.ValueKind == JsonValueKind.Object;
        if (!IsObject)
        {
            _faults.Add(("$", fault));
            return;
        }

        JsonMembers.Collect(root, "", known, _members, _faults);
        Answers = Group("answers", "must be an object that gives items their levels, e.g. {\"P01\": 4}.", required: true);
        Respondent = Group("respondent", "must be an object that gives dimensions their categories, e.g. {\"gender\": \"female\"}, or be left out.",
            required: false);
    }

    /// <summary>A corrected sheet of a batch, which knows its survey and province; and why it is corrected.</summary>
    public static ResponseDraft OfSheet(JsonElement root) => new(root, KnownOfSheet, "must be an object with answers and reason.");

    /// <summary>What is wrong whatever the survey: unknown and repeated properties, groups that are no objects.</summary>
    public IReadOnlyList<(string Path, string Message)> Faults => _faults;

    /// <summary>Whether the body is an object at all.</summary>
    public bool IsObject { get; }

    /// <summary>Values by item code; null where the item was not answered.</summary>
    public Dictionary<string, JsonElement> Answers { get; } = None;

    /// <summary>Values by respondent dimension; null where none is given.</summary>
    public Dictionary<string, JsonElement> Respondent { get; } = None;

    /// <summary>The value of a property; null when it is missing or null.</summary>
    public JsonElement? this[string property] => _members.TryGetValue(property, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The text of a property; null when it is missing, or no valid text.</summary>
    public string? TextOf(string property) => this[property] is { } value ? JsonMembers.Text(value) : null;

    /// <summary>What the response says. Only for a draft that kept all rules of the survey.</summary>
    public Content ToContent(Survey survey, string province)
    {
        var answers = new byte[survey.Questionnaire.Items.Count];
        foreach (var (code, level) in Answers)
        {
            if (level.ValueKind != JsonValueKind.Null)
            {
                answers[survey.Questionnaire.FindItem(code)!.Index] = level.GetByte();
            }
        }

        var dimensions = survey.Questionnaire.Respondent;
        var respondent = new byte[dimensions.Count];
        for (var i = 0; i < respondent.Length; i++)
        {
            if (Respondent.TryGetValue(dimensions[i].Code, out var category) && category.ValueKind != JsonValueKind.Null)
            {
                respondent[i] = (byte)(1 + PlaceOf(category, dimensions[i]));
            }
        }

        return new Content(survey.Code, province, answers, respondent, TextOf("cluster"));
    }

    private static int PlaceOf(JsonElement value, Dimension dimension)
    {
        var place = 0;
        while (!value.ValueEquals(dimension.Categories[place].Code))
        {
            place++;
        }

        return place;
    }

    private Dictionary<string, JsonElement> Group(string property, string fault, bool required)
    {
        if (this[property] is { ValueKind: JsonValueKind.Object } value)
        {
            var group = new Dictionary<string, JsonElement>(value.GetPropertyCount(), StringComparer.Ordinal);
            JsonMembers.Collect(value, $"{property}.", null, group, _faults);
            return group;
        }

        if (required || this[property] is not null)
        {
            _faults.Add((property, fault));
        }

        return None;
    }
}
