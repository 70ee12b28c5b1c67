using SipasSurvey.Domain;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>What the pages of the dashboard have in common to say.</summary>
internal static class DashboardWords
{
    public static readonly LocalizedText Overview = new("Tổng quan", "Overview");
    public static readonly LocalizedText Ranking = new("Bảng xếp hạng", "Ranking");
    public static readonly LocalizedText Nation = new(FigureWords.Nation, "The nation");
    public static readonly LocalizedText Comparison = new("So sánh", "Comparison");
    public static readonly LocalizedText Queries = new("Lấy dữ liệu", "Get the data");
    public static readonly LocalizedText Pages = new("Các trang số liệu", "Pages of figures");
    public static readonly LocalizedText Choices = new("Lựa chọn số liệu", "Choice of figures");
    public static readonly LocalizedText Survey = new("Kỳ khảo sát", "Survey");
    public static readonly LocalizedText Rule = new("Cách tính", "Rule");
    public static readonly LocalizedText Channel = new("Kênh", "Channel");
    public static readonly LocalizedText Geography = new("Địa bàn", "Boundaries");
    public static readonly LocalizedText NoFigures = new("Chưa có số liệu: chưa có phiếu nào được tính cho kỳ khảo sát này.", "There are no figures: no response to this survey was counted yet.");
    public static readonly LocalizedText Simulated = new(FigureWords.Simulated, "Simulated data");
    public static readonly LocalizedText SimulatedWhat = new(
        "Các phiếu này do máy tạo ra để trình diễn, không phải ý kiến của người dân.", "A program made these responses for demonstration; they are nobody's opinion.");
    public static readonly LocalizedText Running = new(
        "Số liệu đang chạy, chưa phải số liệu công bố. Trang tự cập nhật khi có số mới.", "Running figures, not published ones. The page follows them by itself.");
    public static readonly LocalizedText Download = new("Tải về", "Download");
    public static readonly LocalizedText AsTable = new("Xem bảng số", "Show the table");

    /// <summary>Stands where a cell is hidden so that nobody's answers can be told.</summary>
    public static readonly LocalizedText Hidden = new("ẩn", "hidden");

    /// <summary>What <see cref="Hidden"/> means.</summary>
    public static readonly LocalizedText HiddenWhy = new(
        $"ẩn: có dưới {Disclosure.LeastAnswers} người trả lời, hoặc dưới {Disclosure.LeastUnanimous} người và tất cả cùng một mức, hoặc tính ngược ra được một ô như vậy; nhờ thế không lộ ý kiến của một người.",
        $"hidden: fewer than {Disclosure.LeastAnswers} answered, or fewer than {Disclosure.LeastUnanimous} and all at one level, or such a cell could be computed from it; so nobody's answers can be told.");

    /// <summary>Of which moment figures by group are, and why they may be older than the others.</summary>
    public static LocalizedText GroupsAsOf(SurveySnapshot snapshot) => new(
        $"Số liệu theo nhóm tính đến {VietnamTime.Display(snapshot.Groups.AsOf)}: chỉ cập nhật khi mỗi tỉnh không đổi hoặc thêm ít nhất {Disclosure.LeastAnswers} phiếu, hoặc sau một ngày, để không lộ phiếu của từng người.",
        $"Figures by group are as of {VietnamTime.Display(snapshot.Groups.AsOf)}: newer ones come when no province has between 1 and {Disclosure.LeastAnswers - 1} new responses, or after a day, so that nobody's response can be told.");

    /// <summary>Name of a rule.</summary>
    public static LocalizedText NameOf(IndexRule rule, Scale scale) => new(FigureWords.NameOf(rule, scale), rule == IndexRule.Satisfied
        ? $"Satisfied (levels {string.Join(" + ", Enumerable.Range(scale.SatisfiedFrom, scale.Highest - scale.SatisfiedFrom + 1))})"
        : "Mean score, of 100");

    /// <summary>Name of a way in.</summary>
    public static LocalizedText NameOf(Channel channel) => new(FigureWords.NameOf(channel), channel switch
    {
        Domain.Channel.Paper => "paper",
        Domain.Channel.Invited => "online by invitation",
        Domain.Channel.Open => "open online",
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    });

    /// <summary>Name of a choice of channels.</summary>
    public static LocalizedText NameOf(ChannelChoice channel) => new(Vietnamese.Name(channel), channel switch
    {
        ChannelChoice.Official => "Official channels",
        ChannelChoice.Open => "Open channel",
        _ => "All channels",
    });

    /// <summary>Name of a unit.</summary>
    /// <param name="geography">Geography of the province.</param>
    /// <param name="province">The province; null for the nation.</param>
    public static LocalizedText NameOf(Geography geography, Province? province) =>
        province is null ? Nation : new(Vietnamese.Name(geography, province), Vietnamese.EnglishName(geography, province));

    /// <summary>What stands below every chart and above every table: rule, channels, provinces, number of responses, moment.</summary>
    public static LocalizedText Facts(FigureChoices choices, long responses, DateTimeOffset asOf)
    {
        var rule = NameOf(choices.Rule, choices.Survey.Questionnaire.Scale);
        var (channel, merged) = (NameOf(choices.Channel), choices.Geography != choices.Survey.Geography);
        return new(
            $"{rule.Vi}; {channel.Vi}; {Vietnamese.Count(responses)} phiếu; {choices.Geography.Name.Vi}{(merged ? $"; {FigureWords.NotWeighted}" : "")}; lúc {VietnamTime.Display(asOf)}",
            $"{rule.En}; {channel.En}; {English.Count(responses)} responses; {choices.Geography.Name.En}{(merged ? "; not weighted by population" : "")}; as of {VietnamTime.Display(asOf)} (Viet Nam)");
    }
}
