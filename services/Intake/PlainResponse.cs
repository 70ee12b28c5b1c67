using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>A response that keeps all rules of its survey but those of invitation and schedule.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Province">Province code in the survey's geography.</param>
/// <param name="Id">The id that the sender gave it; null without one.</param>
/// <param name="Content">What it says, in canonical bytes.</param>
/// <param name="Invitation">The invitation as it was typed; null without one.</param>
internal readonly record struct PlainResponse(Survey Survey, string Province, Guid? Id, byte[] Content, string? Invitation);
