using SipasSurvey.Domain;

namespace SipasSurvey.Figures;

/// <summary>What things are called in Vietnamese where figures are shown to people.</summary>
public static class FigureWords
{
    /// <summary>Stands with every figure that simulated responses are in.</summary>
    public const string Simulated = "Dữ liệu mô phỏng";

    /// <summary>The nation.</summary>
    public const string Nation = "Cả nước";

    /// <summary>Stands with figures of merged provinces: they weigh the samples of the old ones, not their people.</summary>
    public const string NotWeighted = "chưa gia quyền theo dân số";

    /// <summary>Name of a rule, e.g. "Tỷ lệ hài lòng (mức 4 + 5)".</summary>
    public static string NameOf(IndexRule rule, Scale scale) => rule == IndexRule.Satisfied
        ? $"Tỷ lệ hài lòng (mức {string.Join(" + ", Enumerable.Range(scale.SatisfiedFrom, scale.Highest - scale.SatisfiedFrom + 1))})"
        : "Điểm trung bình quy đổi";

    /// <summary>Name of a way in.</summary>
    public static string NameOf(Channel channel) => channel switch
    {
        Channel.Paper => "phiếu giấy",
        Channel.Invited => "trực tuyến có thư mời",
        Channel.Open => "trực tuyến mở",
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    };

    /// <summary>Name of a choice of channels of a survey.</summary>
    public static string NameOf(ChannelChoice choice, Survey survey) => choice switch
    {
        ChannelChoice.All => "Tất cả các kênh",
        ChannelChoice.Official => $"Kênh chính thức: {string.Join(", ", survey.OfficialChannels.Order().Select(NameOf))}",
        ChannelChoice.Open => $"Kênh mở: {NameOf(Channel.Open)}",
        _ => throw new ArgumentOutOfRangeException(nameof(choice)),
    };
}
