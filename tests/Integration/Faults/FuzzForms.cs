using System.Net;
using System.Text.RegularExpressions;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Somebody who asks.</summary>
/// <param name="Name">Role, or nobody.</param>
/// <param name="Key">A key; null without one.</param>
/// <param name="Cookie">A session of the pages; null without one.</param>
internal sealed record FuzzWho(string Name, string? Key = null, string? Cookie = null)
{
    public static readonly FuzzWho Nobody = new("nobody");

    /// <summary>What proves it, and another cookie beside that of the session.</summary>
    public IEnumerable<(string Name, string Value)> Headers(string? other = null)
    {
        if (Key is not null)
        {
            yield return ("Authorization", $"Bearer {Key}");
        }

        if (string.Join("; ", new[] { Cookie, other }.Where(it => !string.IsNullOrEmpty(it))) is { Length: > 0 } cookies)
        {
            yield return ("Cookie", cookies);
        }
    }
}

/// <summary>A field of a form, and the values that the page offers.</summary>
internal sealed record FuzzField(string Name, IReadOnlyList<string> Values, bool IsHidden);

/// <summary>A form as a page shows it to somebody, with the tokens that belong to it.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="Who">Who sees it.</param>
/// <param name="Cookie">Cookie that came with the page; empty without one.</param>
/// <param name="IsMultipart">Whether it has a file.</param>
/// <param name="Fields">Its fields.</param>
internal sealed partial record FuzzForm(string Action, FuzzWho Who, string Cookie, bool IsMultipart, IReadOnlyList<FuzzField> Fields)
{
    /// <summary>The forms of a page that are sent by POST.</summary>
    public static IEnumerable<FuzzForm> On(string page, string path, FuzzWho who, string cookie) =>
        from Match form in Forms().Matches(page)
        let tag = AttributesOf(form.Groups[1].Value)
        where tag.GetValueOrDefault("method", "get").Equals("post", StringComparison.OrdinalIgnoreCase)
        let action = tag.GetValueOrDefault("action") is { Length: > 0 } given ? given : path
        select new FuzzForm(action, who, cookie, tag.GetValueOrDefault("enctype") == "multipart/form-data", FieldsOf(form.Groups[2].Value));

    /// <summary>Filled in as somebody might: one of the values that are offered, a text where none is; fields that may be left out sometimes are.</summary>
    public List<(string Name, string Value)> Fill(FuzzDice dice) =>
        [.. Fields.Where(field => field.IsHidden || dice.Chance(0.9)).Select(field => (field.Name, field.Values.Count > 0 ? dice.One(field.Values) : FuzzPlaces.TextOf(field.Name, dice)))];

    private static List<FuzzField> FieldsOf(string form)
    {
        var found = new List<(string Name, string? Value, bool IsHidden)>();
        foreach (Match control in Controls().Matches(form))
        {
            var tag = AttributesOf(control.Groups[2].Value);
            if (tag.GetValueOrDefault("name") is { Length: > 0 } name && tag.GetValueOrDefault("type") != "file")
            {
                var isChosen = tag.GetValueOrDefault("type") is "hidden" or "radio" or "checkbox" or "submit" || control.Groups[1].Value == "button";
                found.Add((name, isChosen ? tag.GetValueOrDefault("value", "on") : null, tag.GetValueOrDefault("type") == "hidden"));
                found.AddRange(Options().Matches(control.Groups[3].Value).Select(it => (name, AttributesOf(it.Groups[1].Value).GetValueOrDefault("value"), false)));
            }
        }

        return [.. found.GroupBy(it => it.Name).Select(it => new FuzzField(it.Key, [.. it.Select(value => value.Value).OfType<string>().Distinct()], it.All(value => value.IsHidden)))];
    }

    private static Dictionary<string, string> AttributesOf(string tag) => Attributes().Matches(tag)
        .GroupBy(it => it.Groups[1].Value).ToDictionary(it => it.Key, it => WebUtility.HtmlDecode(it.First().Groups[2].Value));

    [GeneratedRegex("<form([^>]*)>(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<(input|button|textarea|select)\\b([^>]*)>((?:(?!</select>|<input|<button|<textarea|<select).)*)", RegexOptions.Singleline)]
    private static partial Regex Controls();

    [GeneratedRegex("<option([^>]*)>")]
    private static partial Regex Options();

    [GeneratedRegex("([a-z-]+)=\"([^\"]*)\"")]
    private static partial Regex Attributes();
}
