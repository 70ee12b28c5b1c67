using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SipasSurvey.Contracts;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Files of sheets and the forms that carry them.</summary>
internal static partial class Sheets
{
    public const string Path = "/api/v1/batches";

    /// <summary>A CSV file with full sheets.</summary>
    public static string Csv(int rows, int level = 4, string prefix = "A", int first = 1)
    {
        var text = new StringBuilder("serial").Append(string.Concat(A.Questionnaire.Items.Select(item => $",{item.Code}"))).Append('\n');
        for (var row = 0; row < rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{prefix}{first + row}").Append(string.Concat(A.Questionnaire.Items.Select(item => $",{(row + item.Index) % 2 + level - 1}"))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A form with the fields of a batch of Lào Cai; a field that is null is left out.</summary>
    public static MultipartFormDataContent Form(string csv, string? name = "sheets.csv", string? survey = "sipas-2024", string? province = "10", string? team = "t1", Guid? id = null)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, value) in new[] { ("survey", survey), ("province", province), ("team", team), ("id", id?.ToString()) })
        {
            if (value is not null)
            {
                form.Add(new StringContent(value), field);
            }
        }

        if (name is not null)
        {
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", name);
        }

        return form;
    }

    public static async Task<Answer> Send(this HttpClient client, HttpContent form, string query = "", string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path + query) { Content = form };
        if (language is not null)
        {
            request.Headers.AcceptLanguage.ParseAdd(language);
        }

        using var answer = await client.SendAsync(request);
        return await Answer.Read(answer);
    }

    public static async Task<Answer> SendJson(this HttpClient client, HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var answer = await client.SendAsync(request);
        return await Answer.Read(answer);
    }

    /// <summary>The antiforgery token of a page.</summary>
    public static string TokenOf(string page) => Token().Match(page).Groups[1].Value;

    public static List<T> Records<T>(this Broker broker)
        where T : PackRecord => [.. broker.Confirmed.SelectMany(pack => pack.Records).OfType<T>()];

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
