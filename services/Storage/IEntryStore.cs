using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>
/// Keeps entries, decisions and what follows from them: tallies and running figures. Only the aggregator writes here. There is one
/// implementation per database, and one suite of tests for all.
/// </summary>
public interface IEntryStore
{
    /// <summary>Brings the schema up to date; several processes may do so at once.</summary>
    Task Migrate(CancellationToken cancellationToken);

    /// <summary>
    /// Stores packs in one transaction: all of it or nothing. A pack that is already there is skipped; what cannot be counted is stored
    /// with its reason. Never fails because of what a response says.
    /// </summary>
    Task<FillReport> Fill(IReadOnlyList<Pack> packs, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the running figures of a survey anew when its tallies have changed since, or in any case when <paramref name="always"/> is set,
    /// as the catalogue or the formulas may have changed. False when there was nothing to do.
    /// </summary>
    Task<bool> RefreshFigures(Survey survey, bool always, CancellationToken cancellationToken);

    /// <summary>
    /// Judges each batch of a survey that was closed, and all of whose sheets are stored, once: if at that moment others hold more than a fifth of
    /// them with other content, the batch is withdrawn (<see cref="SharedSerials"/>). Returns the withdrawals.
    /// </summary>
    Task<IReadOnlyList<BatchWithdrawn>> JudgeBatches(Survey survey, CancellationToken cancellationToken);

    /// <summary>
    /// Computes every state, tally, count and figure from entries and decisions alone, in one snapshot, and compares them with what is stored.
    /// </summary>
    Task<VerifyReport> Verify(CancellationToken cancellationToken);

    /// <summary>Writes every state, tally, count and figure anew from entries and decisions, while nothing else is counted.</summary>
    /// <exception cref="InvalidDataException">An entry is damaged, so nothing can be recomputed; nothing was changed.</exception>
    Task Rebuild(CancellationToken cancellationToken);

    /// <summary>Whether a failure may pass by itself (busy, disk full, no connection), so that the same work is worth repeating.</summary>
    bool IsTransient(Exception failure);
}

/// <summary>What <c>verify</c> found.</summary>
/// <param name="Differences">What differs, in sentences; empty when all that was compared agrees.</param>
/// <param name="NotCompared">What could not be compared yet, and why.</param>
public sealed record VerifyReport(IReadOnlyList<string> Differences, IReadOnlyList<string> NotCompared);

/// <summary>What a fill did.</summary>
/// <param name="Packs">Packs stored now.</param>
/// <param name="RepeatedPacks">Packs that were there already and were skipped.</param>
/// <param name="Entries">Entries stored now.</param>
/// <param name="Rejected">Those of them that could not be counted.</param>
public sealed record FillReport(int Packs, int RepeatedPacks, int Entries, int Rejected);
