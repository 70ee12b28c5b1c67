using SipasSurvey.Domain;

namespace SipasSurvey.Intake.Batches;

/// <summary>What the pages of batches say.</summary>
internal static class BatchWords
{
    public static readonly LocalizedText Upload = new("Gửi lô phiếu", "Send a batch");
    public static readonly LocalizedText UploadLead = new(
        "Gửi tệp Excel (.xlsx) hoặc CSV, mỗi dòng một phiếu. Gửi lại cùng một tệp không sao: mỗi phiếu chỉ được tính một lần.",
        "Send an Excel (.xlsx) or CSV file with one sheet a row. Sending the same file again does no harm: every sheet is counted once.");

    public static readonly LocalizedText Template = new("Tệp mẫu để nhập phiếu:", "Template to type sheets into:");
    public static readonly LocalizedText Survey = new("Kỳ khảo sát", "Survey");
    public static readonly LocalizedText Province = new("Tỉnh, thành phố", "Province");
    public static readonly LocalizedText ChooseProvince = new("Chọn tỉnh, thành phố", "Choose a province");
    public static readonly LocalizedText NoProvince = new(
        "Tài khoản này không phụ trách tỉnh, thành phố nào của kỳ khảo sát này. Hãy chọn kỳ khác.", "This account works for no province of this survey. Choose another one.");

    public static readonly LocalizedText Team = new("Mã tổ khảo sát", "Survey team");
    public static readonly LocalizedText TeamHint = new(
        "Bắt buộc khi số phiếu không do hệ thống in. Chữ cái không dấu, chữ số, dấu chấm, gạch nối, gạch dưới; tối đa 32 ký tự.",
        "Needed for serials that this service did not print. Letters, digits, dots, hyphens, underscores; at most 32 characters.");

    public static readonly LocalizedText AllOrNothing = new("Không nhận gì nếu có dòng lỗi", "Take nothing if a row is wrong");
    public static readonly LocalizedText AcceptConflicts = new(
        "Chấp nhận phiếu trùng số với lô khác (chỉ giám sát)", "Accept sheets that are in other batches with other answers (supervisors only)");

    public static readonly LocalizedText File = new("Tệp phiếu", "File of sheets");
    public static readonly LocalizedText FileHint = new(
        "Tối đa {0} MB. Tệp không được lưu lại; ngày điền phiếu và cách thu phiếu được kiểm tra nhưng không lưu.",
        "At most {0} MB. The file is not kept; the date and the way of collecting are checked and not kept.");
    public static readonly LocalizedText Check = new("Kiểm tra", "Check");
    public static readonly LocalizedText Send = new("Gửi", "Send");
    public static readonly LocalizedText Mark = new("Tải tệp đã đánh dấu lỗi", "Download the file with its faults marked");
    public static readonly LocalizedText ButtonsHint = new(
        "“Kiểm tra” và “Tải tệp đã đánh dấu lỗi” không gửi gì đi.", "“Check” and “Download” send nothing on.");

    public static readonly LocalizedText NotTaken = new("Chưa nhận được lô phiếu", "The batch was not taken");
    public static readonly LocalizedText NotDone = new("Chưa thực hiện được", "Not done");
    public static readonly LocalizedText WrongProvince = new("Chọn một tỉnh, thành phố trong danh sách.", "Choose a province of the list.");
    public static readonly LocalizedText WrongTeam = new(
        "Mã tổ gồm 1 đến 32 chữ cái không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.", "A team has 1 to 32 letters, digits, dots, hyphens or underscores.");

    public static readonly LocalizedText WrongFile = new("Chọn một tệp .xlsx hoặc .csv.", "Choose one .xlsx or .csv file.");
    public static readonly LocalizedText NotYourProvince = new("Tài khoản này không phụ trách tỉnh, thành phố đó.", "This account does not work for that province.");
    public static readonly LocalizedText NotYourTeam = new("Tài khoản này thuộc tổ khác.", "This account belongs to another team.");
    public static readonly LocalizedText NotYourConflicts = new("Chỉ giám sát được chấp nhận trước phiếu trùng số.", "Only supervisors accept conflicts beforehand.");
    public static readonly LocalizedText TooLarge = new(
        "Tệp lớn hơn {0} MB. Hãy chia tệp và gửi từng phần: không phiếu nào bị tính hai lần.", "The file has more than {0} MB. Send it in parts: no sheet is counted twice.");

