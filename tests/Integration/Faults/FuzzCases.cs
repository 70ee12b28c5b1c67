using System.Text;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Makes the requests, each from its number alone: what it is about, who sends it, and what is wrong with it.</summary>
internal sealed class FuzzCases(FuzzSite site, int seed)
{
    // Ends what the others come with.
    private static readonly string[] EndsSessions = ["/staff/sign-out", "/staff/sessions", "/account/password"];

    // Where paths begin that lead nowhere.
    private static readonly string[] Somewhere =
        ["/", "/api/v1/responses", "/khao-sat/PA", "/staff", $"/api/v1/figures/{A.Survey}", "/assets/x", "/x", "/en", "/connect/authorize", "/phieu/x"];

    private readonly FuzzSeeds _seeds = new(site.Places);
    private readonly List<FuzzRoute> _reading = [.. site.Host.Routes.Where(it => it.Method == "GET")];
    private readonly List<FuzzRoute> _json = [.. site.Host.Routes.Where(it => FuzzSeeds.IsJson(it.Name) && it.Name != "POST /api/v1/responses")];
    private readonly List<FuzzRoute> _files = [.. site.Host.Routes.Where(it => FuzzSeeds.IsFile(it.Name))];

    /// <summary>Whether the request of this number may carry a file: as many do as are cheap enough, and what large ones leave in pools would hide what others leave for good.</summary>
    public static bool MayBeFile(int index) => index % 10 == 9;

    /// <summary>The request of this number.</summary>
    public FuzzRequest Make(int index)
    {
        var dice = new FuzzDice(seed, index);
        var request = dice.Below(1_000) switch
        {
            < 180 when MayBeFile(index) => FileTo(dice.One(_files), dice),
            < 520 => Response(dice),
            < 740 => Reading(dice),
            < 840 => Nowhere(dice),
            < 880 => JsonOf(dice.One(_json), dice),
            < 980 => FormOf(dice.One(dice.Chance(0.7) ? site.CheapForms : site.Forms), dice),
            < 985 => Token(dice),
            _ => FormOf(dice.One(site.Forms), dice),
        };
        if (dice.Chance(0.3))
        {
            FuzzHeaders.Mutate(request.Headers, dice);
        }

        if (dice.Chance(0.03))
        {
            request = request with { Method = dice.One("HEAD", "OPTIONS", "DELETE", "PATCH", "PUT", "POST", "GET", "TRACE", "PROPFIND", "X", "head") };
        }

        request = request with { Target = FuzzPaths.Sendable(request.Target) };
        return dice.Chance(0.06) ? request with { Wire = FuzzWire.Mutate(request, site.Host.Address, dice) }
            // The library sends nothing else than what begins like a path.
            : request.Target.StartsWith('/') ? request
            : request with { Wire = request.ToWire(site.Host.Address) };
    }

    private FuzzRequest Response(FuzzDice dice) => new("POST", "/api/v1/responses" + (dice.Chance(0.02) ? FuzzPaths.Query([], dice) : ""))
    {
        About = "POST /api/v1/responses",
        Headers = [FuzzSeeds.JsonType],
        Body = dice.Chance(0.05) ? Encoding.UTF8.GetBytes(_seeds.Response(dice)) : FuzzJson.Mutate(_seeds.Response(dice), dice),
        IsChunked = dice.Chance(0.1),
    };

    private FuzzRequest Reading(FuzzDice dice)
    {
        // Those that are cheap for us are asked for as often as they are there; those that take long, e.g. exports of the trail, are not asked more often than others.
        var route = dice.One(_reading);
        var path = PathOf(route, dice);
        return new FuzzRequest("GET", dice.Chance(0.5) ? path + FuzzPaths.Query([.. site.QueryNamesOf(route)], dice) : path)
        {
            About = route.Name,
            Headers = [.. WhoFor(route, dice).Headers(dice.Chance(0.3) ? site.Draft(dice) : null), ("Accept", dice.One("text/html", "*/*", "application/json")), .. FromOurPage(dice)],
        };
    }

    private FuzzRequest Nowhere(FuzzDice dice)
    {
        var path = FuzzPaths.Mutate(dice.One(Somewhere), dice);
        return new FuzzRequest(dice.One("GET", "GET", "POST"), dice.Chance(0.2) ? path + FuzzPaths.Query(["survey"], dice) : path)
        {
            About = "a path",
            Headers = [.. dice.One(site.Everybody).Headers(), ("Accept", dice.One("text/html", "*/*"))],
        };
    }

