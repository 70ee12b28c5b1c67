using SipasSurvey.Domain;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Intake.Batches;

/// <summary>What the page for withdrawing a batch shows.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Reason">What stands in the form.</param>
/// <param name="Error">What is wrong with it; null when nothing is.</param>
/// <param name="Message">Why it is not done yet; null when that is not known to be so.</param>
public sealed record WithdrawalView(RegisteredBatch Batch, string Reason, string? Error, string? Message);

/// <summary>What the page for correcting a sheet shows.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Survey">Its survey.</param>
/// <param name="Form">What stands in the form, by field.</param>
/// <param name="Errors">What is wrong, by field; the empty text for what is of no field.</param>
public sealed record CorrectionView(RegisteredBatch Batch, Survey Survey, IReadOnlyDictionary<string, string> Form, IReadOnlyDictionary<string, string> Errors);
