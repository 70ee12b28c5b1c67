using SipasSurvey.Figures.Query;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>
/// The query of a page in the languages of those who work with figures, as text to copy. The key stands in the header and comes from the reader's machine: in an
/// address it would be in histories and logs.
/// </summary>
internal static class QueryTexts
{
    /// <summary>Name of the environment variable that the programs take the key from.</summary>
    public const string KeyVariable = "SIPAS_KEY";

    /// <summary>For the advanced editor of Power Query, in Excel and Power BI.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="origin">Scheme and host.</param>
    /// <param name="english">Whether comments are in English rather than in Vietnamese.</param>
    public static string PowerQuery(ValueQuery query, string origin, bool english)
    {
        var address = new Uri(origin + (query with { Format = ValueFormat.Csv }).Address);
        var parameters = address.Query.TrimStart('?').Split('&').Select(part => part.Split('=')).Select(pair => $"{pair[0]} = \"{pair[1]}\"");
        var scale = query.Survey.Questionnaire.Scale;
        string[] types =
        [
            "{\"n\", Int64.Type}",
            .. ValueColumn.RulesOf(query).Select(rule => $"{{\"{ValueColumn.CodeOf(rule)}\", type number}}"),
            .. Enumerable.Range(1, scale.Highest).Select(level => $"{{\"level_{level}\", Int64.Type}}"),
            "{\"simulated\", type logical}", "{\"hidden\", type logical}",
        ];
        return $$"""
            let
                // {{(english ? "Put your key here. Who gets the workbook gets the key: take it out before you pass it on." : "Đặt khóa của bạn ở đây. Ai có tệp thì có khóa: xóa khóa trước khi gửi tệp cho người khác.")}}
                Key = "",
                File = Web.Contents("{{address.GetLeftPart(UriPartial.Authority)}}", [
                    RelativePath = "{{address.AbsolutePath.TrimStart('/')}}",
                    Query = [{{string.Join(", ", parameters)}}],
                    Headers = [Authorization = "Bearer " & Key]]),
                Rows = Csv.Document(File, [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
                Table = Table.PromoteHeaders(Rows, [PromoteAllScalars = true]),
                Typed = Table.TransformColumnTypes(Table, { {{string.Join(", ", types)}} }, "en-US")
            in
                Typed
            """;
    }

    /// <summary>For R, without packages.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="origin">Scheme and host.</param>
    /// <param name="english">Whether comments are in English rather than in Vietnamese.</param>
    public static string R(ValueQuery query, string origin, bool english) => $$"""
        # {{Key(english)}}
        address <- "{{origin}}{{(query with { Format = ValueFormat.Csv }).Address}}"
        answer <- url(address, headers = c(Authorization = paste("Bearer", Sys.getenv("{{KeyVariable}}"))), encoding = "UTF-8")
        values <- read.csv(answer, colClasses = c(unit = "character", category = "character"), na.strings = "")
        head(values)
        """;

    /// <summary>For Python 3, with its standard library alone.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="origin">Scheme and host.</param>
    /// <param name="english">Whether comments are in English rather than in Vietnamese.</param>
    public static string Python(ValueQuery query, string origin, bool english) => $$"""
        # {{Key(english)}}
        import csv, hashlib, io, json, os, urllib.request

        address = "{{origin}}{{(query with { Format = ValueFormat.Csv }).Address}}"

        def get(address):
            request = urllib.request.Request(address, headers={"Authorization": "Bearer " + os.environ["{{KeyVariable}}"]})
            with urllib.request.urlopen(request) as answer:
                return answer.read()

        file, manifest = get(address), json.loads(get(address + "&{{ValueParameters.ManifestParameter}}=true"))
        if hashlib.sha256(file).hexdigest() != manifest["sha256"]:
            raise SystemExit("{{(english ? "The file is not whole, or the figures changed in between: run this again." : "Tệp bị thiếu, hoặc số liệu vừa thay đổi: hãy chạy lại.")}}")

        values = list(csv.DictReader(io.StringIO(file.decode("utf-8"), newline="")))
        print(len(values), values[0])

        # pandas: values = pandas.read_csv(io.BytesIO(file), dtype={"unit": "string", "category": "string"})
        """;

    private static string Key(bool english) => english
        ? $"Your key comes from the environment variable {KeyVariable}, so it is not in this file."
        : $"Khóa của bạn lấy từ biến môi trường {KeyVariable}, nên không nằm trong tệp này.";
}
