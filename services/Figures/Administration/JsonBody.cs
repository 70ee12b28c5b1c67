using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Unicode;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Figures.Administration;

/// <summary>A JSON object as it was sent, property by property, before anything is known to be right; so every fault can be told with its path.</summary>
internal sealed class JsonBody
{
    /// <summary>How large a body may be. The largest that makes sense, a key for all provinces by name, has about 1,500 bytes.</summary>
    public const int MostBytes = 16 * 1024;

    // What has an offset, and UTC as our own answers write it.
    private static readonly string[] MomentFormats = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string[]> _faults = new(StringComparer.Ordinal);

    private JsonBody(JsonElement root, string[] known)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _faults["$"] = [$"must be an object with {string.Join(", ", known)}."];
            return;
        }

        foreach (var property in root.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
            {
                _faults[property.Name] = [$"is unknown; there are: {string.Join(", ", known)}."];
            }
            else if (!_members.TryAdd(property.Name, property.Value))
            {
                _faults[property.Name] = ["is given more than once."];
            }
        }
    }

    /// <summary>Problems that <see cref="Read"/> may answer with.</summary>
    public static readonly IReadOnlyList<ProblemKind> Problems =
        [SubmitResponseProblems.UnsupportedMediaType, SubmitResponseProblems.TooLarge, SubmitResponseProblems.NotJson];

    /// <summary>Reads the body of a request, or says why that cannot be.</summary>
    public static async Task<(JsonBody? Body, ProblemHttpResult? Problem)> Read(HttpRequest request, string[] known, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase))
        {
            return (null, SubmitResponseProblems.UnsupportedMediaType.Because("Send it with 'Content-Type: application/json', in UTF-8."));
        }

        using var buffer = new MemoryStream();
        var part = new byte[4 * 1024];
        while (await request.Body.ReadAsync(part, cancellationToken) is > 0 and var length)
        {
            buffer.Write(part, 0, length);
            if (buffer.Length > MostBytes)
            {
                return (null, SubmitResponseProblems.TooLarge.Because($"It may have at most {MostBytes} bytes."));
            }
        }

        return TryParse(buffer.ToArray(), out var root)
            ? (new JsonBody(root.Value, known), null)
            : (null, SubmitResponseProblems.NotJson.Because("Send one JSON object in UTF-8, without comments, trailing commas or anything behind it."));
    }

    /// <summary>Every fault by its path: what is wrong with the names of the properties, and what the rules found.</summary>
    public SortedDictionary<string, string[]> FaultsWith(ValidationResult found)
    {
        var faults = new SortedDictionary<string, string[]>(_faults, StringComparer.Ordinal);

        // What is no object has no properties that could be missing.
        foreach (var fault in found.Errors.Where(_ => !_faults.ContainsKey("$")).GroupBy(it => it.PropertyName, StringComparer.Ordinal))
        {
            faults.TryAdd(fault.Key, [.. fault.Select(it => it.ErrorMessage)]);
        }

        return faults;
    }

    /// <summary>Whether a property was given, null included.</summary>
    public bool Has(string property) => _members.ContainsKey(property);

    /// <summary>Whether a property was left out, or is null.</summary>
    public bool IsLeftOut(string property) => !_members.TryGetValue(property, out var value) || value.ValueKind == JsonValueKind.Null;

    /// <summary>The text of a property; null when it is none.</summary>
    public string? Text(string property) =>
        _members.TryGetValue(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whether a property says true or false; null when it says neither.</summary>
    public bool? Flag(string property) => !_members.TryGetValue(property, out var value) ? null
        : value.ValueKind == JsonValueKind.True ? true
        : value.ValueKind == JsonValueKind.False ? false
        : null;

    /// <summary>The texts of a property; null when it is no array of texts.</summary>
    public IReadOnlyList<string>? Texts(string property) =>
        _members.TryGetValue(property, out var value) && value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(it => it.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(it => it.GetString()!)]
            : null;

    /// <summary>The moment of a property; null when it is none, or has no offset from UTC.</summary>
    public DateTimeOffset? Moment(string property) => MomentOf(Text(property));

    /// <summary>Reads a moment like <c>2024-10-01T00:00:00+07:00</c> or <c>2024-09-30T17:00:00Z</c>; null when it is none.</summary>
    public static DateTimeOffset? MomentOf(string? text) =>
        DateTimeOffset.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static bool TryParse(byte[] body, [NotNullWhen(true)] out JsonElement? root)
    {
        root = null;
        try
        {
            if (!Utf8.IsValid(body))
            {
                return false;
            }

            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            CheckTexts(document.RootElement);
            root = document.RootElement.Clone();
            return true;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // Half of a surrogate pair parses as JSON, but is no text: looked for here, so that nobody stumbles over it later.
    private static void CheckTexts(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _ = value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                {
                    CheckTexts(element);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    _ = property.Name;
                    CheckTexts(property.Value);
                }

                break;
        }
    }
}
