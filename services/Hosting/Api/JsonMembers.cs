using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SipasSurvey.Hosting.Api;

/// <summary>
/// The properties of a JSON object as they were sent, before anything is known to be right. Kept as JSON values, so that every fault can be told with its path.
/// </summary>
public sealed class JsonMembers
{
    /// <summary>
    /// A body of 64 KB has room for thousands of faults. No more are told; that is more than a form has fields, and keeps the answer small.
    /// </summary>
    public const int MostFaults = 200;

    private const int LongestName = 64;

    // What has an offset, and UTC as our own answers write it.
    private static readonly string[] MomentFormats = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    private JsonMembers(JsonElement root, string[] known)
    {
        IsObject = root.ValueKind == JsonValueKind.Object;
        if (!IsObject)
        {
            Faults.Add("$", [$"must be an object with {string.Join(", ", known)}."]);
            return;
        }

        var faults = new List<(string Path, string Message)>();
        Collect(root, "", known, _members, faults);
        Add(Faults, faults);
    }

    /// <summary>Path → what would be right: of properties that are unknown or repeated, and whatever is added.</summary>
    public SortedDictionary<string, string[]> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the body is an object at all. What is none has no properties that could be missing.</summary>
    public bool IsObject { get; }

    /// <summary>Reads the body of a request as an object with some properties, or says why that cannot be.</summary>
    public static async Task<(JsonMembers? Members, ProblemHttpResult? Problem)> Read(
        HttpRequest request, BodyLimit limit, string[] known, CancellationToken cancellationToken)
    {
        var (document, problem) = await JsonBody.ReadDocument(request, limit, cancellationToken);
        using (document)
        {
            return document is null ? (null, problem) : (new JsonMembers(document.RootElement.Clone(), known), null);
        }
    }

    /// <summary>Notes faults, several of one path together; a path that has some keeps them.</summary>
    public static void Add(SortedDictionary<string, string[]> to, IEnumerable<(string Path, string Message)> faults)
    {
        foreach (var byPath in faults.GroupBy(it => it.Path, StringComparer.Ordinal))
        {
            to.TryAdd(byPath.Key, [.. byPath.Select(it => it.Message).Distinct()]);
        }
    }

    /// <summary>Whether a property was given, null included.</summary>
    public bool Has(string property) => _members.ContainsKey(property);

    /// <summary>Whether a property was left out, or is null.</summary>
    public bool IsLeftOut(string property) => !_members.TryGetValue(property, out var value) || value.ValueKind == JsonValueKind.Null;

    /// <summary>The text of a property; null when it is none.</summary>
    public string? Text(string property) => _members.TryGetValue(property, out var value) ? Text(value) : null;

    /// <summary>Whether a property says true or false; null when it says neither.</summary>
    public bool? Flag(string property) => !_members.TryGetValue(property, out var value) ? null
        : value.ValueKind == JsonValueKind.True ? true
        : value.ValueKind == JsonValueKind.False ? false
        : null;

    /// <summary>The texts of a property; null when it is no array of texts.</summary>
    public IReadOnlyList<string>? Texts(string property)
    {
        if (!_members.TryGetValue(property, out var value) || value.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var texts = value.EnumerateArray().Select(Text).OfType<string>().ToList();
        return texts.Count == value.GetArrayLength() ? texts : null;
    }

    /// <summary>The moment of a property; null when it is none, or has no offset from UTC.</summary>
    public DateTimeOffset? Moment(string property) => MomentOf(Text(property));

    /// <summary>Reads a moment like <c>2024-10-01T00:00:00+07:00</c> or <c>2024-09-30T17:00:00Z</c>; null when it is none.</summary>
    public static DateTimeOffset? MomentOf(string? text) =>
        DateTimeOffset.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    /// <summary>The text of a value; null when it is no string, or one with half of a surrogate pair.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A name of the sender's, made fit for an error path: short, and without characters that could hide or reorder text.</summary>
    public static string Printable(string name)
    {
        var text = new StringBuilder();
        foreach (var rune in name[..Math.Min(name.Length, LongestName)].EnumerateRunes())
        {
            var hidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            _ = hidden ? text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}") : text.Append(rune);
        }

        return text.ToString();
    }

    /// <summary>Takes the properties of an object apart; those that are unknown or repeated are faults.</summary>
    /// <param name="from">The object.</param>
    /// <param name="prefix">What its paths begin with.</param>
    /// <param name="known">Names that there may be; null for any.</param>
    /// <param name="into">The properties.</param>
    /// <param name="faults">What is wrong, by path; no more than <see cref="MostFaults"/>.</param>
    public static void Collect(
        JsonElement from, string prefix, string[]? known, Dictionary<string, JsonElement> into, List<(string Path, string Message)> faults)
    {
        foreach (var property in from.EnumerateObject())
        {
            var wrong = !TryReadName(property, out var name) ? "has a name that is no valid text: half of a surrogate pair."
                : known is not null && !known.Contains(name) ? $"is unknown; there are: {string.Join(", ", known)}."
                : !into.TryAdd(name, property.Value) ? "is given more than once."
                : null;

            // Read on beyond the last that is told: what is given shall not be said to be missing.
            if (wrong is not null && faults.Count < MostFaults)
            {
                faults.Add((prefix + Printable(name), wrong));
            }
        }
    }

    private static bool TryReadName(JsonProperty property, out string name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property)); // With its escapes, as it was written.
            return false;
        }
    }
}