    private FuzzRequest JsonOf(FuzzRoute route, FuzzDice dice)
    {
        var who = WhoFor(route, dice);
        var (token, cookie) = route.Pattern.StartsWith("/staff", StringComparison.Ordinal) ? site.TokenOf(who, dice) : ("", "");
        return new FuzzRequest(route.Method, PathOf(route, dice) + (dice.Chance(0.05) ? FuzzPaths.Query([], dice) : ""))
        {
            About = route.Name,
            Headers = [.. who.Headers(cookie), FuzzSeeds.JsonType, .. token.Length > 0 ? new[] { ("form-token", token) } : [], ("If-Match", "*")],
            Body = FuzzJson.Mutate(_seeds.JsonOf(route.Name, dice), dice),
        };
    }

    private FuzzRequest FormOf(FuzzForm form, FuzzDice dice)
    {
        var fields = form.Fill(dice);
        if (dice.Chance(0.9))
        {
            FuzzFields.Mutate(fields, dice);
        }

        var isMultipart = form.IsMultipart || dice.Chance(0.1);
        var (type, body) = isMultipart ? FuzzFields.Multipart(fields, dice) : ("application/x-www-form-urlencoded", FuzzFields.UrlEncoded(fields, dice));
        return new FuzzRequest("POST", form.Action)
        {
            About = $"POST {form.Action}",
            Headers =
            [
                .. form.Who.Headers(form.Cookie.Length > 0 ? form.Cookie : site.Draft(dice)),
                ("Content-Type", type), ("Accept", dice.One("text/html", "text/html", "application/json", "*/*")), .. FromOurPage(dice),
            ],
            Body = dice.Chance(0.1) ? FuzzBytes.Mutate(body, dice) : body,
            IsChunked = dice.Chance(0.05),
        };
    }

    private static FuzzRequest Token(FuzzDice dice) => new("POST", "/connect/token")
    {
        About = "POST /connect/token",
        Headers = [("Content-Type", "application/x-www-form-urlencoded")],
        Body = FuzzSeeds.TokenRequest(dice),
    };

    private FuzzRequest FileTo(FuzzRoute route, FuzzDice dice)
    {
        var who = WhoFor(route, dice);
        var (type, name, bytes) = FuzzSeeds.File(route.Name, dice);
        var query = route.Name == "POST /api/v1/batches" ? dice.One("?dryRun=true", "?dryRun=true", "?dryRun=true&as=file", "") : "";
        if (route.Method == "PUT")
        {
            return new FuzzRequest("PUT", PathOf(route, dice) + $"?province={A.LaoCai}") { About = route.Name, Headers = [.. who.Headers(), ("Content-Type", type)], Body = bytes };
        }

        var (token, cookie) = route.Pattern.StartsWith("/staff", StringComparison.Ordinal) ? site.TokenOf(who, dice) : ("", "");
        List<(string, string)> fields =
        [
            .. token.Length > 0 ? new[] { ("form-token", token) } : [], .. FuzzSeeds.FieldsOfFile(dice),
            .. route.Pattern.EndsWith("upload", StringComparison.Ordinal) ? new[] { ("action", dice.One("check", "mark", "check", "send")) } : [],
        ];
        if (dice.Chance(0.2))
        {
            FuzzFields.Mutate(fields, dice);
        }

        var (multipart, body) = FuzzFields.Multipart(fields, dice, ("file", name, bytes));
        return new FuzzRequest("POST", PathOf(route, dice) + query)
        {
            About = route.Name,
            Headers = [.. who.Headers(cookie), ("Content-Type", multipart), ("Accept", dice.One("text/html", "*/*"))],
            Body = body,
            IsChunked = dice.Chance(0.1),
        };
    }

    private string PathOf(FuzzRoute route, FuzzDice dice)
    {
        var path = FuzzPaths.Of(route, site.Places, dice);
        return dice.Chance(0.1) && !path.Contains("/schedule", StringComparison.Ordinal) ? FuzzPaths.Mutate(path, dice) : path;
    }

    // Mostly somebody who may.
    private FuzzWho WhoFor(FuzzRoute route, FuzzDice dice) => EndsSessions.Any(route.Pattern.StartsWith) ? dice.One(site.WithKeys)
        : dice.Chance(0.7) ? dice.One(site.WhoMay(route))
        : dice.One(site.Everybody);

    private IEnumerable<(string, string)> FromOurPage(FuzzDice dice) => dice.Below(10) switch
    {
        0 => [],
        1 => [("Origin", site.Host.Address.GetLeftPart(UriPartial.Authority))],
        _ => [("Sec-Fetch-Site", "same-origin")],
    };
}
