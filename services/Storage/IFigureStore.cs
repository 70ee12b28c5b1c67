using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>Reads what the aggregator keeps: running figures, the state of a response, counts. It never writes.</summary>
public interface IFigureStore
{
    /// <summary>The version of a survey's running figures; null before they were first computed.</summary>
    Task<FiguresVersion?> FindVersion(string survey, CancellationToken cancellationToken);

    /// <summary>
    /// Running figures of a survey on one geography for one choice of channels, read in one snapshot, those of the nation first and then by
    /// province code and <see cref="Indicator.Index"/>; null before they were first computed.
    /// </summary>
    Task<StoredFigures?> FindFigures(FigureQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// All tallies of a survey with their version, read in one snapshot, so that everything that is computed from them fits together; null while nothing was counted. It reads a
    /// few megabytes, so ask for the version first.
    /// </summary>
    /// <exception cref="InvalidDataException">A stored tally does not fit the questionnaire.</exception>
    Task<StoredTallies?> FindTallies(Survey survey, CancellationToken cancellationToken);

    /// <summary>What became of a response id; null while no entry of it is stored.</summary>
    Task<ResponseState?> FindResponse(Guid id, CancellationToken cancellationToken);

    /// <summary>What became of the response with a receipt (<see cref="ResponseId.TryParseReceipt"/>), if it came in online; null while none is stored.</summary>
    Task<FoundReceipt?> FindByReceipt(UInt128 receipt, CancellationToken cancellationToken);

    /// <summary>How many of the counted responses of a survey are suspicious, by province and by what was found; without those of which there are none.</summary>
    Task<IReadOnlyList<SuspiciousCount>> CountSuspicious(string survey, CancellationToken cancellationToken);

    /// <summary>How many entries of a survey were published, and where they are; all zero for a survey without any.</summary>
    Task<Reconciliation> Reconcile(string survey, CancellationToken cancellationToken);

    /// <summary>Whether the database answers and its schema is the one this program knows; otherwise a sentence that says what to do.</summary>
    Task<string?> FindObstacle(CancellationToken cancellationToken);
}

/// <summary>Which running figures to read.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Geography">Geography code: the survey's own, or one that its provinces were merged into.</param>
/// <param name="Channel">Which channels.</param>
/// <param name="Indicators">Indicator codes; null for all.</param>
/// <param name="Unit">Province code, <see cref="Nation"/> for the nation, or null for all units.</param>
/// <param name="Units">Only these units, e.g. the provinces that the one who asks may see; null for all that <paramref name="Unit"/> lets through.</param>
public sealed record FigureQuery(string Survey, string Geography, ChannelChoice Channel, IReadOnlyList<string>? Indicators = null, string? Unit = null,
    IReadOnlyList<string>? Units = null)
{
    /// <summary>The unit that stands for the whole country.</summary>
    public const string Nation = "nation";
}

/// <summary>State of the running figures of a survey.</summary>
/// <param name="Version">Grows with every fill that changed a tally.</param>
/// <param name="AsOf">When these figures were computed.</param>
/// <param name="Simulated">Whether simulated responses are among them; then everything shown must say so.</param>
public sealed record FiguresVersion(long Version, DateTimeOffset AsOf, bool Simulated);

/// <summary>The tallies of a survey, all of one version.</summary>
/// <param name="Version">Their version: as <see cref="FiguresVersion.Version"/>, or up to a second ahead of it.</param>
/// <param name="Simulated">Whether simulated responses are among them.</param>
/// <param name="ByKey">The tallies: for each province and channel those of all responses and those of each respondent category.</param>
public sealed record StoredTallies(long Version, bool Simulated, IReadOnlyDictionary<TallyKey, Tally> ByKey);

/// <summary>Running figures, all of one version.</summary>
/// <param name="Version">Their version.</param>
/// <param name="Rows">One row per unit and indicator.</param>
public sealed record StoredFigures(FiguresVersion Version, IReadOnlyList<FigureRow> Rows)
{
    /// <summary>Puts rows into the order that readers rely on: the nation first, then by province code and <see cref="Indicator.Index"/>.</summary>
    internal static StoredFigures InOrder(FiguresVersion version, IEnumerable<FigureRow> rows, Survey? survey) => new(version,
    [
        .. rows.OrderBy(row => row.Unit == FigureQuery.Nation ? "" : row.Unit, StringComparer.Ordinal)
            .ThenBy(row => survey?.Questionnaire.FindIndicator(row.Indicator)?.Index),
    ]);
}

/// <summary>One running indicator of one unit.</summary>
/// <param name="Unit">Province code, or <see cref="FigureQuery.Nation"/>.</param>
/// <param name="Indicator">Indicator code.</param>
/// <param name="N">Answers; for a composite, responses that answered at least one of its items.</param>
/// <param name="Satisfied">Percentage, 0 to 100; null without a value.</param>
/// <param name="Score">Percentage, 20 to 100; null without a value.</param>
/// <param name="Rank">Place among the provinces under the headline rule; null for the nation and without a value.</param>
/// <param name="Levels">Answers at levels 1, 2 …; null for a composite.</param>
/// <param name="Mean">For the nation, the mean over provinces; null for provinces.</param>
public sealed record FigureRow(
    string Unit, string Indicator, long N, double? Satisfied, double? Score, int? Rank, IReadOnlyList<long>? Levels, MeanOfProvinces? Mean);

/// <summary>Mean over the provinces in which every item has a value.</summary>
/// <param name="Satisfied">Percentage; null when there is no such province.</param>
/// <param name="Score">Percentage; null when there is no such province.</param>
/// <param name="Provinces">How many provinces it is over.</param>
public sealed record MeanOfProvinces(double? Satisfied, double? Score, int Provinces);

/// <summary>What became of a response id.</summary>
/// <param name="State">The first of counted, rejected and withdrawn that one of its entries has.</param>
/// <param name="Conflict">Whether an entry of the id says something else than the counted one.</param>
/// <param name="CountedReceivedAt">When the counted entry was received; null when none is.</param>
public sealed record ResponseState(EntryState State, bool Conflict, DateTimeOffset? CountedReceivedAt)
{
    // Duplicates and conflicts exist only beside a counted entry, so one of these three is always there.
    private static readonly EntryState[] Order = [EntryState.Counted, EntryState.Rejected, EntryState.Withdrawn];

