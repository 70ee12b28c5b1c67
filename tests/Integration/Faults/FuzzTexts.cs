using System.Text;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Texts that somebody stumbled over before, each where a code, a number, a name or a date should be.</summary>
internal static class FuzzTexts
{
    /// <summary>Must never come back as markup.</summary>
    public const string Markup = "<x-fuzz>";

    /// <summary>Must never come back as a header of its own.</summary>
    public const string Header = "x-fuzz";

    public static readonly string[] Odd =
    [
        "", " ", "\t", "0", "-1", "-0", "1.5", "1e400", "+5", "٣", "５", "2147483648", "9223372036854775808", "99999999999999999999999999", "NaN", "null", "undefined", "true", "[]", "{}",
        "\"'" + Markup, "a\r\n" + Header + ": 1", "\0", "a\0b", "\uFEFF", "\uFFFF", "\u202Eabc", "e\u0301", "Ắ", "İı", "👩‍👩‍👧", "\u2028", "%", "%2", "%00", "%2F", "%252e", "..", "../../etc/passwd", "..\\..", "~", ";",
        "=cmd|' /C calc'!A0", "@SUM(1)", "-1+1", "' OR 1=1 --", "1; DROP TABLE entry", "{0}", "{0:N99999999}", "${jndi:x}", "{{7*7}}", "`id`", "|", "*", "\\", "\"", "'", "<!--", "]]>",
        "http://localhost/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "data:,x", "con", "aux.csv", "a/b", "a\\b", ".", "sipas-2024\n", "SIPAS-2024", "sipas-2024 ", "10 ", "010", "１０",
        "9999-12-31", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59+07:00", "0001-01-01T00:00:00Z", "0001-01-01", "0001-01-01T00:00:00+14:00", "2024-02-30", "2024-13-01", "31/12/9999", "01/01/0001", "29/02/2023", "2024-10-01T00:00:00-14:00",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "{0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b}", "0193a1b27c3d7e4f8a5b6c7d8e9f0a1b", "0193A1B2-7C3D-7E4F-8A5B-6C7D8E9F0A1B",
        "2ed6657d-e927-568b-95e1-2665a8aea6a2", "c232ab00-9414-11ec-b3c8-9f6bdeced846", "0193a1b2-7c3d-7e4f-0a5b-6c7d8e9f0a1b", "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1", "AQpzaXBhcy0yMDI0AjEwAA", "AQ==", "____", "SP00000017",
    ];

    /// <summary>A text: mostly one of these, sometimes a long one, two of them, or noise.</summary>
    public static string Any(FuzzDice dice) => dice.Below(20) switch
    {
        0 => new string(dice.One('a', '0', ' ', 'ắ', ',', '-', '\''), dice.One(65, 257, 1_025, 4_100)),
        1 => dice.One(Odd) + dice.One(Odd),
        2 => new string([.. dice.Bytes(1 + dice.Below(24)).Select(it => (char)it)]),
        3 => string.Join(',', Enumerable.Repeat(dice.One(Odd), 2 + dice.Below(60))),
        _ => dice.One(Odd),
    };

    /// <summary>Texts one behind the other. What the framework has for that leaves arrays as large as the text in pools, and those of the service are what is measured.</summary>
    public static string Join(IEnumerable<string> texts, string separator = "") => new StringBuilder().AppendJoin(separator, texts).ToString();

    /// <summary>A right text with something wrong about it, or any other.</summary>
    public static string Near(FuzzDice dice, string right) => right.Length == 0 ? Any(dice) : dice.Below(8) switch
    {
        0 => right[..dice.Below(right.Length)],
        1 => right + dice.One(Odd),
        2 => dice.One(Odd) + right,
        3 => right.ToUpperInvariant(),
        4 => right.Insert(dice.Below(right.Length + 1), dice.One(Odd)),
        5 => right + right,
        _ => Any(dice),
    };
}
