using SipasSurvey.Domain;
using SipasSurvey.Figures.Pages.FieldWork;
using SipasSurvey.Figures.Sample;

namespace SipasSurvey.Figures.Pages.Sample;

/// <summary>What the page of the plan of the sample says, in both languages.</summary>
internal static class SampleWords
{
    public static readonly LocalizedText Title = new("Kế hoạch mẫu", "Plan of the sample");

    public static readonly LocalizedText Lead = new(
        "Các thôn/tổ dân phố được chọn của từng tỉnh, thành phố, số phiếu kế hoạch và số phiếu phát ra. Phiếu ghi thôn ngoài kế hoạch là lỗi của dòng.",
        "The villages chosen in each province, with the sheets planned and given out. A sheet that names a village outside the plan is an error of its row.");

    public static readonly LocalizedText Plans = new("Kế hoạch hiện hành", "Plans in force");
    public static readonly LocalizedText Villages = new("Số thôn", "Villages");
    public static readonly LocalizedText File = new("Tệp", "File");
    public static readonly LocalizedText By = new("Người gửi", "Sent by");
    public static readonly LocalizedText At = new("Lúc", "At");
    public static readonly LocalizedText Version = new("Lần", "Version");
    public static readonly LocalizedText Download = new("Tải CSV", "CSV");
    public static readonly LocalizedText NoPlan = new("chưa có kế hoạch", "no plan");
    public static readonly LocalizedText PlanOf = new("Các thôn/tổ dân phố của kế hoạch", "Villages of the plan");
    public static readonly LocalizedText NoVillages = new(
        "Tỉnh, thành phố này chưa có kế hoạch: phiếu có thể ghi bất kỳ mã thôn nào.", "This province has no plan yet: sheets may name any village.");

    public static readonly LocalizedText Send = new("Gửi kế hoạch", "Send a plan");
    public static readonly LocalizedText SendHint = new(
        "Kế hoạch mới thay toàn bộ kế hoạch hiện hành của tỉnh. Kế hoạch cũ được lưu lại. Nếu một dòng sai, không có gì thay đổi.",
        "A new plan replaces the province's present one as a whole. Former plans are kept. With one row wrong, nothing is changed.");

    public static readonly LocalizedText Template = new("Tải tệp mẫu (CSV)", "Template (CSV)");
    public static readonly LocalizedText FileField = new("Tệp CSV hoặc XLSX, tối đa 4 MB", "CSV or XLSX file, at most 4 MB");
    public static readonly LocalizedText FileHint = new(
        "Các cột: Tỉnh, Huyện, Xã, Mã thôn, Thôn/Tổ dân phố, Kế hoạch, Phát ra. Huyện và Phát ra có thể bỏ; cột Tỉnh có thể bỏ khi đã chọn tỉnh.",
        "Columns: Province, District, Commune, Village code, Village, Planned, Issued. District and Issued may be left out, and Province when one is chosen.");

    public static readonly LocalizedText AsInFile = new("Theo cột Tỉnh trong tệp", "As the file's column Province says");
    public static readonly LocalizedText Replace = new("Thay kế hoạch", "Replace the plan");
    public static readonly LocalizedText NotReplaced = new("Chưa thay được kế hoạch; kế hoạch hiện hành vẫn còn nguyên", "The plan was not replaced; the present one is in force unchanged");
    public static readonly LocalizedText NoFile = new("Chọn một tệp.", "Choose a file.");
    public static readonly LocalizedText TooLarge = new("Tệp lớn hơn 4 MB.", "The file has more than 4 MB.");
    public static readonly LocalizedText Faults = new("Các ô cần sửa", "Cells to correct");
    public static readonly LocalizedText Row = new("Dòng", "Row");
    public static readonly LocalizedText Column = new("Cột", "Column");
    public static readonly LocalizedText Value = new("Giá trị", "Value");
    public static readonly LocalizedText Right = new("Cần sửa", "What would be right");
    public static readonly LocalizedText Replaced = new("Đã thay kế hoạch", "The plan was replaced");
    public static readonly LocalizedText Ignored = new("Các cột không dùng", "Columns that were not read");

    public static LocalizedText LeftOut(int faults) => new($"Còn {faults} lỗi nữa không hiện ở đây.", $"{faults} more faults are not shown here.");

    public static LocalizedText NotYours(IEnumerable<Province> provinces) => new(
        $"Tệp có tỉnh, thành phố không thuộc phạm vi của bạn: {string.Join(", ", provinces.Select(it => it.Name.Vi))}.",
        $"The file has provinces that you do not work for: {string.Join(", ", provinces.Select(it => it.Name.En))}.");

    /// <summary>What replaced what.</summary>
    internal static LocalizedText Describe(ReplacedPlan plan)
    {
        var (now, former) = (plan.Plan, plan.Former);
        return former is null
            ? new LocalizedText(
                $"{plan.Province.Name.Vi}: {Vi(now.Villages.Count)} thôn, {Vi(now.Planned)} phiếu kế hoạch. Trước đó chưa có kế hoạch.",
                $"{plan.Province.Name.En}: {En(now.Villages.Count)} villages, {En(now.Planned)} sheets planned. There was no plan before.")
            : new LocalizedText(
                $"{plan.Province.Name.Vi}: {Vi(now.Villages.Count)} thôn, {Vi(now.Planned)} phiếu kế hoạch; thay cho {Vi(former.Villages.Count)} thôn, {Vi(former.Planned)} phiếu (lần {former.Version}, {VietnamTime.Display(former.PlannedAt)}, {former.PlannedBy}). Thêm {plan.Added} thôn, bỏ {plan.Removed.Count} thôn{Codes(plan.Removed)}.",
                $"{plan.Province.Name.En}: {En(now.Villages.Count)} villages, {En(now.Planned)} sheets planned, in place of {En(former.Villages.Count)} villages, {En(former.Planned)} sheets (version {former.Version}, {VietnamTime.Display(former.PlannedAt)}, {former.PlannedBy}). {plan.Added} villages added, {plan.Removed.Count} removed{Codes(plan.Removed)}.");
    }

    private static string Codes(IReadOnlyList<string> codes) =>
        codes.Count == 0 ? "" : $" ({string.Join(", ", codes.Take(MostCodes))}{(codes.Count > MostCodes ? ", …" : "")})";

    private const int MostCodes = 10;

    private static string Vi(long count) => FieldWorkWords.Count(count, english: false);

    private static string En(long count) => FieldWorkWords.Count(count, english: true);
}
