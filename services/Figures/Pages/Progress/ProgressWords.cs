using SipasSurvey.Domain;
using SipasSurvey.Figures.Pages.FieldWork;
using SipasSurvey.Pages;
using SipasSurvey.Paper;

namespace SipasSurvey.Figures.Pages.Progress;

/// <summary>What the page of progress says, in both languages.</summary>
internal static class ProgressWords
{
    public static readonly LocalizedText Title = new("Tiến độ", "Progress");

    public static readonly LocalizedText Lead = new(
        "Phiếu giấy của từng địa bàn: kế hoạch, phát ra, thu về, hợp lệ. Ở đây chỉ có số phiếu, không có tỷ lệ hài lòng.",
        "Paper sheets of each place: planned, given out, returned, valid. Only numbers of sheets are here, no satisfaction rates.");

    public static readonly LocalizedText Planned = new("Kế hoạch", "Planned");
    public static readonly LocalizedText Issued = new("Phát ra", "Given out");
    public static readonly LocalizedText Returned = new("Thu về", "Returned");
    public static readonly LocalizedText Valid = new("Hợp lệ", "Valid");
    public static readonly LocalizedText Rate = new("Hợp lệ trên phát ra", "Valid of given out");
    public static readonly LocalizedText Missing = new("Phiếu in chưa thu về", "Printed, not returned");

    public static readonly LocalizedText NoVillage = new("Không ghi thôn/tổ dân phố", "No village given");
    public static readonly LocalizedText Outside = new("Thôn/tổ dân phố ngoài kế hoạch", "Villages outside the plan");
    public static readonly LocalizedText NoPlan = new("Chưa có kế hoạch mẫu", "No plan of the sample");
    public static readonly LocalizedText MissingTitle = new("Số phiếu in chưa thu về", "Printed serials that have not come back");
    public static readonly LocalizedText NoneMissing = new("Không có số nào: mọi phiếu đã in đều đã thu về.", "None: every printed sheet has come back.");
    public static readonly LocalizedText NonePrinted = new("Chưa in phiếu có số cho tỉnh này.", "No sheets with serials were printed for this province.");
    public static readonly LocalizedText Csv = new("Xuất bảng này (CSV)", "Export this table (CSV)");
    public static readonly LocalizedText ByDay = new("Theo ngày", "By day");
    public static readonly LocalizedText Day = new("Ngày", "Day");
    public static readonly LocalizedText OfPlan = new("So với kế hoạch", "Of the plan");
    public static readonly LocalizedText ValidUntil = new("Hợp lệ, cộng dồn", "Valid until then");
    public static readonly LocalizedText ValidByDay = new("Phiếu hợp lệ thu về theo tỉnh, thành phố và ngày", "Valid sheets that came back, by province and day");
    public static readonly LocalizedText Before = new("Trước đó", "Before");
    public static readonly LocalizedText NoDays = new("Chưa có phiếu giấy nào thu về.", "No paper sheet has come back yet.");
    public static readonly LocalizedText DaysCsv = new("Xuất theo ngày (CSV)", "Export by day (CSV)");

    /// <summary>Title of the chart of valid sheets.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="province">The province; null for all that the reader works for.</param>
    public static LocalizedText ByDayOf(Survey survey, Province? province) => new(
        $"Phiếu giấy hợp lệ cộng dồn theo ngày, {Vietnamese.ShortName(survey)}{(province is null ? "" : $", {province.Name.Vi}")}",
        $"Valid paper sheets until each day, {Vietnamese.ShortName(survey)}{(province is null ? "" : $", {province.Name.En}")}");