    public static readonly LocalizedText TooSlow = new("Tệp truyền quá chậm nên đã dừng. Hãy thử đường truyền khác hoặc chia nhỏ tệp.", "The file came too slowly. Use a faster line, or send it in parts.");
    public static readonly LocalizedText Busy = new("Đang có nhiều tệp được xử lý. Hãy gửi lại sau ít phút.", "Many files are being read. Send it again in a few minutes.");
    public static readonly LocalizedText OtherBatch = new("Mã lô đã dùng cho lô khác. Hãy chọn lại tệp và gửi lại.", "The batch id is that of another batch. Choose the file and send it again.");
    public static readonly LocalizedText BatchWithdrawn = new(
        "Lô phiếu này đã được rút nên không nhận thêm. Nếu các phiếu vẫn cần tính, hãy chọn lại tệp và gửi thành lô mới.",
        "This batch is withdrawn and takes nothing more. If its sheets shall count after all, choose the file and send it as a new batch.");

    public static readonly LocalizedText Incomplete = new(
        "Lô chưa gửi xong: chưa biết chắc mọi phiếu đã được nhận. Hãy chọn lại đúng tệp này và bấm Gửi; không phiếu nào bị tính hai lần.",
        "The batch is not complete: it is not known whether all sheets are safe. Choose the same file and press Send; no sheet is counted twice.");

    public static readonly LocalizedText Result = new("Kết quả", "Result");
    public static readonly LocalizedText PublishedAll = new("Đã tiếp nhận {0} phiếu của tệp {1}.", "{0} sheets of {1} were taken.");
    public static readonly LocalizedText CheckedOnly = new("Mới kiểm tra tệp {1}, chưa gửi gì: {0} phiếu hợp lệ để nhận.", "{1} was only checked, nothing was sent: {0} sheets could be taken.");
    public static readonly LocalizedText NothingAccepted = new("Không nhận phiếu nào của tệp {1}: mọi dòng đều có lỗi, hoặc tệp không có dòng nào.", "No sheet of {1} was taken: every row is wrong, or there is none.");
    public static readonly LocalizedText NothingAsAsked = new("Không nhận phiếu nào của tệp {1} vì có dòng lỗi, như đã chọn.", "No sheet of {1} was taken, as a row is wrong and you chose so.");
    public static readonly LocalizedText ToBatch = new("Xem lô phiếu này", "See this batch");
    public static readonly LocalizedText GoOnCorrect = new(
        "Sửa các dòng lỗi trong tệp rồi gửi lại cả tệp: phiếu đã nhận không bị tính lần nữa.", "Correct the wrong rows in the file and send it all again: sheets that were taken are not counted again.");

    public static readonly LocalizedText GoOnSend = new("Nếu đúng, hãy chọn lại tệp và bấm Gửi.", "If this is right, choose the file again and press Send.");
    public static readonly LocalizedText Rows = new("Số dòng", "Rows");
    public static readonly LocalizedText Accepted = new("Đã tiếp nhận", "Accepted");
    public static readonly LocalizedText Acceptable = new("Nhận được", "Could be accepted");
    public static readonly LocalizedText Rejected = new("Dòng lỗi", "Wrong rows");
    public static readonly LocalizedText Invalid = new("Phiếu không hợp lệ", "Not valid forms");
    public static readonly LocalizedText Illegible = new("Ô đánh hai mức hoặc không đọc được", "Cells with two ticks, or illegible");
    public static readonly LocalizedText Faults = new("Các ô lỗi", "Wrong cells");
    public static readonly LocalizedText FaultsLeftOut = new("Còn {0} lỗi khác chưa nêu.", "There are {0} further faults.");
    public static readonly LocalizedText Row = new("Dòng", "Row");
    public static readonly LocalizedText Column = new("Cột", "Column");
    public static readonly LocalizedText Heading = new("Tiêu đề", "Heading");
    public static readonly LocalizedText Value = new("Giá trị", "Value");
    public static readonly LocalizedText Right = new("Cần sửa", "What would be right");
    public static readonly LocalizedText InvalidLead = new(
        "Các dòng này trả lời quá ít câu nên được lưu nhưng không tính vào chỉ số. Không phải lỗi gõ.", "These rows answer too few items: they are kept, but not counted. They are no typing errors.");

    public static readonly LocalizedText InvalidRows = new("Dòng: {0}", "Rows: {0}");
    public static readonly LocalizedText Ignored = new("Cột không đọc", "Columns that were not read");
    public static readonly LocalizedText IgnoredLead = new("Các cột này không được lưu.", "These columns are not stored.");
    public static readonly LocalizedText Suspicions = new("Điểm đáng xem lại", "What looks unlikely");
    public static readonly LocalizedText SuspicionsLead = new("Không chặn việc nhận phiếu; hãy xem lại phiếu giấy.", "Nothing is refused for this; have a look at the sheets.");
    public static readonly LocalizedText Swipe = new("Kéo ngang bảng để xem các cột còn lại.", "Drag the table sideways to see the other columns.");

