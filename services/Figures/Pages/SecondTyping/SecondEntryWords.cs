using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Pages.SecondTyping;

/// <summary>What the pages of second entry say, in both languages.</summary>
internal static class SecondEntryWords
{
    public static readonly LocalizedText Title = new("Nhập lại đối chiếu", "Second entry");

    public static readonly LocalizedText Lead = new(
        "Một phần nhỏ số phiếu được nhập lại lần hai mà không nhìn kết quả lần một, rồi so từng ô. Hệ thống chỉ lưu ô nào khác nhau, không lưu nội dung.",
        "A small part of the sheets is typed a second time without looking at the first, then compared cell by cell. Only which cells differ is kept, never what they say.");

    public static readonly LocalizedText TypeSheet = new("Nhập lại một phiếu", "Type a sheet again");
    public static readonly LocalizedText ChooseProvince = new("Chọn tỉnh, thành phố", "Choose a province");
    public static readonly LocalizedText Agreement = new("Tỷ lệ khớp", "Agreement");
    public static readonly LocalizedText AgreementFacts = new(
        "Số ô giống nhau trên số ô đã so; mỗi phiếu chỉ tính lần nhập lại đầu tiên", "Cells that agree of cells compared; of each sheet only its first second entry");

    public static readonly LocalizedText NoneCompared = new("Chưa có phiếu nào được nhập lại.", "No sheet was typed a second time yet.");
    public static readonly LocalizedText ByTeam = new("Theo tổ gửi phiếu", "By the team that sent the sheets");
    public static readonly LocalizedText ByTypist = new("Theo người nhập lại", "By who typed them again");
    public static readonly LocalizedText ByColumn = new("Các cột có ô khác nhau, nhiều nhất trước", "Columns with differences, the most first");
    public static readonly LocalizedText AllColumnsAgree = new("Mọi ô đã so đều giống nhau.", "All cells that were compared agree.");
    public static readonly LocalizedText Typist = new("Người nhập", "Typist");
    public static readonly LocalizedText Column = new("Cột", "Column");
    public static readonly LocalizedText Sheets = new("Số phiếu", "Sheets");
    public static readonly LocalizedText Compared = new("Số ô đã so", "Cells compared");
    public static readonly LocalizedText Differing = new("Số ô khác", "Cells that differ");
    public static readonly LocalizedText DifferingColumns = new("Cột khác nhau", "Columns that differ");
    public static readonly LocalizedText None = new("không có", "none");
    public static readonly LocalizedText NotNamed = new("không ghi", "not given");
    public static readonly LocalizedText Recent = new("Các lần đối chiếu gần nhất", "Latest comparisons");
    public static readonly LocalizedText At = new("Lúc", "At");
    public static readonly LocalizedText Serial = new("Số phiếu", "Serial");
    public static readonly LocalizedText OwnSerial = new("số riêng của tổ", "the team's own");
    public static readonly LocalizedText Sample = new("Phiếu cần nhập lại", "Sheets to type again");

    public static readonly LocalizedText SampleHint = new(
        "Chọn ngẫu nhiên trong số phiếu có số in sẵn đã thu về và chưa nhập lại; mỗi lần tải trang chọn lại. Phiếu dùng số riêng của tổ: tự rút ngẫu nhiên từ chồng phiếu.",
        "Chosen at random from the printed serials that came back and were not typed again; anew each time the page is loaded. Sheets with a team's own serials: draw them at random from the pile.");

    public static readonly LocalizedText NoSample = new("Chưa có phiếu in sẵn nào để chọn.", "There is no printed serial to choose from yet.");

    public static readonly LocalizedText FormLead = new(
        "Nhập như trên phiếu giấy, không xem lại lần nhập trước. Tiêu chí: 1 đến 5, để trống khi không trả lời, 9 khi chọn hai ô hoặc không đọc được. Thông tin chung: số in trên phiếu.",
        "Type what is on the paper, without looking at the first entry. Items: 1 to 5, nothing where it was not answered, 9 for two boxes ticked or illegible. About the respondent: the printed number.");

