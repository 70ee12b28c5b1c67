namespace SipasSurvey.Domain;

/// <summary>One yearly survey. Once published, its definition is never edited: the figures depend on it.</summary>
/// <param name="Code">Identifier, e.g. <c>sipas-2024</c>.</param>
/// <param name="Year">The year that is rated.</param>
/// <param name="Name">Title shown to people.</param>
/// <param name="Questionnaire">What is asked.</param>
/// <param name="Geography">The provinces that are rated.</param>
/// <param name="HeadlineRule">The rule by which provinces are ranked and which pages show first.</param>
/// <param name="OfficialChannels">The channels whose responses make the official figure.</param>
/// <param name="LeastAnswered">Least number of answered items of a valid form; an entry below is kept, but not counted.</param>
public sealed record Survey(
    string Code,
    int Year,
    LocalizedText Name,
    Questionnaire Questionnaire,
    Geography Geography,
    IndexRule HeadlineRule,
    IReadOnlySet<Channel> OfficialChannels,
    int LeastAnswered)
{
    /// <summary>Whether responses of <paramref name="channel"/> belong to the chosen figures.</summary>
    public bool Includes(ChannelChoice choice, Channel channel) => choice switch
    {
        ChannelChoice.All => true,
        ChannelChoice.Official => OfficialChannels.Contains(channel),
        ChannelChoice.Open => channel == Channel.Open,
        _ => throw new ArgumentOutOfRangeException(nameof(choice)),
    };
}

/// <summary>The way a response came in. Set by that way, never by what the response says. The numbers are stored and sent.</summary>
public enum Channel : byte
{
    /// <summary>A paper form, entered by a survey team in a batch.</summary>
    Paper = 0,

    /// <summary>Online, with a valid invitation.</summary>
    Invited = 1,

    /// <summary>Online, from anybody.</summary>
    Open = 2,
}

/// <summary>Which channels a figure is computed from.</summary>
public enum ChannelChoice : byte
{
    /// <summary>Every channel.</summary>
    All = 0,

    /// <summary>The official channels of the survey.</summary>
    Official = 1,

    /// <summary>The open channel alone.</summary>
    Open = 2,
}

/// <summary>How an item's percentage is computed from its answers. Both are always computed; see <see cref="SatisfactionIndex"/>.</summary>
public enum IndexRule
{
    /// <summary>Share of answers at the satisfied levels: "Tỷ lệ hài lòng (mức 4 + 5)", 0 to 100.</summary>
    Satisfied,

    /// <summary>Mean level as a percentage of the best: "Điểm trung bình quy đổi", 20 to 100.</summary>
    Score,
}
