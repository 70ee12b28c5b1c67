using SipasSurvey.Domain;
using SipasSurvey.Figures.Export;

namespace SipasSurvey.Figures.Query;

/// <summary>What a workbook of values has to say about its numbers.</summary>
internal static class ValueNotes
{
    public static IEnumerable<(string Topic, object Text)> Of(ValueTable table)
    {
        var (query, snapshot) = (table.Query, table.Snapshot);
        if (snapshot.Simulated)
        {
            yield return ("Lưu ý", $"{FigureWords.Simulated}: không phải kết quả khảo sát thật");
        }

        yield return ("Nội dung tệp", $"Số liệu đang chạy: mỗi dòng là một chỉ số của một đơn vị{(query.By is null ? "" : " và một nhóm")}, tính từ các phiếu đã tính đến thời điểm dưới đây");
        yield return ("Cuộc khảo sát", $"{query.Survey.Name.Vi} [{query.Survey.Code}]");
        yield return ("Kênh", query.Channel is { } channel ? FigureWords.NameOf(channel, query.Survey) : "Mỗi dòng một kênh: chính thức, mở");
        yield return ("Chia theo", query.By switch
        {
            null => "Không chia",
            { Dimension: { } dimension } => $"{dimension.Name.Vi} [{dimension.Code}]",
            _ => "Kênh [channel]",
        });
        yield return ("Số liệu đến", $"{VietnamTime.Display(table.AsOf)} (giờ Việt Nam)");
        if (query.Channel is { } counted)
        {
            yield return ("Số phiếu (cả nước)", snapshot.Figures(query.Geography, counted).Nation.Tally.Responses);
        }

        yield return ("Địa chỉ truy vấn", query.Address);
        yield return ("Kiểm tra tệp", $"Thêm &{ValueParameters.ManifestParameter}=true vào địa chỉ truy vấn để lấy số dòng và mã SHA-256 của tệp");
        yield return ("Số lượt trả lời", "Số câu trả lời của tiêu chí; với yếu tố, nội dung và chỉ số chung: số phiếu trả lời ít nhất một tiêu chí thuộc về nó");
        if (query.By is { Dimension: not null })
        {
            yield return ("Ô bị ẩn", $"Nhóm có dưới {Disclosure.LeastAnswers} câu trả lời cho một tiêu chí, hoặc dưới {Disclosure.LeastUnanimous} câu mà tất cả cùng một mức, "
                + "và những ô mà từ đó tính ngược ra được các ô ấy, không có số, để không lộ ý kiến của một người");
        }

        foreach (var line in ExportNotes.OfMethod(query.Survey, query.Geography))
        {
            yield return line;
        }
    }
}
