using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SipasSurvey.Intake;

/// <summary>
/// A response as it was sent, property by property, before anything is known to be right. Kept as JSON values, so that every fault can be
/// told with its path.
/// </summary>
internal sealed class ResponseDraft
{
    private static readonly string[] Known = ["id", "survey", "province", "answers", "respondent", "cluster", "invitation"];
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly List<(string Path, string Message)> _faults = [];

    /// <summary>Takes the properties of an object apart; everything that has no place there is a fault.</summary>
    public ResponseDraft(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _faults.Add(("$", "must be an object with survey, province and answers."));
            return;
        }

        Collect(root, "", Known, _members);
        Answers = Group("answers", required: true);
        Respondent = Group("respondent", required: false);
    }

    /// <summary>What is wrong whatever the survey: unknown and repeated properties, groups that are no objects.</summary>
    public IReadOnlyList<(string Path, string Message)> Faults => _faults;

    /// <summary>Whether the body is an object at all.</summary>
    public bool IsObject => Answers is not null;

    /// <summary>Answers by item code; no answer where the value is null.</summary>
    public IReadOnlyDictionary<string, JsonElement> Answers { get; } = null!;

    /// <summary>Respondent categories by dimension.</summary>
    public IReadOnlyDictionary<string, JsonElement> Respondent { get; } = null!;

    /// <summary>The value of a property; null when it is missing or null.</summary>
    public JsonElement? this[string property] => _members.TryGetValue(property, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The text of a value; null when it is no string, or one that is no valid Unicode.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair.
        }
    }

    /// <summary>A name of the sender's, made fit for an error path: short, and without characters that could hide or reorder text.</summary>
    public static string Printable(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name.Length > 64 ? name.AsSpan(0, 64) : name)
        {
            var hidden = char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse;
            _ = hidden ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : text.Append(character);
        }

        return name.Length > 64 ? text.Append('…').ToString() : text.ToString();
    }

    private Dictionary<string, JsonElement> Group(string property, bool required)
    {
        var group = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (this[property] is { ValueKind: JsonValueKind.Object } value)
        {
            Collect(value, $"{property}.", null, group);
        }
        else if (this[property] is not null || required)
        {
            _faults.Add((property, property == "answers" ? "must be an object of item code and level, e.g. {\"P01\": 4}." : "must be an object, or left out."));
        }

        return group;
    }

    private void Collect(JsonElement from, string prefix, string[]? known, Dictionary<string, JsonElement> into)
    {
        foreach (var property in from.EnumerateObject())
        {
            var name = NameOf(property);
            var path = prefix + Printable(name);
            if (known is not null && !known.Contains(name))
            {
                _faults.Add((path, $"is unknown; there are: {string.Join(", ", known)}."));
            }
            else if (!into.TryAdd(name, property.Value))
            {
                _faults.Add((path, "stands there more than once."));
            }
        }
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property)); // Half of a surrogate pair, as it was written.
        }
    }
}
