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
/// Reads JSON data files so that nothing is silently ignored: unknown, missing and repeated properties and nulls where a value is
/// needed are faults with a place.
/// </summary>
public static partial class StrictJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
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
            return JsonSerializer.Deserialize<T>(content, Options) ?? throw new DataFileException(file, "$", "is null");
        }
        catch (JsonException failure)
        {
            var line = failure.LineNumber is { } number ? $"line {number + 1}, " : "";
            throw new DataFileException(file, $"{line}{failure.Path ?? "$"}", Reason(failure.Message), failure);
        }
    }

    // The framework's message, without its own repetition of the place and without names of our types, which say nothing to
    // the person who edits a data file.
    private static string Reason(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return TypeNames().Replace(end < 0 ? message : message[..end], "");
    }

    [GeneratedRegex(@" (to any \.NET member )?(contained in|for|of|during deserialization of) type '[^']*'")]
    private static partial Regex TypeNames();
}
