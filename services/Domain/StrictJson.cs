using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace SipasSurvey.Domain;

/// <summary>A data file that the service cannot work with. The message names the file, the place in it and what is expected.</summary>
public sealed class DataFileException : Exception
{
    /// <summary>A fault at a known place of a file.</summary>
    public DataFileException(string file, string place, string fault)
        : base($"{file}: {(place.Length == 0 ? "" : $"{place}: ")}{fault}")
    {
    }

    /// <summary>A fault that came with an exception of the framework.</summary>
    public DataFileException(string file, string place, string fault, Exception inner)
        : base($"{file}: {(place.Length == 0 ? "" : $"{place}: ")}{fault}", inner)
    {
    }
}

/// <summary>
/// Reads JSON data files so that nothing is silently ignored: unknown, missing and repeated properties, nulls where a value is needed,
/// names that are not on the list and moments without an offset are faults with a place.
/// </summary>
public static partial class StrictJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new NameOf<ProvinceKind>(), new NameOf<IndexRule>(), new NameOf<Channel>(), new MomentWithOffset() },
    };

    /// <summary>Reads a whole file as <typeparamref name="T"/>.</summary>
    /// <exception cref="DataFileException">The file cannot be read or does not fit.</exception>
    public static T ReadFile<T>(string path)
        where T : notnull
    {
        try
        {
            return Parse<T>(path, File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException(path, "", $"cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads the bytes of a file that is called <paramref name="file"/> in messages.</summary>
    /// <exception cref="DataFileException">The content does not fit.</exception>
    public static T Parse<T>(string file, ReadOnlySpan<byte> content)
        where T : notnull
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (content.StartsWith(byteOrderMark))
        {
            content = content[byteOrderMark.Length..];
        }

        try
        {
            var value = JsonSerializer.Deserialize<T>(content, Options) ?? throw new DataFileException(file, "$", "is null");
            using var document = JsonDocument.Parse(content.ToArray());
            return PlaceOfNull(document.RootElement, "$") is { } place ? throw new DataFileException(file, place, "is null") : value;
        }
        catch (JsonException failure)
        {
            var line = failure.LineNumber is { } number ? $"line {number + 1}, " : "";
            throw new DataFileException(file, $"{line}{failure.Path ?? "$"}", Reason(failure.Message), failure);
        }
    }

    // The serializer knows which properties may be null, but lets a null pass in any list.
    private static string? PlaceOfNull(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray()
            .Select((element, i) => element.ValueKind == JsonValueKind.Null ? $"{place}[{i}]" : PlaceOfNull(element, $"{place}[{i}]"))
            .FirstOrDefault(found => found is not null),
        JsonValueKind.Object => value.EnumerateObject()
            .Select(property => PlaceOfNull(property.Value, $"{place}.{property.Name}"))
            .FirstOrDefault(found => found is not null),
        _ => null,
    };

    // The framework's message, without its own repetition of the place and without what only a programmer can use.
    private static string Reason(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        var reason = end < 0 ? message : message[..end];
        return reason.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) ? "has a value of the wrong kind"
            : reason.Contains("doesn't allow null values", StringComparison.Ordinal) ? "is null"
            : TypeNames().Replace(reason, "");
    }

    [GeneratedRegex(@" (to any \.NET member )?(contained in|for|of|during deserialization of) type '[^']*'")]
    private static partial Regex TypeNames();

    // The framework's own converter would take another case, spaces and numbers in quotes, and would not say which names there are.
    private sealed class NameOf<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly Dictionary<string, T> Known = Enum.GetValues<T>()
            .ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.Ordinal);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Known.TryGetValue(reader.GetString()!, out var value)
                ? value
                : throw new JsonException($"must be one of: {string.Join(", ", Known.Keys)}");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    // Without an offset the framework would take the time zone of the machine.
    private sealed class MomentWithOffset : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && DateTimeOffset.TryParseExact(
                reader.GetString(), "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
                ? moment
                : throw new JsonException("must be a moment with its offset from UTC, such as 2024-10-01T00:00:00+07:00");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