    public static readonly LocalizedText Batch = new("Lô phiếu", "Batch");
    public static readonly LocalizedText SentBy = new("Người gửi", "Sent by");
    public static readonly LocalizedText SentAt = new("Lúc gửi", "Sent at");
    public static readonly LocalizedText FileName = new("Tên tệp", "File name");
    public static readonly LocalizedText Reason = new("Lý do", "Reason");
    public static readonly LocalizedText ReasonHint = new("1 đến 500 ký tự; được ghi vào nhật ký.", "1 to 500 characters; it is in the audit trail.");
    public static readonly LocalizedText WrongReason = new("Nhập lý do, từ 1 đến 500 ký tự.", "Say why, in 1 to 500 characters.");
    public static readonly LocalizedText NotSafe = new(
        "Chưa biết chắc yêu cầu đã được nhận. Hãy bấm lại sau ít giây; làm lại không gây hại.", "It is not known whether this is safe. Press again in a few seconds; that does no harm.");

    public static readonly LocalizedText Withdraw = new("Rút lô phiếu", "Withdraw the batch");
    public static readonly LocalizedText WithdrawLead = new(
        "Mọi phiếu của lô ra khỏi mọi số liệu và không đưa lại được; phiếu trùng ở lô khác sẽ được tính thay. Muốn tính lại thì gửi tệp thành lô mới.",
        "Every sheet of the batch leaves every figure, for good; where another batch holds the same sheet, that one counts. To have them back, send the file as a new batch.");

    public static readonly LocalizedText AlreadyWithdrawn = new("Lô này đã được {0} rút lúc {1}: {2}", "This batch was withdrawn by {0} at {1}: {2}");
    public static readonly LocalizedText KeepBatch = new("Không rút", "Do not withdraw");
    public static readonly LocalizedText Correct = new("Sửa phiếu", "Correct a sheet");
    public static readonly LocalizedText CorrectLead = new(
        "Nhập lại toàn bộ phiếu đúng như trên giấy. Bản này sẽ được tính thay cho bản đã gửi, và thuộc lô này.",
        "Type the whole sheet as it is on paper. It counts instead of what was sent, and belongs to this batch.");

    public static readonly LocalizedText CorrectNotes = new(
        "Chỉ sửa được phiếu đã nhận trong lô này. Phiếu bị từ chối hoặc còn thiếu: gửi trong một lô.",
        "Only sheets that were accepted in this batch can be corrected. What was refused or is missing is sent in a batch.");

    public static readonly LocalizedText NotInBatch = new(
        "Lô này không có phiếu số đó. Xem lại số phiếu, hoặc gửi phiếu trong một lô.", "This batch has no sheet with that serial. Look at the serial again, or send the sheet in a batch.");

    public static readonly LocalizedText TooFewAnswers = new(
        "Phiếu cần có ít nhất {0} câu trả lời; ít hơn là phiếu không hợp lệ và không làm thay đổi số liệu.", "A sheet needs at least {0} answers; with fewer it is not valid and changes no figure.");

    public static readonly LocalizedText Serial = new("Số phiếu", "Serial");
    public static readonly LocalizedText SerialHint = new("Như trong tệp đã gửi.", "As in the file.");
    public static readonly LocalizedText Answers = new("Câu trả lời", "Answers");
    public static readonly LocalizedText AnswersHint = new("1 đến {0}; để trống khi không trả lời hoặc không đọc được.", "1 to {0}; empty when not answered, or illegible.");
    public static readonly LocalizedText Respondent = new("Thông tin Ông/Bà", "About the respondent");
    public static readonly LocalizedText NotGiven = new("Không trả lời", "Not given");
    public static readonly LocalizedText Cluster = new("Mã thôn/tổ dân phố", "Village code");
    public static readonly LocalizedText WrongCluster = new(
        "Mã gồm 1 đến 32 chữ cái không dấu, chữ số, dấu chấm, gạch nối, gạch dưới, và có trong kế hoạch mẫu của tỉnh nếu đã có kế hoạch.",
        "A code has 1 to 32 letters, digits, dots, hyphens or underscores, and is in the province's plan of the sample where there is one.");

    public static readonly LocalizedText WrongLevel = new("{0}: nhập một số từ 1 đến {1}, hoặc để trống.", "{0}: a number from 1 to {1}, or empty.");
    public static readonly LocalizedText WrongCategory = new("{0}: chọn trong danh sách.", "{0}: choose from the list.");
    public static readonly LocalizedText NeedsTeam = new(
        "Lô này không có mã tổ nên chỉ sửa được phiếu có số do hệ thống in.", "This batch has no team, so only sheets with printed serials can be corrected.");

    public static readonly LocalizedText SaveCorrection = new("Gửi bản đã sửa", "Send the corrected sheet");
    public static readonly LocalizedText WrongEntry = new("Bản phiếu không đọc được. Hãy bắt đầu lại từ trang Phiếu trùng số.", "The version cannot be read. Start again from the page of conflicts.");
}
