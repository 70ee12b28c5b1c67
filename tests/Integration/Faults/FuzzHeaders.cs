namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Headers that are wrong, or right and unusual.</summary>
internal static class FuzzHeaders
{
    private static readonly string[] Types =
    [
        "application/json", "application/json; charset=utf-8", "application/json; charset=UTF-16", "application/json; charset=\"utf-8\"", "application/json; charset=utf-7", "application/json;;", "application/json; =", "APPLICATION/JSON", "text/json",
        "application/problem+json", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded; charset=iso-8859-1", "application/x-www-form-urlencoded; charset=x", "multipart/form-data",
        "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=b", "multipart/form-data; boundary=" + "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "multipart/mixed; boundary=b", "text/plain",
        "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "*/*", "/", "a", "", "text/html; charset=utf-8", "application/octet-stream",
    ];

    private static readonly (string Name, string[] Values)[] Known =
    [
        ("Accept", ["*/*", "text/html", "application/json", "text/html;q=0", "application/json;q=abc", "text/csv", "application/problem+json", ",,,", "*/*;q=1.0001", "text/*;level=1, */*;q=0.1", "a", "application/vnd.apache.parquet"]),
        ("Accept-Language", ["vi", "en", "en-US,en;q=0.9", "*", "vi;q=nan", "x-fuzz", "zh-Hant-TW", "en;q=0", ";;", "i-klingon", "aaaaaaaaaaaaaaaaaaaaaaaa"]),
        ("Accept-Encoding", ["gzip", "br", "identity;q=0, *;q=0", "gzip;q=x", "zstd", "*", "deflate, gzip;q=1.0, *;q=0.5"]),
        ("If-None-Match", ["*", "\"x\"", "W/\"x\"", "x", "\"", "\"a\", \"b\", \"c\"", "\"\"", "W/"]),
        ("If-Match", ["*", "\"x\"", "W/\"x\"", "x", "\"", "\"a\", \"b\"", "\"\""]),
        ("If-Modified-Since", ["Sun, 06 Nov 1994 08:49:37 GMT", "x", "9999", "Fri, 31 Dec 9999 23:59:59 GMT"]),
        ("If-Range", ["\"x\"", "x", "Sun, 06 Nov 1994 08:49:37 GMT"]),
        ("Range", ["bytes=0-", "bytes=0-0", "bytes=-1", "bytes=5-1", "bytes=0-0,1-1,2-2", "bytes=99999999999999999999-", "items=0-1", "bytes=", "x"]),
        ("Content-Encoding", ["gzip", "identity", "br", "x", "gzip, gzip", ""]),
        ("Expect", ["100-continue", "x", "200-ok"]),
        ("X-Forwarded-For", ["1.2.3.4", "::1", "unknown", "1.2.3.4:99999", "[::1", "127.0.0.1, 10.0.0.1", "'"]),
        ("X-Forwarded-Proto", ["https", "ftp", "https, http", ""]),
        ("X-Forwarded-Host", ["evil.example", "a b", ""]),
        ("Forwarded", ["for=1.2.3.4;proto=https;host=evil.example", "x"]),
        ("X-HTTP-Method-Override", ["DELETE", "x"]),
        ("X-Original-URL", ["/staff", "/api/v1/keys"]),
        ("Host", ["evil.example", "localhost:99999", "[::1]", "[::1", "a b", "a,b", "127.0.0.1:80:80", "xn--", "ắ", "a/b", "a@b", "..", "%41", new string('a', 300)]),
        ("Origin", ["null", "http://evil.example", "x", "http://", "https://127.0.0.1", ""]),
        ("Referer", ["http://evil.example/", "x", "", "http://[::1"]),
        ("Sec-Fetch-Site", ["same-origin", "cross-site", "none", "x", ""]),
        ("Authorization", ["Bearer", "Bearer ", "Bearer x", "Basic eDp4", "Basic !", "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer eyJ.eyJ.eyJ", "bearer sipas_x", "Digest a=b", "x", "", "Negotiate x", "Bearer a b c", "Bearer " + "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.AAAA"]),
        ("Cookie", ["sipas-draft=x", "sipas-staff=x", "sipas-form=x", "sipas-draft=CfDJ8AAAA; sipas-staff=CfDJ8BBBB", "=", ";;;", "a", "sipas-language=x", "sipas-draft", "sipas-draft=\"", "sipas-draft=%00", "sipas-staff=chunks-99999", "sipas-staff=chunks:2; sipas-staffC1=a"]),
        ("form-token", ["x", "CfDJ8AAAA", ""]),
        ("Content-Language", ["vi", "x"]),
        ("Content-Disposition", ["attachment; filename=\"a\"", "x"]),
        ("Traceparent", ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "x", "00-0-0-0", "ff-00000000000000000000000000000000-0000000000000000-00"]),
        ("Baggage", ["a=b", "x", "="]),
        ("Request-Id", ["|x.1.", "x"]),
        ("User-Agent", ["x", "", "<x-fuzz>", "\u00FF"]),
        ("Sipas-Form", ["device=AAAAAAAAAAAAAAAAAAAAAA;seconds=1;trap=0", "device=AAAAAAAAAAAAAAAAAAAAAA;seconds=2147483647;trap=1", "device=;seconds=-1;trap=x", "seconds=1;seconds=1", ";"]),
        ("Upgrade", ["websocket", "h2c", "TLS/1.0", "x"]),
        ("Connection", ["close", "keep-alive", "Upgrade", "x", "upgrade, HTTP2-Settings"]),
        ("TE", ["trailers", "x"]),
        ("Max-Forwards", ["0", "x"]),
        ("Via", ["1.1 x"]),
        ("Pragma", ["no-cache"]),
        ("Cache-Control", ["no-store", "max-age=99999999999999999999", "x=\"", "only-if-cached"]),
    ];

    /// <summary>Names that mean something here.</summary>
    private static readonly string[] Ours = ["form-token", "Sipas-Form", "X-Requested-With"];

    /// <summary>One to three headers more, or in the place of what was there.</summary>
    public static void Mutate(List<(string Name, string Value)> headers, FuzzDice dice)
    {
        for (var left = dice.Below(3); left >= 0; left--)
        {
            Once(headers, dice);
        }
    }

    private static void Once(List<(string Name, string Value)> headers, FuzzDice dice)
    {
        switch (dice.Below(14))
        {
            case 0:
                Set("Content-Type", dice.Chance(0.8) ? dice.One(Types) : FuzzTexts.Near(dice, dice.One(Types)));
                break;
            case 1:
                Add(dice.One(Ours), FuzzTexts.Any(dice));
                break;
            case 2 when dice.Chance(0.1):
                // More than are taken.
                headers.AddRange(Enumerable.Range(0, dice.One(60, 64, 70)).Select(it => ($"x-{it}", "1")));
                break;
            case 3 when dice.Chance(0.1):
                Add("x-long", new string('a', dice.One(4_000, 16_000, 32_000, 40_000)));
                break;
            case 4 when headers.Count > 0:
                headers.RemoveAt(dice.Below(headers.Count));
                break;
            case 5 when headers.Count > 0:
                var (name, value) = dice.One(headers);
                Set(name, FuzzTexts.Near(dice, value));
                break;
            default:
                var (known, values) = dice.One(Known);
                (dice.Chance(0.7) ? Set : (Action<string, string>)Add)(known, dice.Chance(0.85) ? dice.One(values) : FuzzTexts.Near(dice, dice.One(values)));
                break;
        }

        void Add(string name, string value) => headers.Add((name, Sendable(value)));

        void Set(string name, string value)
        {
            headers.RemoveAll(it => it.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            Add(name, value);
        }
    }

    // What would end a header is not one: such come over a connection of their own (FuzzWire).
    private static string Sendable(string value) => string.Concat(value.Where(it => it is not ('\r' or '\n' or '\0') and <= '\xFF'));
}
