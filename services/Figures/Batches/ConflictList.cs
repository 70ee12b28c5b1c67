using System.Buffers.Text;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Batches;

/// <summary>Reads sheets that say different things, as far as somebody may see them, for the API and for pages.</summary>
public sealed class ConflictList(IBatchStore store, BatchList batches)
{
    // Many of them may be of other provinces or surveys, so more are looked at than are asked for; each of a few entries.
    private const int LookedAtAtOnce = 500;

    /// <summary>Conflicts of a survey in the order of their response ids, those that are decided left out or not.</summary>
    /// <exception cref="Staff.Store.StaffStoreException">The register of batches cannot be read.</exception>
    public async Task<ConflictPart> Read(BatchScope scope, ConflictQuery query, CancellationToken cancellationToken)
    {
        Dictionary<Guid, BatchView>? known = null;
        var found = new List<ConflictView>();
        var ids = await store.ListConflicts(query.After, LookedAtAtOnce, cancellationToken);
        while (ids.Count > 0)
        {
            var decisions = (await store.FindDecisions(ids, cancellationToken)).ToLookup(decision => decision.Id);
            var entries = (await store.FindEntries(ids, cancellationToken)).ToLookup(entry => entry.Entry.Id);
            known ??= (await batches.ReadAll(query.Survey, cancellationToken)).ToDictionary(batch => batch.Id);
            foreach (var id in ids)
            {
                if (ViewOf(scope, query.Survey, id, [.. entries[id]], [.. decisions[id]], known) is not { } conflict || (conflict.Decision is not null && !query.Decided))
                {
                    continue;
                }

                if (found.Count == query.Limit)
                {
                    return new ConflictPart(found, found[^1].Id);
                }

                found.Add(conflict);
            }

            ids = await store.ListConflicts(ids[^1], LookedAtAtOnce, cancellationToken);
        }

        return new ConflictPart(found, null);
    }

    /// <summary>A sheet of a survey; null when its versions do not differ, or it is not in the scope.</summary>
    /// <exception cref="Staff.Store.StaffStoreException">The register of batches cannot be read.</exception>
    public async Task<ConflictView?> Find(BatchScope scope, Survey survey, Guid id, CancellationToken cancellationToken) => ViewOf(
        scope, survey, id, await store.FindEntries([id], cancellationToken), await store.FindDecisions([id], cancellationToken), (await batches.ReadAll(survey, cancellationToken)).ToDictionary(batch => batch.Id));

    private static ConflictView? ViewOf(
        BatchScope scope, Survey survey, Guid id, IReadOnlyList<StoredEntry> entries, IReadOnlyList<Decision> decisions, Dictionary<Guid, BatchView> known)
    {
        // What was withdrawn or rejected counts nowhere, so nothing is in conflict with it.
        var sheets = entries.Where(entry => entry.State is EntryState.Counted or EntryState.Duplicate or EntryState.Conflict)
            .Select(entry => Sheet.Of(survey, entry, known)).OfType<Sheet>().ToList();
        if (!sheets.Exists(sheet => sheet.State == VersionState.Conflict) || !sheets.Exists(sheet => IsIn(scope, survey.Geography, sheet)))
        {
            return null;
        }

        var versions = sheets.GroupBy(sheet => sheet.Entry)
            .Select(same => VersionOf(scope, survey, [.. same.OrderBy(sheet => sheet.ReceivedAt)]))
            .OrderBy(version => version.View.State).ThenBy(version => version.View.ReceivedAt).ThenBy(version => version.View.Row).ToList();
        return new ConflictView(id, [.. versions.Select(version => version.View)],
            Differences(survey, [.. versions.Where(version => version.View.Entry is not null).Select(version => version.Content)]),
            DecisionOf(entries, decisions, versions.Select(version => version.View.Entry)));
    }

    // The content that was chosen is named to those alone who see the version that has it.
    private static DecisionView? DecisionOf(IReadOnlyList<StoredEntry> entries, IReadOnlyList<Decision> decisions, IEnumerable<string?> seen)
    {
        var judged = entries.Select(it => new JudgedEntry(it.Entry, it.Rejection, it.State == EntryState.Withdrawn)).ToList();
        if (CountingRule.Followed(judged, decisions) is not { } followed)
        {
            return null;
        }

        var entry = Base64Url.EncodeToString(followed.Content.Span);
        return new DecisionView(seen.Contains(entry) ? entry : null, UnixMicroseconds.ToDateTimeOffset(followed.DecidedAt).UtcDateTime, followed.DecidedBy, followed.Reason);
    }

