namespace SipasSurvey.Domain;

/// <summary>
/// Why a response that came in online may not be a person's. It is kept and counted like every other one; staff see how many there are. The
/// numbers are stored and sent.
/// </summary>
[Flags]
public enum Suspicions : byte
{
    /// <summary>Nothing is known against it.</summary>
    None = 0,

    /// <summary>Quá nhanh: it was sent sooner after the first page than anybody can have read the questions.</summary>
    TooFast = 1,

    /// <summary>Điền ô ẩn: a field was filled in that people do not see.</summary>
    HiddenField = 2,
}
