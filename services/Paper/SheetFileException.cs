using SipasSurvey.Domain;

namespace SipasSurvey.Paper;

/// <summary>
/// A file that cannot be taken at all. As files are read in a stream, rows may have been handed over before this came to light: read a file
/// once without taking anything, and take it when that went well.
/// </summary>
public sealed class SheetFileException : Exception
{
    /// <summary>A fault of the file as a whole.</summary>
    /// <param name="code">Its kind, e.g. <c>not-utf8</c>.</param>
    /// <param name="explanation">What is wrong and what would be right.</param>
    /// <param name="place">Where in the file, e.g. <c>B7</c>; null when it is nowhere in particular.</param>
    public SheetFileException(string code, LocalizedText explanation, string? place = null)
        : base($"The file cannot be taken: {code}.")
    {
        Code = code;
        Explanation = explanation;
        Place = place;
    }

    /// <summary>Kind of the fault, e.g. <c>not-utf8</c>; all of them are in <see cref="FileFaults"/>.</summary>
    public string Code { get; }

    /// <summary>What is wrong and what would be right. The exception's own message holds nothing of the file.</summary>
    public LocalizedText Explanation { get; }

    /// <summary>Where in the file, e.g. <c>B7</c>; null when it is nowhere in particular.</summary>
    public string? Place { get; }
}
