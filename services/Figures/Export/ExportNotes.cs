using SipasSurvey.Domain;
using SipasSurvey.Figures.Query;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Export;

/// <summary>What a workbook has to say about its numbers, so that they still mean something once it was passed on.</summary>
internal static class ExportNotes
{
    public static XlsxSheet Of(FigureRequest request, FigureLookup figures) => Sheet(Lines(request.Survey, request.Geography, request.Channel, figures));

    /// <summary>The sheet with such lines.</summary>
    public static XlsxSheet Sheet(IEnumerable<(string Topic, object Text)> lines) => new("Ghi chú",
        [new("Mục", XlsxColumn.Wide), new("Nội dung", 110, Wraps: true)],
        [.. lines.Select(line => new object?[] { line.Topic, line.Text is string text ? ExportTable.Plain(text) : line.Text })]);

    private static IEnumerable<(string Topic, object Text)> Lines(
        Survey survey, Geography geography, ChannelChoice channel, FigureLookup figures)
    {
        if (figures.Version.Simulated)
        {
            yield return ("Lưu ý", $"{FigureWords.Simulated}: không phải kết quả khảo sát thật");
        }

        yield return ("Nội dung tệp", "Chỉ số hài lòng của cả nước và từng tỉnh, thành phố, "
            + "tính từ các phiếu đã tính đến thời điểm dưới đây");
        yield return ("Cuộc khảo sát", $"{survey.Name.Vi} [{survey.Code}]");
        yield return ("Kênh", FigureWords.NameOf(channel, survey));
        yield return ("Số liệu đến", $"{VietnamTime.Display(figures.Version.AsOf)} (giờ Việt Nam)");
        yield return ("Số phiếu (cả nước)", figures.Whole(FigureQuery.Nation).N);
        yield return ("Số phiếu của một đơn vị", "Số phiếu trả lời ít nhất một tiêu chí");
        yield return ("Cả nước", "Mọi phiếu tính chung");
        yield return ("Trung bình các tỉnh", $"Trung bình cộng của {figures.Mean(survey.Questionnaire.Whole).Provinces} tỉnh, thành phố "
            + "mà mọi tiêu chí đều có giá trị");
        yield return ("Hạng", "Theo chỉ số chung làm tròn hai chữ số thập phân; bằng nhau thì cùng hạng (1, 2, 2, 4)");
        foreach (var line in OfMethod(survey, geography))
        {
            yield return line;
        }
    }

    /// <summary>How the numbers of every workbook are computed, and of which provinces.</summary>
    public static IEnumerable<(string Topic, object Text)> OfMethod(Survey survey, Geography geography)
    {
        var scale = survey.Questionnaire.Scale;
        yield return ("Địa giới", $"{geography.Name.Vi} [{geography.Code}]");
        if (geography != survey.Geography)
        {
            yield return ("Tỉnh sáp nhập", "Cộng số lượt trả lời của các tỉnh được sáp nhập "
                + $"({survey.Geography.Name.Vi}) rồi mới tính chỉ số; "
                + FigureWords.NotWeighted);
        }

        yield return (FigureWords.NameOf(IndexRule.Satisfied, scale),
            $"Số lượt trả lời từ mức {scale.SatisfiedFrom} trở lên, chia cho tổng số lượt trả lời của tiêu chí, nhân 100 (từ 0 đến 100)");
        yield return (FigureWords.NameOf(IndexRule.Score, scale),
            $"Mức trả lời trung bình của tiêu chí, chia cho {scale.Highest}, nhân 100 (từ {100 / scale.Highest} đến 100)");
        yield return ("Cách tính dùng để xếp hạng", FigureWords.NameOf(survey.HeadlineRule, scale));
        yield return ("Từ tiêu chí đến chỉ số", "Chỉ số của yếu tố, của nội dung và chỉ số chung là trung bình cộng "
            + "giá trị các tiêu chí thuộc về nó (không phải trung bình của các yếu tố hay nội dung); chỉ có giá trị khi mọi tiêu chí đó đều có người trả lời. "
            + "Câu bỏ trống không tính vào mẫu số. Ô trống là chưa có giá trị, không phải 0 %");
        yield return ("Làm tròn", "Số trong bảng không làm tròn; khi công bố làm tròn hai chữ số thập phân");
        yield return ("Nguồn quy tắc", "Theo phương pháp của Quyết định 1001/QĐ-BNV; "
            + "quy tắc về phiếu hợp lệ, xếp hạng và cả nước là của hệ thống này nơi không tìm thấy văn bản chính thức");
    }
}
