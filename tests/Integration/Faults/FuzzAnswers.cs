using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>An answer.</summary>
internal sealed partial record FuzzAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, ReadOnlyMemory<byte> Body)
{
    private static readonly byte[] Markup = Encoding.ASCII.GetBytes(FuzzTexts.Markup);

    /// <summary>The form's cookie, where it was set anew.</summary>
    public string? Draft => Headers.FirstOrDefault(it => it.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase) && it.Value.StartsWith("sipas-draft=CfDJ8", StringComparison.Ordinal)).Value?.Split(';')[0];

    /// <summary>Whether a citizen's form was taken: its cookie now holds what was sent.</summary>
    public bool TookForm => Status == 303 && Draft is not null && this["Location"].EndsWith("/khao-sat/da-gui", StringComparison.Ordinal);

    /// <summary>The id that was taken; null in any other answer.</summary>
    public Guid? Taken => Status == 202 && Acceptance().Match(Encoding.UTF8.GetString(Body.Span)) is { Success: true } found ? Guid.Parse(found.Groups[1].Value) : null;

    public string this[string header] => Headers.FirstOrDefault(it => it.Name.Equals(header, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    /// <summary>The answers that came over a connection, as far as their heads tell.</summary>
    public static IEnumerable<FuzzAnswer> Read(byte[] wire)
    {
        var text = Encoding.Latin1.GetString(wire);
        foreach (Match head in Heads().Matches(text))
        {
            var end = text.IndexOf("HTTP/1.1 ", head.Index + head.Length, StringComparison.Ordinal);
            var headers = head.Groups[2].Value.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(it => it.Split(": ", 2)).Select(it => (it[0], it.Length > 1 ? it[1] : ""));
            yield return new FuzzAnswer(int.Parse(head.Groups[1].Value, CultureInfo.InvariantCulture), [.. headers], wire.AsMemory((head.Index + head.Length)..(end < 0 ? wire.Length : end)));
        }
    }

    /// <summary>What no answer may be; null when it is none of that.</summary>
    public string? FindFault()
    {
        var isPage = this["Content-Type"].Contains("html", StringComparison.OrdinalIgnoreCase) || this["Content-Type"].Contains("xml", StringComparison.OrdinalIgnoreCase);
        return Status >= 500 ? $"was answered {Status}: {Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, 500)])}"
            : this[FuzzTexts.Header].Length > 0 ? "brought a header of the sender's into the answer."
            : isPage && Body.Span.IndexOf(Markup) >= 0 ? "brought markup of the sender's into the page."
            : null;
    }

    [GeneratedRegex("\"id\":\"([0-9a-f-]{36})\",\"receipt\":\"")]
    private static partial Regex Acceptance();

    [GeneratedRegex(@"HTTP/1\.1 (\d{3})[^\r\n]*\r\n(.*?\r\n)\r\n", RegexOptions.Singleline)]
    private static partial Regex Heads();
}

/// <summary>What all answers together say was taken.</summary>
internal sealed class FuzzAnswers
{
    private readonly int[] _statuses = new int[1_000];
    private readonly ConcurrentDictionary<Guid, int> _responses = [];
    private int _forms;
    private int _unanswered;

    /// <summary>Responses that programs sent, and how often each was taken.</summary>
    public IReadOnlyDictionary<Guid, int> Responses => _responses;

    /// <summary>Citizens' forms that were taken.</summary>
    public int Forms => _forms;

    /// <summary>What got no answer, or one that says that nobody knows: it may be stored or not.</summary>
    public int Unanswered => _unanswered;

    public void Add(FuzzAnswer answer)
    {
        Interlocked.Increment(ref _statuses[answer.Status]);

        // Version 5 is a corrected sheet.
        if (answer.Taken is { Version: not 5 } id)
        {
            _responses.AddOrUpdate(id, 1, (_, times) => times + 1);
        }

        _ = answer.TookForm ? Interlocked.Increment(ref _forms) : 0;
    }

    public void AddUnanswered() => Interlocked.Increment(ref _unanswered);

    /// <summary>How often each status came.</summary>
    public override string ToString() => string.Join(", ", _statuses.Index().Where(it => it.Item > 0).Select(it => $"{it.Index}: {it.Item}")) + $", none: {_unanswered}";
}
