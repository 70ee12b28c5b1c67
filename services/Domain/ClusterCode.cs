using System.Buffers;

namespace SipasSurvey.Domain;

/// <summary>Code of a village of the sample (thôn/tổ dân phố): 1 to 32 letters A-Z, a-z, digits, dots, hyphens or underscores.</summary>
/// <remarks>Nothing else, as the code stands in files that spreadsheets open: a text that begins with an equals sign would be a formula there.</remarks>
public static class ClusterCode
{
    private const int Longest = 32;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Whether the text is such a code.</summary>
    public static bool IsValid(string? text) => text is { Length: > 0 and <= Longest } && !text.AsSpan().ContainsAnyExcept(Allowed);
}