    private static bool IsIn(BatchScope scope, Geography geography, Sheet sheet) =>
        scope.Covers(geography, sheet.Content.Province) && (scope.Team is null || sheet.Batch?.Team == scope.Team);

    private static (VersionView View, Content Content) VersionOf(BatchScope scope, Survey survey, List<Sheet> same)
    {
        // One of them that may be seen is enough, as they all say the same; its place is the one that is shown.
        var seen = same.Find(sheet => scope.SeesAnswers(survey.Geography, sheet.Content.Province, sheet.Batch));
        var (first, content) = (seen ?? same[0], same[0].Content);
        var isNear = scope.Covers(survey.Geography, content.Province);
        return (new VersionView(
            seen?.Entry, same.Count, first.BatchId, isNear ? first.Batch?.FileName : null, isNear ? first.Batch?.Team : null, first.Row,
            UnixMicroseconds.ToDateTimeOffset(first.ReceivedAt).UtcDateTime,
            same.Exists(sheet => sheet.State == VersionState.Counted) ? VersionState.Counted : VersionState.Conflict,
            seen is null ? null : Answers(survey, content), seen is null ? null : Respondent(survey, content), seen is null ? null : content.Cluster,
            content.Province), content);
    }

    private static Dictionary<string, int> Answers(Survey survey, Content content) => survey.Questionnaire.Items
        .Where(item => content.Answers.Span[item.Index] != Content.Blank).ToDictionary(item => item.Code, item => (int)content.Answers.Span[item.Index]);

    private static Dictionary<string, string> Respondent(Survey survey, Content content) => survey.Questionnaire.Respondent
        .Select((dimension, place) => (dimension, Category: (int)content.Respondent.Span[place])).Where(it => it.Category > 0)
        .ToDictionary(it => it.dimension.Code, it => it.dimension.Categories[it.Category - 1].Code);

    private static List<string> Differences(Survey survey, List<Content> versions)
    {
        (string Code, bool Differs)[] further = [("cluster", Differ(it => it.Cluster)), ("province", Differ(it => it.Province))];
        return
        [
            .. survey.Questionnaire.Items.Where(item => Differ(it => it.Answers.Span[item.Index])).Select(item => item.Code),
            .. survey.Questionnaire.Respondent.Where((_, place) => Differ(it => it.Respondent.Span[place])).Select(dimension => dimension.Code),
            .. further.Where(it => it.Differs).Select(it => it.Code),
        ];

        bool Differ<T>(Func<Content, T> of) => versions.Select(of).Distinct().Skip(1).Any();
    }

    // An entry that counts, or could: so it fits its survey, which may be another one.
    private sealed record Sheet(Guid? BatchId, BatchView? Batch, Content Content, string Entry, int Row, long ReceivedAt, VersionState State)
    {
        public static Sheet? Of(Survey survey, StoredEntry stored, Dictionary<Guid, BatchView> known) =>
            Content.TryRead(stored.Entry.Content.Span, out var content) && content.Survey == survey.Code
                ? new Sheet(stored.Entry.Batch, stored.Entry.Batch is { } batch ? known.GetValueOrDefault(batch) : null, content,
                    Base64Url.EncodeToString(stored.Entry.Content.Span), stored.Entry.Row, stored.Entry.ReceivedAt,
                    stored.State == EntryState.Conflict ? VersionState.Conflict : VersionState.Counted)
                : null;
    }
}

/// <summary>Which conflicts to read.</summary>
/// <param name="Survey">Of which survey.</param>
/// <param name="After">Only response ids behind this one; <see cref="Guid.Empty"/> for the first.</param>
/// <param name="Limit">How many at most, from 1.</param>
/// <param name="Decided">Whether those that are decided are read too.</param>
public sealed record ConflictQuery(Survey Survey, Guid After, int Limit, bool Decided);

/// <summary>A part of the conflicts.</summary>
/// <param name="Conflicts">In the order of their response ids.</param>
/// <param name="After">What <see cref="ConflictQuery.After"/> has to be for those that follow; null when none do.</param>
public sealed record ConflictPart(IReadOnlyList<ConflictView> Conflicts, Guid? After);
