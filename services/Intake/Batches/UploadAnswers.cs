using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Paper;

namespace SipasSurvey.Intake.Batches;

/// <summary>What a sender gets whose file was read: the report, or the file itself with its bad cells marked.</summary>
internal static class UploadAnswers
{
    /// <summary>The report.</summary>
    public static BatchReport Report(UploadOrder order, SheetReport report, bool published, string language) => new(
        order.Id, order.Survey.Code, order.Province, order.Team.Length == 0 ? null : order.Team, order.FileName,
        report.Rows, report.Accepted, report.Rejected, report.Invalid, report.Illegible, published,
        [.. report.Faults.Select(it => new CellError(it.Row, it.Column, it.Heading, it.Value, it.Message.In(language)))], report.FaultsLeftOut,
        report.InvalidRows, report.IgnoredColumns, [.. report.Suspicions.Select(it => new SuspiciousFinding(it.Kind, it.Message.In(language)))]);

    /// <summary>The marked file, with the numbers in headers.</summary>
    public static FileStreamHttpResult File(HttpResponse response, UploadOrder order, SheetReport report, bool published, FileStream marked, string language)
    {
        response.Headers["Sipas-Batch"] = order.Id.ToString();
        response.Headers["Sipas-Rows"] = Number(report.Rows);
        response.Headers["Sipas-Accepted"] = Number(report.Accepted);
        response.Headers["Sipas-Rejected"] = Number(report.Rejected);
        response.Headers["Sipas-Invalid"] = Number(report.Invalid);
        response.Headers["Sipas-Published"] = published ? "true" : "false";
        var (type, ending) = MarkedFile.IsWorkbook(report) ? (SendBatchDescription.Xlsx, ".xlsx") : ("text/csv; charset=utf-8", ".csv");
        return TypedResults.Stream(
            marked, type, $"{Path.GetFileNameWithoutExtension(order.FileName)} ({(language == AnswerLanguage.English ? "marked" : "đã đánh dấu")}){ending}");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
