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

    /// <summary>Writes the running figures of a survey anew when its tallies have changed since; false when there was nothing to do.</summary>
    Task<bool> RefreshFigures(Survey survey, CancellationToken cancellationToken);

    /// <summary>
    /// Computes every state, tally, count and figure from entries and decisions alone, in one snapshot, and names what differs from what is
    /// stored; an empty list when all agrees.
    /// </summary>
    Task<IReadOnlyList<string>> Verify(CancellationToken cancellationToken);

    /// <summary>Writes every state, tally, count and figure anew from entries and decisions, while nothing else is counted.</summary>
    Task Rebuild(CancellationToken cancellationToken);
}

/// <summary>What a fill did.</summary>
/// <param name="Packs">Packs stored now.</param>
/// <param name="RepeatedPacks">Packs that were there already and were skipped.</param>
/// <param name="Entries">Entries stored now.</param>
/// <param name="Rejected">Those of them that could not be counted.</param>
public sealed record FillReport(int Packs, int RepeatedPacks, int Entries, int Rejected);
