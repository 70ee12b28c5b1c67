using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Figures.Pages.Printing;

/// <summary>What the pages of printing say. What stands on a sheet is Vietnamese: that is what its reader reads, whoever prints it.</summary>
internal static class PrintingWords
{
    public static readonly LocalizedText Title = new("In phiếu", "Print sheets");

    public static readonly LocalizedText Lead = new(
        $"Mỗi lượt in được cấp một dãy số phiếu riêng của tỉnh, có chữ số kiểm tra và mã QR. Tối đa {PrintRuns.MostSheets} phiếu một lượt; in lại không cấp số mới.",
        $"Each run gets serials of its own in the province, with a check digit and a QR code. At most {PrintRuns.MostSheets} sheets a run; printing again takes no new serials.");

    public static readonly LocalizedText Survey = new("Kỳ khảo sát", "Survey");
    public static readonly LocalizedText Province = new("Tỉnh, thành phố", "Province");
    public static readonly LocalizedText ChooseProvince = new("Chọn tỉnh, thành phố", "Choose a province");
    public static readonly LocalizedText Cluster = new("Mã thôn, tổ dân phố", "Village code");
    public static readonly LocalizedText ClusterHint = new(
        "Để trống nếu chưa biết; trên phiếu sẽ có chỗ ghi tay.", "Leave empty if not known; the sheet then has room to write it.");
    public static readonly LocalizedText Sheets = new("Số phiếu cần in", "Number of sheets");
    public static readonly LocalizedText SheetsHint = new($"Từ 1 đến {PrintRuns.MostSheets}; mỗi phiếu một tờ A4 hai mặt.", $"1 to {PrintRuns.MostSheets}; each is one A4 leaf, both sides.");
    public static readonly LocalizedText Make = new("Cấp số và in", "Assign serials and print");
    public static readonly LocalizedText NotMade = new("Chưa in được", "Nothing was printed");
    public static readonly LocalizedText NewRun = new("Lượt in mới", "New run");
    public static readonly LocalizedText Runs = new("Các lượt in", "Runs");
    public static readonly LocalizedText RunsCaption = new("Lượt in của kỳ khảo sát này, mới nhất trước", "Runs of this survey, the newest first");
    public static readonly LocalizedText NoRuns = new("Chưa in lượt nào.", "Nothing was printed yet.");
    public static readonly LocalizedText Swipe = new("Kéo ngang bảng để xem các cột còn lại.", "Drag the table sideways to see the other columns.");
    public static readonly LocalizedText MadeAt = new("Lúc in", "Printed at");
    public static readonly LocalizedText MadeBy = new("Người in", "Printed by");
    public static readonly LocalizedText From = new("Từ số", "From");
    public static readonly LocalizedText To = new("Đến số", "To");
    public static readonly LocalizedText Count = new("Số phiếu", "Sheets");
    public static readonly LocalizedText Again = new("In lại", "Print again");
    public static readonly LocalizedText AgainWithCodes = new("In lại kèm mã mời", "Print again with codes");
    public static readonly LocalizedText Codes = new("In mã mời", "Print invitation codes");
    public static readonly LocalizedText CodesHint = new(
        "Mỗi phiếu có thêm mã để trả lời trực tuyến thay cho phiếu giấy. Phiếu và mã trên phiếu chỉ được tính một lần.",
        "Each sheet gets a code too, to answer online instead. The sheet and the code on it count once.");
    public static readonly LocalizedText Back = new("Về trang In phiếu", "Back to Print sheets");
    public static readonly LocalizedText SheetsRegion = new("Các phiếu", "The sheets");

    public static readonly LocalizedText HowToPrint = new(
        "Bấm Ctrl + P. Chọn khổ giấy A4, in hai mặt (lật cạnh dài), tỷ lệ 100 %, bỏ đầu trang và chân trang của trình duyệt.",
        "Press Ctrl + P. Choose A4, two-sided (flip on the long edge), scale 100 %, without the browser's headers and footers.");

    public static readonly LocalizedText UnknownProvince = new(
        "Chọn một tỉnh, thành phố trong danh sách.", "Choose a province of the list.");

    public static readonly LocalizedText WrongCluster = new(
        "Mã thôn gồm 1 đến 32 chữ cái không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.",
        "A village code has 1 to 32 letters A-Z, digits, dots, hyphens or underscores.");

    public static readonly LocalizedText NotPlanned = new(
        "Mã này không có trong kế hoạch mẫu của tỉnh. Dùng một mã trong kế hoạch, hoặc thêm thôn này vào kế hoạch rồi in.",
        "The province's plan of the sample has no such village. Use a code of the plan, or put the village into the plan first.");

    public static readonly LocalizedText WrongCount = new(
        $"Nhập một số nguyên từ 1 đến {PrintRuns.MostSheets}.", $"Enter a whole number from 1 to {PrintRuns.MostSheets}.");

    public static readonly LocalizedText UsedUp = new(
        "Tỉnh này đã dùng gần hết dãy số phiếu của kỳ khảo sát; không đủ số cho lượt in này.",
        "The province has used nearly all serials of this survey; there are not enough left for this run.");

    public static readonly LocalizedText OutOfScope = new(
        "Bạn không làm việc cho tỉnh, thành phố này.", "You do not work for this province.");
    public static readonly LocalizedText MayNotInvite = new(
        "Mã mời do người công bố của Bộ in. Bạn in được phiếu không có mã.", "Codes of invitations are printed by the Ministry's publisher. You may print sheets without them.");

    /// <summary>Heading of a printed run.</summary>
    public static LocalizedText TitleOf(Survey survey, Province province, PrintRun run) => new(
        $"{Vietnamese.ShortName(survey)}, {province.Name.Vi}: {Vietnamese.Count(run.Count)} phiếu",
        $"SIPAS {survey.Year}, {province.Name.En}: {run.Count} sheets");

    /// <summary>Serials and village of a printed run.</summary>
    public static LocalizedText Describe(PrintRun run, string first, string last) => new(
        $"Số phiếu {first} đến {last}{(run.Cluster.Length == 0 ? "" : $", thôn/tổ dân phố {run.Cluster}")}.",
        $"Serials {first} to {last}{(run.Cluster.Length == 0 ? "" : $", village {run.Cluster}")}.");
}