    public static readonly LocalizedText Suspicious = new("Phiếu trực tuyến đáng ngờ", "Suspicious online responses");
    public static readonly LocalizedText SuspiciousMeaning = new(
        "Các phiếu này vẫn được tính như mọi phiếu khác. Quá nhanh: gửi sớm hơn thời gian đọc hết câu hỏi. Điền ô ẩn: đã điền vào một ô mà người trả lời không nhìn thấy, thường do chương trình tự động. "
        + "Một phiếu có thể có cả hai dấu hiệu. Nếu một tỉnh có nhiều phiếu như vậy, xin báo Bộ trước khi dùng số liệu.",
        "These are counted like all others. Too fast: sent sooner than anybody can read the questions. Hidden field: a field was filled in that people do not see, as programs do. "
        + "A response may be both. Where a province has many of them, tell the Ministry before the figures are used.");
    public static readonly LocalizedText NoneSuspicious = new("Không có phiếu nào.", "None.");
    public static readonly LocalizedText TooFast = new("Quá nhanh", "Too fast");
    public static readonly LocalizedText HiddenField = new("Điền ô ẩn", "Hidden field");
    public static readonly LocalizedText SuspiciousTotal = new("Số phiếu", "Responses");
    public static readonly LocalizedText Notes = new("Cách đếm", "How it is counted");

    public static readonly IReadOnlyList<LocalizedText> Rules =
    [
        new("Phát ra: theo kế hoạch mẫu; thôn nào kế hoạch không ghi thì lấy số phiếu đã in cho thôn đó. Phiếu in không cho thôn nào chỉ được cộng vào tổng khi kế hoạch không ghi số phát ra.",
            "Given out: as the plan of the sample says; where it does not, the sheets printed for the village. Sheets printed for no village are added to the total only when the plan does not say what was given out."),
        new("Thu về: số phiếu khác nhau đã có trong các lô chưa rút. Hợp lệ: số phiếu đã tính.",
            "Returned: distinct sheets in batches that were not withdrawn. Valid: sheets that are counted."),
        new("Theo ngày: mỗi phiếu tính vào ngày đầu tiên nó được gửi lên; phiếu của lô đã rút không còn được tính.",
            "By day: each sheet stands on the day on which it was first sent; those of withdrawn batches are no longer counted."),
        new("Phiếu in chưa thu về: số phiếu do hệ thống in mà chưa có trong lô nào.",
            "Printed, not returned: serials printed by this service that are in no batch yet."),
    ];

    public static LocalizedText Facts(DateTimeOffset at) =>
        new($"Đếm lúc {VietnamTime.Display(at)}", $"Counted at {VietnamTime.Display(at)}");

    public static LocalizedText CaptionOf(Survey survey) =>
        new($"Tiến độ {Vietnamese.ShortName(survey)} theo tỉnh, thành phố", $"Progress of {Vietnamese.ShortName(survey)} by province");

    public static readonly LocalizedText ByVillage = new("Theo xã, phường và thôn/tổ dân phố", "By commune and village");

    public static LocalizedText CaptionOf(Survey survey, Province province) =>
        new($"Tiến độ {Vietnamese.ShortName(survey)} ở {province.Name.Vi}", $"Progress of {Vietnamese.ShortName(survey)} in {province.Name.En}");

    /// <summary>Serials next to each other: <c>SP0000123… đến SP0000130… (8 phiếu)</c>.</summary>
    public static LocalizedText Range(MissingSerials missing)
    {
        var (first, last) = (SheetSerial.Printed(missing.First).Text, SheetSerial.Printed(missing.Last).Text);
        return missing.Count == 1 ? new LocalizedText(first, first) : new LocalizedText($"{first} đến {last}", $"{first} to {last}");
    }

    public static LocalizedText Sheets(long count) => new(
        $"{FieldWorkWords.Count(count, english: false)} phiếu", $"{FieldWorkWords.Count(count, english: true)} {(count == 1 ? "sheet" : "sheets")}");

    public static LocalizedText LeftOut(long count) => new(
        $"và {FieldWorkWords.Count(count, english: false)} phiếu nữa", $"and {FieldWorkWords.Count(count, english: true)} more");
}
