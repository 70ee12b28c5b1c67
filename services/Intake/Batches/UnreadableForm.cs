namespace SipasSurvey.Intake.Batches;

/// <summary>Why a form cannot be taken apart; what is wrong with single fields is told by their rules.</summary>
internal enum UnreadableForm
{
    /// <summary>It is no multipart/form-data.</summary>
    NotForm,

    /// <summary>It has a Content-Encoding.</summary>
    Compressed,

    /// <summary>It, or the file in it, is too large.</summary>
    TooLarge,

    /// <summary>It came too slowly.</summary>
    TooSlow,

    /// <summary>It ended early, or is not what its media type asks for.</summary>
    Broken,

    /// <summary>It is not from a page of ours.</summary>
    NotOurs,
}
