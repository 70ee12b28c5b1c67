namespace SipasSurvey.Domain;

/// <summary>One response as it came in. Entries are only ever added; repetitions are entries of their own.</summary>
/// <param name="Id">Response id, made by the sender: the key under which a response is counted once.</param>
/// <param name="Channel">The way it came in.</param>
/// <param name="Batch">The paper batch it belongs to; null online.</param>
/// <param name="Row">Row in the batch's file; 0 online.</param>
/// <param name="ReceivedAt">When Intake accepted it, in microseconds since 1970-01-01 UTC (<see cref="UnixMicroseconds"/>).</param>
/// <param name="Content">Canonical bytes of its <see cref="Domain.Content"/>.</param>
public sealed record Entry(Guid Id, Channel Channel, Guid? Batch, int Row, long ReceivedAt, ReadOnlyMemory<byte> Content);

/// <summary>The one state that every entry is in: the first of these that fits. The numbers are stored.</summary>
public enum EntryState : byte
{
    /// <summary>Đã rút: its batch was withdrawn.</summary>
    Withdrawn = 0,

    /// <summary>Không hợp lệ: it could not be counted when it was first stored; a reason stands with it.</summary>
    Rejected = 1,

    /// <summary>Đã tính: the one entry of its response id that is in the figures.</summary>
    Counted = 2,

    /// <summary>Trùng, đã tính trước đó: it says the same as the counted entry of its id.</summary>
    Duplicate = 3,

    /// <summary>Trùng số, khác nội dung: it says something else than the counted entry of its id.</summary>
    Conflict = 4,
}

/// <summary>Why an entry cannot be counted. The code is stored with the entry and shown to people.</summary>
public static class Rejections
{
    /// <summary>The content is not in the form that contracts/README.md specifies.</summary>
    public const string UnreadableContent = "unreadable-content";

    /// <summary>The catalogue has no such survey.</summary>
    public const string UnknownSurvey = "unknown-survey";

    /// <summary>The survey's geography has no such province.</summary>
    public const string UnknownProvince = "unknown-province";

    /// <summary>The answers do not fit the questionnaire: another number of items, or a level outside the scale.</summary>
    public const string InvalidAnswers = "invalid-answers";

    /// <summary>The respondent's categories do not fit the questionnaire.</summary>
    public const string InvalidRespondent = "invalid-respondent";

    /// <summary>The cluster is no village code (<see cref="ClusterCode"/>).</summary>
    public const string InvalidCluster = "invalid-cluster";

    /// <summary>The response id is none that a sender may use, nor that of a sheet in a batch (<see cref="ResponseId.MayStore"/>).</summary>
    public const string InvalidId = "invalid-id";

    /// <summary>The channel is none of those that exist.</summary>
    public const string UnknownChannel = "unknown-channel";

    /// <summary>It says it was received before 2000 or after 2200: a clock or a producer is broken.</summary>
    public const string ImpossibleTime = "impossible-time";

    /// <summary>Fewer items are answered than the survey asks of a valid form.</summary>
    public const string InvalidForm = "invalid-form";

    /// <summary>Đã trả lời trực tuyến/bằng giấy: another response was stored first with the same invitation, or with the sheet that it is printed on.</summary>
    public const string InvitationSpent = "invitation-spent";

    /// <summary>It says that it was invited and brings no invitation, or one that was changed on its way.</summary>
    public const string InvalidInvitation = "invalid-invitation";

    private static readonly long EarliestTime = UnixMicroseconds.From(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly long LatestTime = UnixMicroseconds.From(new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The reason why an entry cannot be counted, or null when it can. <paramref name="content"/> is null when unreadable.</summary>
    public static string? Of(Catalogue catalogue, Entry entry, Content? content)
    {
        if (content is null)
        {
            return UnreadableContent;
        }

        if (catalogue.FindSurvey(content.Survey) is not { } survey)
        {
            return UnknownSurvey;
        }

        if (survey.Geography.Find(content.Province) is null)
        {
            return UnknownProvince;
        }

        var questionnaire = survey.Questionnaire;
        if (content.Answers.Length != questionnaire.Items.Count
            || content.Answers.Span.ContainsAnyExceptInRange(Content.Blank, (byte)questionnaire.Scale.Highest))
        {
            return InvalidAnswers;
        }

        if (!FitsRespondent(questionnaire, content.Respondent.Span))
        {
            return InvalidRespondent;
        }

        if (content.Cluster is { } cluster && !ClusterCode.IsValid(cluster))
        {
            return InvalidCluster;
        }

        return OfEnvelope(entry) ?? (content.Answered < survey.LeastAnswered ? InvalidForm : null);
    }

    // What stands beside the content. Intake writes none of these; a pack made by hand, or by a broken producer, may hold any.
    private static string? OfEnvelope(Entry entry) =>
        !ResponseId.MayStore(entry.Id, inBatch: entry.Batch is not null) ? InvalidId
        : !Enum.IsDefined(entry.Channel) ? UnknownChannel
        : entry.ReceivedAt < EarliestTime || entry.ReceivedAt > LatestTime ? ImpossibleTime
        : null;

    private static bool FitsRespondent(Questionnaire questionnaire, ReadOnlySpan<byte> respondent)
    {
        if (respondent.Length != questionnaire.Respondent.Count)
        {
            return false;
        }

        for (var dimension = 0; dimension < respondent.Length; dimension++)
        {
            if (respondent[dimension] > questionnaire.Respondent[dimension].Categories.Count)
            {
                return false;
            }
        }

        return true;
    }
}
