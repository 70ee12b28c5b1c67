using System.ComponentModel.DataAnnotations;

namespace SipasSurvey.Intake.Batches;

/// <summary>How files of paper sheets are taken. Section <c>Batches</c> of the settings.</summary>
public sealed class BatchesOptions
{
    /// <summary>Largest file, in bytes. A province's 36,525 sheets take 4 MB as CSV and 8 MB as XLSX.</summary>
    [Range(1_024, 1_073_741_824)]
    public int LargestFile { get; set; } = 64 * 1024 * 1024;

    /// <summary>Files that are read or sent on at the same time; each keeps a core busy while it is read.</summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 4;

    /// <summary>Files that may arrive, or wait for their turn, beside those that are worked on. So many are on the disk at most; more are answered 503.</summary>
    [Range(0, 1_000)]
    public int MostWaiting { get; set; } = 16;

    /// <summary>How long some thousand sheets may take to be safe before the sender is told that the batch is incomplete.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Folder in which files are kept while they are worked on; the folder for temporary files when empty.</summary>
    public string Folder { get; set; } = "";
}
