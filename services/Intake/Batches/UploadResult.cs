using SipasSurvey.Paper;

namespace SipasSurvey.Intake.Batches;

/// <summary>How an upload ended.</summary>
internal enum UploadEnd
{
    /// <summary>As many files as are taken are here already.</summary>
    TooManyFiles,

    /// <summary>The form cannot be taken apart: <see cref="UploadResult.Form"/>.</summary>
    BrokenForm,

    /// <summary>Fields are wrong: <see cref="UploadResult.Faults"/>.</summary>
    InvalidFields,

    /// <summary>Whoever sends may not: <see cref="UploadResult.Refusal"/>.</summary>
    Refused,

    /// <summary>The file as a whole cannot be read: <see cref="UploadResult.File"/>.</summary>
    UnreadableFile,

    /// <summary>The id is that of another batch.</summary>
    OtherBatch,

    /// <summary>The batch was withdrawn, before or meanwhile.</summary>
    Withdrawn,

    /// <summary>Sending stopped before the end.</summary>
    Incomplete,

    /// <summary>It was only to be checked.</summary>
    Checked,

    /// <summary>No row was accepted, or one was rejected and it was to be all or nothing.</summary>
    NothingToPublish,

    /// <summary>All accepted rows are safe.</summary>
    Published,
}

/// <summary>What became of an upload.</summary>
/// <param name="End">How it ended.</param>
internal sealed record UploadResult(UploadEnd End)
{
    /// <summary>Why the form cannot be taken apart.</summary>
    public UnreadableForm? Form { get; init; }

    /// <summary>Field → what would be right.</summary>
    public IDictionary<string, string[]> Faults { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Why whoever sends may not.</summary>
    public UploadRefusal? Refusal { get; init; }

    /// <summary>What was sent; null while its fields are wrong.</summary>
    public UploadOrder? Order { get; init; }

    /// <summary>What was found in the file.</summary>
    public SheetReport? Report { get; init; }

    /// <summary>Why the file as a whole cannot be read.</summary>
    public SheetFileException? File { get; init; }

    /// <summary>The file with its bad cells marked, at its beginning; null unless it was asked for. It is gone when it is disposed of.</summary>
    public FileStream? Marked { get; init; }
}