    public static readonly LocalizedText TeamField = new("Tổ đã gửi phiếu", "Team that sent the sheet");
    public static readonly LocalizedText TeamHint = new("Bắt buộc với số riêng của tổ; không cần với số in sẵn.", "Required for a team's own serial; not needed for a printed one.");
    public static readonly LocalizedText TypistField = new("Mã người nhập lại (không bắt buộc)", "Code of the typist (optional)");
    public static readonly LocalizedText TypistHint = new("Mã, không phải tên.", "A code, not a name.");
    public static readonly LocalizedText Compare = new("Đối chiếu", "Compare");
    public static readonly LocalizedText NotCompared = new("Chưa đối chiếu được", "Not compared");
    public static readonly LocalizedText Respondent = new("Thông tin chung", "About the respondent");
    public static readonly LocalizedText Next = new("Nhập lại phiếu khác", "Type another sheet");

    public static readonly LocalizedText First = new("Lần một", "First entry");
    public static readonly LocalizedText Second = new("Lần hai", "Second entry");
    public static readonly LocalizedText Blank = new("trống", "blank");
    public static readonly LocalizedText AllAgree = new("Hai lần nhập giống nhau ở mọi ô.", "Both entries agree in every cell.");
    public static readonly LocalizedText Hidden = new("Nội dung chỉ hiện cho tổ đã gửi phiếu, và cho giám sát của tỉnh khi lô đã gửi xong.", "What the cells say is shown to the team that sent the sheet, and to the supervisor of the province once its batch is complete.");
    public static readonly LocalizedText HowToCorrect = new(
        "Nếu lần một sai so với phiếu giấy, hãy sửa phiếu ở trang lô phiếu.", "Where the first entry is not what the paper says, correct the sheet on its batch's page.");

    public static readonly LocalizedText OtherProvince = new("Tỉnh, thành phố này không thuộc phạm vi làm việc của bạn.", "You do not work for this province.");
    public static readonly LocalizedText OtherTeam = new("Phiếu này do tổ khác gửi.", "Another team sent this sheet.");
    public static readonly LocalizedText NotSent = new("Chưa có lô nào chứa phiếu này. Xem lại số phiếu và tổ.", "No batch holds this sheet yet. See serial and team again.");
    public static readonly LocalizedText NotCounted = new(
        "Phiếu này hiện không được tính (đã rút hoặc không hợp lệ) nên không có gì để so.", "This sheet is not counted now (withdrawn or not valid), so there is nothing to compare with.");

    public static readonly LocalizedText UnknownProvince = new("Chọn một tỉnh, thành phố của kỳ khảo sát.", "Choose a province of the survey.");
    public static readonly LocalizedText NothingTyped = new("Chưa nhập ô nào. Hãy nhập các mức trên phiếu giấy.", "Nothing was typed. Type the levels of the paper sheet.");
    public static readonly LocalizedText TeamRequired = new(
        "Số riêng của tổ cần có mã tổ: 1 đến 32 chữ cái không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.",
        "A team's own serial needs the team's code: 1 to 32 letters A to Z, digits, dots, hyphens or underscores.");
    public static readonly LocalizedText TypistCode = new(
        "Mã người nhập gồm 1 đến 32 chữ cái không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.", "A typist's code has 1 to 32 letters A to Z, digits, dots, hyphens or underscores.");

    public static LocalizedText SurveysAre(Catalogue catalogue)
    {
        var codes = string.Join(", ", catalogue.Surveys.Select(it => it.Code));
        return new LocalizedText($"Kỳ khảo sát là một trong: {codes}.", $"The survey is one of: {codes}.");
    }

    public static LocalizedText ResultOf(SecondEntryResult result) => new(
        $"Phiếu {result.Serial}: {result.Differing.Count} ô khác nhau trong {result.Compared} ô đã so", $"Sheet {result.Serial}: {result.Differing.Count} of {result.Compared} cells differ");
}
