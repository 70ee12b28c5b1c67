using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>What is stored, as one transaction sees it. The parts are read one after another, in any order.</summary>
internal interface IStoredState
{
    /// <summary>All entries in the order of their ids and ordinals, one by one, so that memory does not grow with them.</summary>
    IAsyncEnumerable<EntryRow> ReadEntries();

    /// <summary>All decisions by response id. People make them, so they are few.</summary>
    Task<ILookup<Guid, Decision>> ReadDecisions();

    /// <summary>How many entries are in which state.</summary>
    Task<IReadOnlyDictionary<EntryCountKey, long>> ReadEntryCounts();

    /// <summary>How many of the counted entries are suspicious.</summary>
    Task<IReadOnlyDictionary<SuspicionKey, long>> ReadSuspicious();

    /// <summary>Receipts that can be found, and the response id of each, one by one.</summary>
    IAsyncEnumerable<(UInt128 Receipt, Guid Id)> ReadReceipts();

    /// <summary>All who hold a claim, each once, one by one.</summary>
    IAsyncEnumerable<ClaimHolder> ReadHolders();

    /// <summary>The tallies of a survey: all, or only those of all respondents.</summary>
    /// <exception cref="InvalidDataException">A stored tally does not fit the questionnaire.</exception>
    Task<IReadOnlyDictionary<TallyKey, Tally>> ReadTallies(Survey survey, bool totalsOnly);

    /// <summary>The version of a survey's tallies, and the one that its figures were computed from; null before the first time.</summary>
    Task<(long Tallies, long? Figures)> ReadVersions(Survey survey);

    /// <summary>Running figures of all units and indicators of one choice.</summary>
    Task<IReadOnlyList<FigureRow>> ReadFigures(Survey survey, Geography geography, ChannelChoice channel);
}
