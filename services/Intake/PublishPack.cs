using SipasSurvey.Contracts;

namespace SipasSurvey.Intake;

/// <summary>
/// Hands a pack over and returns once it is safe: confirmed by the broker, or committed where the aggregator is in the same process. An
/// exception means that it is not known whether the pack arrived; the same pack is then handed over again, under the same sequence.
/// </summary>
public delegate Task PublishPack(Pack pack, CancellationToken cancellationToken);
