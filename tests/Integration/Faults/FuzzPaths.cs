using System.Text;
using System.Text.RegularExpressions;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Paths and queries: of routes that exist, with values that may not; and of none.</summary>
internal static partial class FuzzPaths
{
    private static readonly string[] Pieces =
    [
        "/", "//", "/.", "/..", "/./", "/../", "%2F", "%2f", "%5C", "\\", "%00", "%0d%0a", "%20", "+", "%C0%AF", "%E0%80%AF", "%FF", "%", "%G0", "%u0041", "%EF%BB%BF", "%F0%9F%91%A9", "%ED%A0%80", ";a=b", ";", "*", "~", "'", "\"", "<", ">",
        "{", "}", "|", "^", "`", "@", ":", "=", "&", "?", "$", "%25", "%252e%252e%252f", "%E1%BA%AE", "%2e%2e", ".json", ".", "aux", "0",
    ];

    /// <summary>The path of a route, its parameters filled in: mostly right.</summary>
    public static string Of(FuzzRoute route, FuzzPlaces places, FuzzDice dice) => Parameter().Replace(route.Pattern, parameter =>
    {
        var values = places.Of(route.Pattern, parameter.Groups[1].Value);
        var right = values.Count == 0 ? "x" : dice.One(values);
        return dice.Chance(0.8) ? right : Escape(FuzzTexts.Near(dice, right), dice);
    });

    /// <summary>The path of a route, its parameters filled in with the first right value of each.</summary>
    public static string Right(FuzzRoute route, FuzzPlaces places) => Parameter().Replace(route.Pattern, parameter => places.Of(route.Pattern, parameter.Groups[1].Value)[0]);

    /// <summary>Something wrong with a path.</summary>
    public static string Mutate(string path, FuzzDice dice)
    {
        var at = dice.Below(path.Length + 1);
        return dice.Below(9) switch
        {
            0 => path + "/",
            1 => path.ToUpperInvariant(),
            2 => path[..at] + dice.One(Pieces),
            3 => $"/{dice.One(Pieces)}{path}",
            4 => path + string.Concat(Enumerable.Repeat(dice.One(Pieces), dice.One(2, 50, 1_000))),
            5 => string.Concat(path.Select(it => dice.Chance(0.3) && it != '/' ? $"%{(int)it:X2}" : $"{it}")),
            6 => path.Replace("/", dice.One("//", "/./", "%2F", "\\", "/x/../"), StringComparison.Ordinal),
            7 => path + "/" + new string('a', dice.One(100, 2_000, 7_000)),
            _ => path.Insert(at, dice.One(Pieces)),
        };
    }

    /// <summary>A query of known names with right, wrong, repeated or very many values.</summary>
    public static string Query(IReadOnlyList<string> names, FuzzDice dice)
    {
        var query = new StringBuilder();
        for (var left = dice.Below(4); left >= 0; left--)
        {
            var name = names.Count > 0 && dice.Chance(0.9) ? dice.One(names) : dice.One("", "x", "__proto__", "a[]", "a[b]", "a.b", "%00", "return", "return_to");
            var right = FuzzPlaces.TextOf(name, dice);
            Add(name, dice.Chance(0.5) ? right : FuzzTexts.Near(dice, right));
        }

        if (dice.Chance(0.02))
        {
            // As many as a request line of 8 KB has room for.
            query.Insert(0, string.Concat(Enumerable.Repeat(dice.One("a&", "a=1&", "&", "=&", "%26&"), 1_500)));
        }

        return query.Length == 0 ? "" : $"?{query.ToString().TrimEnd('&')}";

        void Add(string name, string value)
        {
            for (var times = dice.Chance(0.1) ? 1 + dice.Below(5) : 1; times > 0; times--)
            {
                query.Append(name).Append(dice.Chance(0.95) ? "=" : "").Append(Escape(value, dice)).Append('&');
            }
        }
    }

    /// <summary>What a client library can send: only printable ASCII, no fragment.</summary>
    public static string Sendable(string target) => string.Concat(target.SelectMany(it => it is > ' ' and < '\x7F' and not '#' ? $"{it}" : EscapeAll($"{it}")));

    /// <summary>Escaped as it should be, or nearly.</summary>
    public static string Escape(string text, FuzzDice dice) => dice.Chance(0.9) ? EscapeAll(text) : Sendable(text);

    // Half of a surrogate pair has no UTF-8; it is sent as if it had.
    private static string EscapeAll(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(it => char.IsAsciiLetterOrDigit((char)it) || it is (byte)'-' or (byte)'.' or (byte)'_' ? $"{(char)it}" : $"%{it:X2}"));

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
