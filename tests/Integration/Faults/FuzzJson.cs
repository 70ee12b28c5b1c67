using System.Text;
using System.Text.RegularExpressions;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>JSON made wrong token by token: most of it stays JSON, so that what reads it gets to see it.</summary>
internal static partial class FuzzJson
{
    private static readonly string[] Values =
    [
        "0", "1", "5", "6", "-0", "-1", "5.0", "5e0", "0.5e1", "50e-1", "1e400", "-1e400", "1e-400", "1E+2147483648", "99999999999999999999999999999999", "0.1234567890123456789012345678901234567890", "true", "false", "null", "\"\"", "\"5\"",
        "\" 5\"", "[]", "{}", "[5]", "[[5]]", "{\"P01\":5}", "{\"\":null}", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\uFEFF\"", "\"\\u202E\"", "\"<x-fuzz>\"", "\"a\\r\\nx-fuzz: 1\"", "\"=1+1\"", "01", "5.", ".5", "+5", "0x5", "NaN",
        "Infinity", "'5'", "undefined", "\"\\x41\"", "\"\t\"", "\"\\u00e0\"", "\"a\u0300\"",
    ];

    private static readonly string[] Names = ["id", "survey", "province", "answers", "respondent", "cluster", "invitation", "reason", "entry", "P01", "P99", "p01", "P1", "gender", "", "__proto__", "$type", "\\u0050\\u0030\\u0031", "\\ud800", "a.b", "x", "\u202E", "<x-fuzz>"];

    /// <summary>One to four changes of tokens, and sometimes of bytes.</summary>
    public static byte[] Mutate(string json, FuzzDice dice)
    {
        var tokens = Tokens().Matches(json).Select(it => it.Value).ToList();
        for (var left = dice.Below(4); left >= 0 && tokens.Count > 0; left--)
        {
            Once(tokens, dice);
        }

        var bytes = Encoding.UTF8.GetBytes(string.Concat(tokens));
        return dice.Chance(0.15) ? FuzzBytes.Mutate(bytes, dice) : bytes;
    }

    private static void Once(List<string> tokens, FuzzDice dice)
    {
        var at = dice.Below(tokens.Count);
        switch (dice.Below(12))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, dice.One("{", "}", "[", "]", ",", ":", "/*", "//", "\u00A0", "\uFEFF", "\0"));
                break;
            case 2:
                (tokens[at], tokens[^1]) = (tokens[^1], tokens[at]);
                break;
            case 3:
                // Once more, e.g. a name with its value.
                tokens.InsertRange(at, tokens.GetRange(at, Math.Min(dice.One(1, 4), tokens.Count - at)).ToList());
                break;
            case 4:
                InsertMember(tokens, $"\"{dice.One(Names)}\"", ValueOf(dice), dice);
                break;
            case 5:
                Rename(tokens, dice);
                break;
            case 6 when dice.Chance(0.1):
                InsertMember(tokens, "\"x\"", string.Join(',', Enumerable.Range(0, dice.One(100, 300, 5_000)).Select(it => $"\"n{it}\":{it % 7}")), dice);
                break;
            default:
                // Where a value is: behind a colon.
                var values = Enumerable.Range(0, tokens.Count - 1).Where(it => tokens[it] == ":").ToList();
                tokens[values.Count > 0 ? dice.One(values) + 1 : at] = ValueOf(dice);
                break;
        }
    }

    private static void InsertMember(List<string> tokens, string name, string value, FuzzDice dice)
    {
        var places = Enumerable.Range(0, tokens.Count).Where(it => tokens[it] == "{").ToList();
        if (places.Count > 0)
        {
            tokens.InsertRange(dice.One(places) + 1, [name, ":", value, ","]);
        }
    }

    private static void Rename(List<string> tokens, FuzzDice dice)
    {
        var names = Enumerable.Range(1, tokens.Count - 1).Where(it => tokens[it] == ":").ToList();
        if (names.Count > 0)
        {
            tokens[dice.One(names) - 1] = $"\"{dice.One(Names)}\"";
        }
    }

    private static string ValueOf(FuzzDice dice) => dice.Below(30) switch
    {
        0 => Deep(dice.One(3, 8, 63, 64, 65, 1_000), dice.Chance(0.5)),
        1 => $"\"{new string(dice.One('a', '0', ' ', 'ắ'), dice.One(33, 256, 4_096, 21_000))}\"",
        2 => dice.Chance(0.1) ? $"\"{new string('a', dice.One(64_000, 65_536, 66_000))}\"" : "\"a\"",
        3 => new string('9', dice.One(20, 400, 5_000)),
        4 => $"\"{FuzzTexts.Any(dice).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        _ => dice.One(Values),
    };

    private static string Deep(int levels, bool isArray) => isArray
        ? new string('[', levels) + new string(']', levels)
        : string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);

    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""|-?\d[\d.eE+-]*|true|false|null|[{}\[\],:]")]
    private static partial Regex Tokens();
}
