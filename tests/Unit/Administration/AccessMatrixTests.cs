using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.UnitTests.Administration;

/// <summary>
/// Who may do what stands in services/README.md, one row for each route. This test reads the table, asks the running application for its routes, and sends each
/// of them a request of each column.
/// </summary>
public sealed partial class AccessMatrixTests
{
    private const string Title = "## Who may do what";
    private const string Yes = "yes";
    private const string No = "–";

    // The province that is asked for where a route names one; the supervisor of another province works for 01.
    private const string Province = "10";

    [Fact]
    public async Task The_table_of_who_may_do_what_is_what_the_application_does_route_by_route()
    {
        await using var host = new LocalHost();
        var (columns, rows) = ReadTable();
        var clients = new Dictionary<string, HttpClient>();
        foreach (var column in columns)
        {
            clients[column] = host.Client(await KeyOf(host, column));
        }

        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (route, method, path, isOpen) in Requests(host))
        {
            var cells = new List<string>();
            foreach (var column in columns)
            {
                cells.Add(await IsAllowed(clients[column], method, path, isOpen) ? Yes : No);
            }

            found[route] = string.Join(" | ", cells);
        }

        var missing = Lines(found).Except(Lines(rows)).ToList();
        var wrong = Lines(rows).Except(Lines(found)).ToList();
        Assert.True(missing.Count + wrong.Count == 0,
            $"The table in services/README.md is not what the application does.\nIt lacks:\n{string.Join('\n', missing)}\nIt has, and should not:\n{string.Join('\n', wrong)}");
    }

    /// <summary>Routes as the table names them, each with a request that would be understood.</summary>
    private static IEnumerable<(string Route, HttpMethod Method, string Path, bool IsOpen)> Requests(LocalHost host)
    {
        foreach (var endpoint in host.Routes)
        {
            var pattern = $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}";
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                // Addresses of assets hold a hash of their content.
                var path = Parameter().Replace(pattern, parameter => parameter.Groups[1].Value switch
                {
                    "survey" => "sipas-2024",
                    "province" => Province,
                    "id" => "0190163d-8694-739b-aea5-966c26f8ad91",
                    _ => "x",
                });
                yield return ($"{method} {Hash().Replace(pattern, ".*.")}", new HttpMethod(method), path, endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);
            }
        }
    }

    private static async Task<bool> IsAllowed(HttpClient client, HttpMethod method, string path, bool isOpen)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        // As a browser does for a form of ours: where that comes from is no matter of who one is.
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        // None of these says whether one may.
        Assert.False((int)answer.StatusCode >= 500 || answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.MisdirectedRequest,
            $"{method} {path} was answered {answer.StatusCode}.");

        // Of a route that is open to all, the way to the sign-in page is an answer: so end the provider's own pages.
        var leadsToSignIn = !isOpen && answer.StatusCode == HttpStatusCode.Found
            && answer.Headers.Location!.OriginalString.StartsWith("/staff/sign-in", StringComparison.Ordinal);
        return answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && !leadsToSignIn;
    }

    private static async Task<string?> KeyOf(LocalHost host, string column) => column switch
    {
        "nobody" => null,
        "other province" => await host.MakeKey(StaffRoles.Supervisor, "vn63/01"),
        StaffRoles.SurveyTeam or StaffRoles.Supervisor => await host.MakeKey(column, $"vn63/{Province}"),
        _ => await host.MakeKey(column),
    };

    private static (string[] Columns, SortedDictionary<string, string> Rows) ReadTable()
    {
        var text = File.ReadAllText(Path.Combine(Repository(), "services", "README.md"));
        var start = text.IndexOf(Title, StringComparison.Ordinal);
        Assert.True(start >= 0, $"services/README.md has no section '{Title}'.");
        var lines = text[start..].Split('\n').SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Select(Cells).ToList();
        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(2))
        {
            Assert.True(rows.TryAdd(line[0].Trim('`'), string.Join(" | ", line[1..])), $"The table has two rows for {line[0]}.");
        }

        return (lines[0][1..], rows);
    }

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    private static IEnumerable<string> Lines(SortedDictionary<string, string> rows) => rows.Select(row => $"| `{row.Key}` | {row.Value} |");

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SipasSurvey.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository is not above the tests.");
        }

        return folder;
    }

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\.[0-9a-f]{16}\.")]
    private static partial Regex Hash();
}
