using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using SipasSurvey.IntegrationTests.Local;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Local with something in it for every route, keys of every role, two sessions, and the forms of all its pages.</summary>
internal sealed partial class FuzzSite : IAsyncDisposable
{
    private const int Drafts = 32;

    private readonly string[] _drafts = new string[Drafts];
    private readonly HashSet<string> _queryNames = [];
    private readonly ConcurrentDictionary<FuzzRoute, IReadOnlyList<FuzzWho>> _whoMay = [];

    private FuzzSite()
    {
    }

    public FuzzHost Host { get; } = new();

    public HttpClient Client { get; } = NewClient();

    public FuzzPlaces Places { get; private set; } = null!;

    /// <summary>Nobody, everybody with a key, and two with a session.</summary>
    public IReadOnlyList<FuzzWho> Everybody { get; private set; } = [];

    public IReadOnlyList<FuzzWho> WithKeys { get; private set; } = [];

    public IReadOnlyList<FuzzForm> Forms { get; private set; } = [];

    /// <summary>Forms whose answers cost little: those of citizens.</summary>
    public IReadOnlyList<FuzzForm> CheapForms { get; private set; } = [];

    /// <summary>Sends what the library can send, as it is: no cookies, no redirects, no proxy; over one connection, so that it is known what went before.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        UseProxy = false,
        MaxConnectionsPerServer = 1,
        Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
        RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.Latin1,
        ResponseHeaderEncodingSelector = (_, _) => System.Text.Encoding.Latin1,
    });

    public static async Task<FuzzSite> Open()
    {
        var site = new FuzzSite();
        await site.LetIn();
        site.Places = await FuzzContents.Fill(site);
        await site.ReadPages();
        await site.BeginDrafts();
        return site;
    }

    /// <summary>Who may ask a route, as far as roles go.</summary>
    public IReadOnlyList<FuzzWho> WhoMay(FuzzRoute route) => _whoMay.GetOrAdd(route, it =>
        it.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && it.Endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy is { } policy
            ? [.. Everybody.Where(who => StaffPolicies.Roles[policy].Contains(who.Name))]
            : Everybody);

    /// <summary>Somebody's key of a role.</summary>
    public FuzzWho As(string role) => WithKeys.First(it => it.Name == role);

    /// <summary>A right token of somebody, with its cookie; empty for who sees no form.</summary>
    public (string Token, string Cookie) TokenOf(FuzzWho who, FuzzDice dice) => Forms.Where(it => it.Who == who && it.Fields.Any(field => field.Name == "form-token")).ToList() is { Count: > 0 } own
        ? (dice.One(own) is var form ? form.Fields.First(it => it.Name == "form-token").Values[0] : "", form.Cookie)
        : ("", "");

    /// <summary>The cookie of a form that is being filled in, or was sent.</summary>
    public string Draft(FuzzDice dice) => dice.Below(12) switch
    {
        0 => "",
        1 => $"sipas-draft={FuzzTexts.Any(dice).Replace("\0", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal)}",
        _ => dice.One(_drafts),
    };

    /// <summary>A draft that an answer brought takes the place of another.</summary>
    public void Keep(string cookie, int place) => _drafts[place % Drafts] = cookie;

    /// <summary>Names in the query of a route: its own, and those of other routes.</summary>
    public IEnumerable<string> QueryNamesOf(FuzzRoute route) => route.QueryNames.Count == 0 ? _queryNames : [.. route.QueryNames, .. route.QueryNames, .. route.QueryNames, .. _queryNames.Take(5)];

    /// <summary>Asks as somebody.</summary>
    public async Task<(HttpStatusCode Status, string Text, string Cookie)> Send(FuzzRequest request)
    {
        using var message = request.ToMessage(Host.Address);
        using var answer = await Client.SendAsync(message);
        var cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join("; ", set.Select(it => it.Split(';')[0])) : "";
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), cookies);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    private async Task LetIn()
    {
        List<FuzzWho> keys = [];
        foreach (var role in StaffRoles.All)
        {
            keys.Add(new FuzzWho(role, Key: await Host.MakeKey(role, role is StaffRoles.SurveyTeam or StaffRoles.Supervisor ? [$"vn63/{A.LaoCai}", $"vn63/{A.HaNoi}"] : [])));
        }

        var passwords = File.ReadLines(Path.Combine(Host.Data, "first-sign-in.txt")).Where(line => line is [not '#', ..])
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(it => it[0], it => it[1]);
        List<FuzzWho> sessions = [];
        foreach (var (user, role) in new[] { ("publisher", StaffRoles.MinistryPublisher), ("administrator", StaffRoles.Administrator) })
        {
            using var browser = await StaffBrowser.SignIn(Host.Address, user, ServicePrograms.Secret(passwords[user]));
            sessions.Add(new FuzzWho(role, Cookie: string.Join("; ", browser.Cookies.GetCookies(Host.Address).Where(it => it.Name == "sipas-staff").Select(it => $"{it.Name}={it.Value}"))));
        }

        (WithKeys, Everybody) = (keys, [FuzzWho.Nobody, .. keys, .. sessions]);
    }

    // Every page as everybody who may see it: the forms on it, and the names that its links and filters use.
    private async Task ReadPages()
    {
        List<FuzzForm> forms = [];
        foreach (var route in Host.Routes.Where(it => it.Method == "GET" && !it.Pattern.StartsWith("/api", StringComparison.Ordinal)))
        {
            foreach (var who in WhoMay(route) == Everybody ? Everybody.Where(it => it.Key is null) : WhoMay(route))
            {
                var needsSurvey = route.Pattern.Contains("second-entry", StringComparison.Ordinal) || route.Pattern.EndsWith("conflicts", StringComparison.Ordinal);
                var path = FuzzPaths.Right(route, Places) + (needsSurvey ? $"?survey={A.Survey}&province={A.LaoCai}" : "");
                var (status, page, cookie) = await Send(new FuzzRequest("GET", path) { Headers = [.. who.Headers(), ("Accept", "text/html"), ("Sec-Fetch-Site", "same-origin")] });
                Assert.True((int)status < 500, $"GET {path}: {status}\n{page}");
                forms.AddRange(FuzzForm.On(page, path, who, cookie));
                _queryNames.UnionWith(QueryName().Matches(page).Select(it => it.Groups[1].Value));
            }
        }

        var (_, description, _) = await Send(new FuzzRequest("GET", "/openapi/v1.json"));
        _queryNames.UnionWith(DescribedName().Matches(description).Select(it => it.Groups[1].Value));
        // An account that is open shows no form to open it.
        Forms = [.. forms, .. forms.Where(it => it.Action.EndsWith("/shut", StringComparison.Ordinal))
            .Select(it => it with { Action = it.Action.Replace("/shut", "/open", StringComparison.Ordinal) })];
        CheapForms = [.. forms.Where(it => it.Who == FuzzWho.Nobody && !it.Action.StartsWith("/account", StringComparison.Ordinal))];
    }

    private async Task BeginDrafts()
    {
        var dice = new FuzzDice(1, 1);
        for (var place = 0; place < Drafts; place++)
        {
            for (var tries = 0; _drafts[place] is null or ""; tries++)
            {
                Assert.True(tries < 100, "No form could be begun.");
                var start = dice.One([.. CheapForms.Where(it => it.Action is "/" or "/en")]);
                _drafts[place] = (await Post(start, "", dice)).Cookie;
            }

            // Every second one is filled in.
            foreach (var page in CheapForms.Where(it => place % 2 == 0 && it.Action.StartsWith("/khao-sat/", StringComparison.Ordinal)
                && !it.Action.EndsWith("/xoa", StringComparison.Ordinal) && !it.Action.EndsWith("/gui", StringComparison.Ordinal)))
            {
                _drafts[place] = await Post(page, _drafts[place], dice) is { Cookie.Length: > 0 } next ? next.Cookie : _drafts[place];
            }
        }
    }

    private async Task<(HttpStatusCode Status, string Text, string Cookie)> Post(FuzzForm form, string cookie, FuzzDice dice) => await Send(new FuzzRequest("POST", form.Action)
    {
        Headers = [.. form.Who.Headers(cookie), ("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/x-www-form-urlencoded")],
        Body = FuzzFields.UrlEncoded(form.Fill(dice), dice),
    });

    [GeneratedRegex(@"(?:\?|&amp;)([A-Za-z-]+)=")]
    private static partial Regex QueryName();

    [GeneratedRegex("\"name\": \"([A-Za-z-]+)\",\\s*\"in\": \"query\"")]
    private static partial Regex DescribedName();
}
