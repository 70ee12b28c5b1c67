using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Intake.Batches;

/// <summary>The JSON of a change, as far as it can be read at all, and a few texts of it.</summary>
internal sealed class ChangeBody
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);

    private ChangeBody(JsonElement root, string[] known)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Faults.Add("$", [$"must be an object with {string.Join(", ", known)}."]);
            return;
        }

        var faults = new List<(string Path, string Message)>();
        ResponseDraft.Collect(root, "", known, _members, faults);
        Add(Faults, faults);
    }

    /// <summary>Path → what would be right.</summary>
    public SortedDictionary<string, string[]> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the body of a request as JSON, or says why that cannot be.</summary>
    public static async Task<(JsonDocument? Document, ProblemHttpResult? Problem)> Read(HttpContext http)
    {
        if (ResponseBody.CheckMediaType(http.Request) is { } unsupported)
        {
            return (null, unsupported);
        }

        var (body, unreadable) = await ResponseBody.Read(http.Request);
        if (unreadable is not null)
        {
            return (null, unreadable);
        }

        var bytes = body.ToArray();
        ResponseBody.Release(http.Request, body);
        return ResponseBody.TryParse(bytes, out var document, out var notJson) ? (document, null) : (null, notJson);
    }

    /// <summary>Reads the body of a request as an object of texts.</summary>
    public static async Task<(ChangeBody? Body, ProblemHttpResult? Problem)> Read(HttpContext http, params string[] known)
    {
        var (document, problem) = await Read(http);
        using (document)
        {
            return document is null ? (null, problem) : (new ChangeBody(document.RootElement.Clone(), known), null);
        }
    }

    /// <summary>Notes faults, several of one path together.</summary>
    public static void Add(SortedDictionary<string, string[]> to, IEnumerable<(string Path, string Message)> faults)
    {
        foreach (var byPath in faults.GroupBy(it => it.Path, StringComparer.Ordinal))
        {
            to.TryAdd(byPath.Key, [.. byPath.Select(it => it.Message).Distinct()]);
        }
    }

    /// <summary>422.</summary>
    public static ProblemHttpResult Refuse(SortedDictionary<string, string[]> faults) =>
        BatchProblems.InvalidChange.Because("Nothing was changed. Each path in errors says what would be right there.", faults);

    /// <summary>The text of a property; null when it is none.</summary>
    public string? Text(string property) => _members.TryGetValue(property, out var value) ? ResponseDraft.Text(value) : null;

    /// <summary>The reason, which is a fault when it is none.</summary>
    public string Reason()
    {
        if (!ChangeReason.TryRead(Text(ChangeReason.Field), out var reason) && !Faults.ContainsKey("$"))
        {
            Faults.TryAdd(ChangeReason.Field, [ChangeReason.Right]);
        }

        return reason ?? "";
    }
}
