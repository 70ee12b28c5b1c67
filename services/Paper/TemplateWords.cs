using System.Globalization;
using SipasSurvey.Domain;

namespace SipasSurvey.Paper;

/// <summary>What the template says besides headings, in two languages.</summary>
internal static class TemplateWords
{
    public static readonly LocalizedText Sheets = new("Phiếu", "Sheets");
    public static readonly LocalizedText Guide = new("Hướng dẫn", "Guide");
    public static readonly LocalizedText Lists = new("Danh mục", "Lists");
    public static readonly LocalizedText Column = new("Cột", "Column");
    public static readonly LocalizedText Heading = new("Tiêu đề", "Heading");
    public static readonly LocalizedText Needed = new("Cột bắt buộc", "Column required");
    public static readonly LocalizedText Allowed = new("Giá trị được nhận", "Allowed values");
    public static readonly LocalizedText About = new("Nội dung, ghi chú", "What it is");
    public static readonly LocalizedText Yes = new("Có", "Yes");
    public static readonly LocalizedText No = new("Không", "No");
    public static readonly LocalizedText NotAllowed = new("Giá trị không hợp lệ", "Not a valid value");

    /// <summary>Title of the guide.</summary>
    public static LocalizedText Title(Survey survey) => new($"Hướng dẫn nhập phiếu giấy SIPAS {survey.Year}", $"How to type paper sheets of SIPAS {survey.Year}");

    /// <summary>What holds for the whole file, a line each.</summary>
    public static IReadOnlyList<LocalizedText> Rules(Survey survey) =>
    [
        new("Mỗi phiếu một dòng ở trang tính “Phiếu”, bắt đầu từ dòng 2. Không gộp ô, không dùng công thức.",
            "Each sheet takes one row of “Sheets”, from row 2 on. No merged cells, no formulas."),
        new($"Dòng ví dụ (số phiếu “{SheetLayout.ExampleSerial}”) chỉ để minh họa: xóa trước khi gửi. Nếu còn, dòng đó bị báo lỗi.",
            $"The example row (serial “{SheetLayout.ExampleSerial}”) only shows how: delete it before sending. Left in, it is reported as an error."),
        new("Số phiếu in sẵn (SP…) gõ đúng như trên phiếu, có thể bỏ dấu cách. Số do tổ tự đánh chỉ dùng được khi gửi tệp có chọn tổ khảo sát; số 0 ở đầu có nghĩa.",
            "Printed serials (SP…) are typed as they stand on the sheet; blanks may be left out. A team's own serials need the team to be chosen when sending; leading zeros count."),
        Levels(survey.Questionnaire.Scale),
        new("Tiêu chí không được trả lời thì để trống ô. Không ghi 0, gạch ngang hay “KTL”.",
            "Leave the cell of an unanswered item blank. No 0, no dash, no “n/a”."),
        new("Đặc điểm người trả lời: chọn trong danh sách, hoặc gõ số in trước ô trên phiếu; không trả lời thì để trống.",
            "About the respondent: choose from the list, or type the number printed in the box; blank if not answered."),
        new("Có thể đổi thứ tự cột và bỏ các cột không bắt buộc. Cột thêm (câu 1 đến 8, câu 10, ý kiến khác) không được đọc và không được lưu; báo cáo nêu tên các cột đó.",
            "Columns may be in any order, and those not required may be left out. Further columns (questions 1 to 8 and 10, other opinions) are neither read nor stored; the report names them."),
        new("Ngày điền phiếu và cách thu phiếu chỉ được kiểm tra, không được lưu. Mã người phỏng vấn, người nhập chỉ dùng để tìm điểm bất thường trong tệp.",
            "The date and the way of collecting are checked and not kept. Codes of interviewers and typists serve only to find what is unusual in the file."),
        new("Không ghi họ tên, số điện thoại, địa chỉ của người dân ở bất cứ cột nào.",
            "Never write names, telephone numbers or addresses of citizens in any column."),
    ];

    /// <summary>What a cell of a column may say.</summary>
    public static LocalizedText Values(SheetColumn column, Scale scale) => column.Kind switch
    {
        SheetColumnKind.Serial => new("SP, bảy chữ số và chữ số kiểm tra; hoặc số của tổ, 1 đến 32 chữ cái, chữ số", "SP, seven digits and a check digit; or the team's own, 1 to 32 letters and digits"),
        SheetColumnKind.Item when Template.HasIllegible(scale) => new($"1 đến {scale.Highest}, {SheetLayout.Illegible}, hoặc trống", $"1 to {scale.Highest}, {SheetLayout.Illegible}, or blank"),
        SheetColumnKind.Item => new($"1 đến {scale.Highest}, hoặc trống", $"1 to {scale.Highest}, or blank"),
        SheetColumnKind.Respondent or SheetColumnKind.Mode => new(Choices(column, english: false), Choices(column, english: true)),
        SheetColumnKind.Cluster => new("Mã trong kế hoạch mẫu của tỉnh, hoặc trống", "A code of the province's sample plan, or blank"),
        SheetColumnKind.Date => new("Ngày/tháng/năm, hoặc trống", "Day/month/year, or blank"),
        _ => new("1 đến 32 chữ cái không dấu, chữ số, . - _, hoặc trống", "1 to 32 letters a-z, digits, . - _, or blank"),
    };

    /// <summary>What a column is about.</summary>
    public static LocalizedText Note(SheetColumn column, Questionnaire questionnaire) => column.Kind switch
    {
        SheetColumnKind.Serial => new("Số in hoặc viết trên phiếu. Cột này định dạng văn bản.", "The one that stands on the sheet. The column is formatted as text."),
        SheetColumnKind.Item => questionnaire.Items[column.Place].Question,
        SheetColumnKind.Cluster => new("Thôn/tổ dân phố của phiếu.", "The village of the sheet."),
        SheetColumnKind.Interviewer or SheetColumnKind.Typist => new("Chỉ ghi mã, không ghi họ tên.", "A code, never a name."),
        SheetColumnKind.Date => new("Ngày người dân điền phiếu.", "The day on which the sheet was filled in."),
        SheetColumnKind.Mode => new("Phiếu được thu bằng cách nào.", "How the sheet came back."),
        _ => new("Chọn một.", "Choose one."),
    };

    private static LocalizedText Levels(Scale scale)
    {
        var numbered = scale.Labels.Select((label, place) => (Number: (place + 1).ToString(CultureInfo.InvariantCulture), Label: label)).ToList();
        var illegible = Template.HasIllegible(scale);
        return new LocalizedText(
            $"Mức hài lòng: {string.Join("; ", numbered.Select(it => $"{it.Number} = {it.Label.Vi}"))}."
            + (illegible ? $" {SheetLayout.Illegible} = người dân đánh dấu hai ô, hoặc không đọc được: coi như trống trong số liệu, và được đếm riêng." : ""),
            $"Levels: {string.Join("; ", numbered.Select(it => $"{it.Number} = {it.Label.En}"))}."
            + (illegible ? $" {SheetLayout.Illegible} = two boxes ticked, or illegible: a blank in the figures, and counted apart." : ""));
    }

    private static string Choices(SheetColumn column, bool english) =>
        string.Join("; ", column.Choices.Select((choice, place) => $"{(place + 1).ToString(CultureInfo.InvariantCulture)} = {Template.NameOf(choice, english)}"));
}
