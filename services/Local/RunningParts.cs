using SipasSurvey.Figures.Pages.Start;

namespace SipasSurvey.Local;

/// <summary>What the start page says runs here.</summary>
internal static class RunningParts
{
    private const string Here = "Trong tiến trình này";

    public static void AddRunningParts(this IServiceCollection services)
    {
        services.AddSingleton(new RunningPart("Intake", "Tiếp nhận và kiểm tra phiếu, gửi đi theo gói", Here));
        services.AddSingleton(new RunningPart("Aggregator", "Lưu phiếu, đếm và tính chỉ số hiện hành của từng tỉnh, thành phố", Here));
        services.AddSingleton(new RunningPart("Figures", "Trả lời truy vấn số liệu, xuất tệp, hiển thị các trang này", Here));
        services.AddSingleton(new RunningPart("SQLite", "Giữ mọi phiếu, số đếm và chỉ số", "Tệp sipas.db trong thư mục dữ liệu"));
    }
}
