namespace SipasSurvey.Figures.Pages.Start;

/// <summary>
/// Something that takes a while and that the start page shows while it lasts. A host registers as many as it has; one is in progress
/// while <see cref="Done"/> is below <see cref="Total"/>. Read from several requests at once.
/// </summary>
public interface ILoadingProgress
{
    /// <summary>What is being done, in Vietnamese, e.g. <c>Đang nạp phiếu mô phỏng</c>.</summary>
    string Title { get; }

    /// <summary>How much is done.</summary>
    long Done { get; }

    /// <summary>How much there is to do; 0 when there is nothing, or nothing yet.</summary>
    long Total { get; }
}