    /// <summary>What became of an id with these entries; null when there is none.</summary>
    internal static ResponseState? Of(IReadOnlyCollection<(EntryState State, long ReceivedAt)> entries)
    {
        if (entries.Count == 0)
        {
            return null;
        }

        var state = Order.First(candidate => entries.Any(entry => entry.State == candidate));
        DateTimeOffset? countedAt = state == EntryState.Counted
            ? UnixMicroseconds.ToDateTimeOffset(entries.First(entry => entry.State == state).ReceivedAt)
            : null;
        return new ResponseState(state, entries.Any(entry => entry.State == EntryState.Conflict), countedAt);
    }
}

/// <summary>The response that a receipt leads to.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">What became of it.</param>
/// <param name="Rejection">Why it is rejected, one of <see cref="Rejections"/>; null where it is not.</param>
public sealed record FoundReceipt(Guid Id, ResponseState State, string? Rejection)
{
    /// <summary>Of all entries that a receipt leads to; should they be of several ids, the first is meant.</summary>
    internal static FoundReceipt? Of(IReadOnlyCollection<(Guid Id, EntryState State, long ReceivedAt, string? Rejection)> entries) => entries.GroupBy(entry => entry.Id).MinBy(same => same.Key) is { } found
        ? Of(found.Key, ResponseState.Of([.. found.Select(entry => (entry.State, entry.ReceivedAt))])!, found.FirstOrDefault(entry => entry.Rejection is not null).Rejection)
        : null;

    private static FoundReceipt Of(Guid id, ResponseState state, string? rejection) => new(id, state, state.State == EntryState.Rejected ? rejection : null);
}

/// <summary>How many counted responses of a province are suspicious (phiếu trực tuyến đáng ngờ).</summary>
/// <param name="Province">Province code.</param>
/// <param name="Suspicions">What was found, exactly; so the numbers of a province add up.</param>
/// <param name="Responses">How many.</param>
public sealed record SuspiciousCount(string Province, Suspicions Suspicions, long Responses);

/// <summary>Where the entries of a survey are. <see cref="Waiting"/> is what was published and has not been stored.</summary>
/// <param name="Published">Sum over producers of the highest cumulative count seen.</param>
/// <param name="Counted">Đã tính.</param>
/// <param name="Duplicate">Trùng, đã tính trước đó.</param>
/// <param name="Conflict">Trùng số, khác nội dung.</param>
/// <param name="Rejected">Không hợp lệ.</param>
/// <param name="Withdrawn">Đã rút.</param>
public sealed record Reconciliation(long Published, long Counted, long Duplicate, long Conflict, long Rejected, long Withdrawn)
{
    /// <summary>Published, but in no state yet.</summary>
    public long Waiting => Published - Counted - Duplicate - Conflict - Rejected - Withdrawn;

    internal static Reconciliation Of(long published, IReadOnlyDictionary<EntryState, long> stored) => new(
        published, stored.GetValueOrDefault(EntryState.Counted), stored.GetValueOrDefault(EntryState.Duplicate),
        stored.GetValueOrDefault(EntryState.Conflict), stored.GetValueOrDefault(EntryState.Rejected), stored.GetValueOrDefault(EntryState.Withdrawn));
}
