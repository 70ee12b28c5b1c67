using SipasSurvey.Staff.Access;

namespace SipasSurvey.Pages;

/// <summary>The pages of the service in the order of the navigation, whichever process serves each: behind one origin they are one site.</summary>
/// <param name="own">Pages that only this host has.</param>
public sealed class StaffPages(IEnumerable<StaffPage> own)
{
    private static readonly StaffPage[] Shared =
    [
        new(PagePaths.Upload, "Gửi lô phiếu", "Gửi tệp phiếu giấy và xem từng dòng được nhận hay bị từ chối", StaffPolicies.SendBatches, "Send a batch"),
        new(PagePaths.Typing, "Nhập phiếu", "Nhập từng phiếu giấy bằng phím số, cả khi mất mạng", StaffPolicies.SendBatches, "Type sheets"),
        new(PagePaths.Batches, "Lô phiếu", "Xem từng lô phiếu đã gửi đến đâu", StaffPolicies.ReadBatches, "Batches"),
        new(PagePaths.Conflicts, "Phiếu trùng số", "So hai bản của cùng một số phiếu và chọn bản được tính", StaffPolicies.ReadBatches, "Conflicts"),
        new(PagePaths.SecondEntry, "Nhập lại đối chiếu", "Nhập lại một phần phiếu và xem tỷ lệ khớp", StaffPolicies.ReadBatches, "Second entry"),
        new(PagePaths.Progress, "Tiến độ", "Kế hoạch, phát ra, thu về, hợp lệ theo địa bàn", StaffPolicies.ReadBatches, "Progress"),
        new(PagePaths.Sample, "Kế hoạch mẫu", "Gửi và xem kế hoạch mẫu của tỉnh", StaffPolicies.PlanSample, "Sample"),
        new(PagePaths.Printing, "In phiếu", "In phiếu khảo sát có số và mã QR", StaffPolicies.PrintSheets, "Print sheets"),
        new(PagePaths.Invitations, "Thư mời", "Tạo và in thư mời có mã dùng một lần", StaffPolicies.Invite, "Invitations"),
        new(PagePaths.Schedule, "Lịch khảo sát", "Mở và đóng các kỳ khảo sát", StaffPolicies.ManageSchedule, "Schedule"),
        new(PagePaths.Keys, "Khóa", "Tạo và thu hồi khóa cho chương trình", StaffPolicies.ManageKeys, "Keys"),
        new(PagePaths.Trail, "Nhật ký", "Xem, xuất và kiểm tra nhật ký", StaffPolicies.ReadTrail, "Trail"),
    ];

    /// <summary>All of them.</summary>
    public IReadOnlyList<StaffPage> All { get; } = [.. Shared, .. own];
}
