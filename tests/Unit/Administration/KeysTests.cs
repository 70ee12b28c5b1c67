using System.Net;
using System.Text.Json.Nodes;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Administration;

public sealed class KeysTests
{
    private const string Valid = """{"name": "Nightly", "role": "supervisor", "provinces": ["old/10"], "team": "T.1-a", "expiresAt": "2027-06-30T00:00:00+07:00"}""";

    [Fact]
    public async Task A_key_is_shown_once_and_opens_what_its_role_may_until_it_is_revoked()
    {
        await using var host = await FiguresHost.Start();
        using var administrator = host.As(StaffRoles.Administrator);

        using var answer = await administrator.Send(HttpMethod.Post, Requests.Keys, Valid);
        var made = await answer.MustBe(HttpStatusCode.Created);
        using var bearer = host.With((string)made["key"]!);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.StartsWith("sipas_", (string)made["key"]!, StringComparison.Ordinal);
        await (await bearer.Get("/api/v1/counts/tiny-2024/10")).MustBe(HttpStatusCode.OK);
        await (await bearer.Get("/api/v1/figures/tiny-2024")).MustBe(HttpStatusCode.Forbidden);

        var id = (string)made["made"]!["id"]!;
        using var revoked = await administrator.Send(HttpMethod.Post, $"{Requests.Keys}/{id}/revocation");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await bearer.Get("/api/v1/counts/tiny-2024/10")).StatusCode);
        using var again = await administrator.Send(HttpMethod.Post, $"{Requests.Keys}/{id}/revocation");
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        var entries = (await host.Trail()).Where(entry => entry.Record.Action is AuditActions.MakeKey or AuditActions.RevokeKey).ToList();
        Assert.Equal([(AuditActions.RevokeKey, id), (AuditActions.MakeKey, id)], entries.Select(entry => (entry.Record.Action, entry.Record.Target)));
        Assert.Equal("Nightly; supervisor; 2027-06-29T17:00:00Z; T.1-a; old/10", entries[1].Record.Detail);
        Assert.All(entries, entry => Assert.Equal("a administrator", entry.Record.Actor));
    }

    [Fact]
    public async Task The_list_says_what_each_key_is_and_never_the_key_or_its_hash()
    {
        await using var host = await FiguresHost.Start();
        using var administrator = host.As(StaffRoles.Administrator);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var made = await (await administrator.Send(HttpMethod.Post, Requests.Keys, Valid)).MustBe(HttpStatusCode.Created);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await administrator.Send(HttpMethod.Post, $"{Requests.Keys}/{made["made"]!["id"]}/revocation");

        var text = await administrator.GetStringAsync(new Uri(Requests.Keys, UriKind.Relative));

        var listed = JsonNode.Parse(text)!["keys"]![0]!;
        Assert.Equal(["id", "name", "role", "provinces", "team", "madeBy", "madeAt", "expiresAt", "revokedAt", "usedAt", "state"],
            listed.AsObject().Select(it => it.Key));
        Assert.Equal(("Nightly", "a administrator", "revoked", "2026-11-24T03:01:01Z"),
            ((string)listed["name"]!, (string)listed["madeBy"]!, (string)listed["state"]!, (string)listed["revokedAt"]!));
        Assert.DoesNotContain("hash", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain((string)made["key"]!, text, StringComparison.Ordinal);
        Assert.Contains(JsonNode.Parse(text)!["keys"]!.AsArray(), key => (string)key!["state"]! == "inForce");
        host.Clock.Advance(TimeSpan.FromDays(364));
        using var later = await host.As(StaffRoles.Administrator).Get(Requests.Keys);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Theory]
    [InlineData("name", "\"\"", "must be a text of 1 to 80 characters that says what the key is for.")]
    [InlineData("name", "7", "must be a text of 1 to 80 characters that says what the key is for.")]
    [InlineData("name", "\"a\\u0000b\"", "must be a text of 1 to 80 characters that says what the key is for.")]
    [InlineData("role", "\"king\"", "must be one of: surveyTeam, supervisor, ministryAnalyst, ministryPublisher, administrator, auditor.")]
    [InlineData("role", "null", "must be one of: surveyTeam, supervisor, ministryAnalyst, ministryPublisher, administrator, auditor.")]
    [InlineData("provinces", "[]", "must name at least one province, like vn34/15, or * for all: role supervisor works for provinces.")]
    [InlineData("provinces", "\"old/10\"", "must be an array of texts: * for all, or geography and code, like vn34/15.")]
    [InlineData("team", "\"a b\"", "must be a text of 1 to 32 letters A-Z, a-z, digits, dots, hyphens or underscores; or null, or left out.")]
    [InlineData("team", "5", "must be a text of 1 to 32 letters A-Z, a-z, digits, dots, hyphens or underscores; or null, or left out.")]
    [InlineData("expiresAt", "\"2026-11-24T02:59:59Z\"", "must be a moment in the future, at most two years ahead, with its offset from UTC, such as 2027-11-24T00:00:00+07:00.")]
    [InlineData("expiresAt", "\"2028-11-24T03:00:01Z\"", "must be a moment in the future, at most two years ahead, with its offset from UTC, such as 2027-11-24T00:00:00+07:00.")]
    [InlineData("expiresAt", "\"2027-01-01T00:00:00\"", "must be a moment in the future, at most two years ahead, with its offset from UTC, such as 2027-11-24T00:00:00+07:00.")]
    [InlineData("rank", "1", "is unknown; there are: name, role, provinces, team, expiresAt.")]
    public async Task What_is_wrong_with_a_key_is_told_with_what_would_be_right(string property, string value, string message)
    {
        await using var host = await FiguresHost.Start();
        var body = JsonNode.Parse(Valid)!.AsObject();
        body[property] = JsonNode.Parse(value);

        var problem = await (await host.As(StaffRoles.Administrator).Send(HttpMethod.Post, Requests.Keys, body.ToJsonString())).MustBe(HttpStatusCode.UnprocessableEntity);

        Assert.Equal("/problems/invalid-key", (string)problem["type"]!);
        var (path, messages) = Assert.Single(problem["errors"]!.AsObject());
        Assert.Equal((property, message), (path, (string)Assert.Single(messages!.AsArray())!));
        Assert.DoesNotContain(await host.Trail(), entry => entry.Record.Action == AuditActions.MakeKey);
    }

    [Fact]
    public async Task Every_fault_of_a_key_is_told_at_once()
    {
        await using var host = await FiguresHost.Start();
        using var administrator = host.As(StaffRoles.Administrator);
        const string Wrong = """{"name": "x", "name": "y", "Role": 1, "provinces": ["old/99", "", "*"], "team": "{}"}""";

        var problem = await (await administrator.Send(HttpMethod.Post, Requests.Keys, Wrong)).MustBe(HttpStatusCode.UnprocessableEntity);
        var nothing = await (await administrator.Send(HttpMethod.Post, Requests.Keys, "[]")).MustBe(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["Role", "expiresAt", "name", "provinces[0]", "provinces[1]", "role", "team"], problem["errors"]!.AsObject().Select(it => it.Key));
        Assert.Equal("'old/99' is no province. Write * for all, or geography and code, like vn34/15. Geographies: old, new.",
            (string)problem["errors"]!["provinces[0]"]![0]!);
        Assert.Equal(["$"], nothing["errors"]!.AsObject().Select(it => it.Key));
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_cannot_be_read_is_a_problem(string? body, HttpStatusCode status)
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.As(StaffRoles.Administrator).Send(HttpMethod.Post, Requests.Keys, body);

        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.As(StaffRoles.Administrator).Send(HttpMethod.Post, Requests.Keys, new string(' ', 20_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_that_there_is_not_cannot_be_revoked()
    {
        await using var host = await FiguresHost.Start();

        var problem = await (await host.As(StaffRoles.Administrator).Send(HttpMethod.Post, $"{Requests.Keys}/0123456789ab/revocation")).MustBe(HttpStatusCode.NotFound);

        Assert.Equal("/problems/unknown-key", (string)problem["type"]!);
    }

    [Fact]
    public async Task Only_administrators_have_to_do_with_keys_and_who_else_tries_is_in_the_trail()
    {
        await using var host = await FiguresHost.Start();
        foreach (var role in StaffRoles.All.Where(role => role != StaffRoles.Administrator))
        {
            using var client = host.As(role);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.Get(Requests.Keys)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.Send(HttpMethod.Post, Requests.Keys, Valid)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.Send(HttpMethod.Post, $"{Requests.Keys}/x/revocation")).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.Page("/staff/keys")).Status);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Anybody.Send(HttpMethod.Post, Requests.Keys, Valid)).StatusCode);
        Assert.Equal(20, (await host.Trail()).Count(entry => entry.Record is { Action: AuditActions.Request, Outcome: AuditOutcome.Refused }));
    }

    [Fact]
    public async Task What_cannot_be_written_into_the_trail_does_not_happen()
    {
        await using var host = await FiguresHost.Start();
        using var administrator = host.As(StaffRoles.Administrator);
        host.ShutTrail();

        using var made = await administrator.Send(HttpMethod.Post, Requests.Keys, Valid);
        using var figures = await host.Get("/api/v1/figures/tiny-2024");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (made.StatusCode, figures.StatusCode));
        Assert.Equal("/problems/staff-store-away", (string)JsonNode.Parse(await figures.Content.ReadAsStringAsync())!["type"]!);
        Assert.DoesNotContain("satisfied", await figures.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain((await administrator.GetJson(Requests.Keys))["keys"]!.AsArray(), key => (string)key!["name"]! == "Nightly");
    }
}
