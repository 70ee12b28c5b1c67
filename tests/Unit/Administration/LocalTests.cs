using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SipasSurvey.Staff.Access;
using SipasSurvey.UnitTests.Intake;

namespace SipasSurvey.UnitTests.Administration;

/// <summary>What administrators and provinces see and do in the whole of Local: Intake, the database and the pages together.</summary>
public sealed class LocalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Intake_follows_when_an_administrator_closes_a_survey_and_opens_it_again()
    {
        await using var host = new LocalHost();
        using var citizen = host.Client(null);
        using var administrator = host.Client(await host.MakeKey(StaffRoles.Administrator));
        Assert.Equal(202, (await citizen.Post(Form.Valid)).Status);

        await Change(administrator, """{"opens": "2024-10-01T00:00:00+07:00", "closes": "2024-12-01T00:00:00+07:00"}""");
        Assert.Equal(409, (await citizen.Post(Form.Valid)).Status);

        await Change(administrator, """{"opens": "2024-10-01T00:00:00+07:00", "closes": null}""");
        Assert.Equal(202, (await citizen.Post(Form.Valid)).Status);
    }

    [Fact]
    public async Task A_supervisor_sees_how_many_responses_of_the_own_province_are_counted()
    {
        await using var host = new LocalHost();
        using var citizen = host.Client(null);
        foreach (var province in new[] { "10", "10", "01" })
        {
            Assert.Equal(202, (await citizen.Post(Form.With(("province", $"\"{province}\"")))).Status);
        }

        using var supervisor = host.Client(await host.MakeKey(StaffRoles.Supervisor, "vn63/10"));
        var deadline = DateTime.UtcNow + Patience;
        JsonNode? counts = null;
        while ((long?)counts?["provinces"]?[0]?["counted"] != 2 && DateTime.UtcNow < deadline)
        {
            counts = JsonNode.Parse(await (await supervisor.Get("/api/v1/counts/sipas-2024")).Content.ReadAsStringAsync());
        }

        var province10 = Assert.Single(counts!["provinces"]!.AsArray())!;
        Assert.Equal(("10", 2L), ((string)province10["province"]!, (long)province10["counted"]!));
        await (await supervisor.Get("/api/v1/counts/sipas-2024/01")).MustBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_page_says_what_is_wrong_under_a_name_that_is_none()
    {
        await using var host = new LocalHost();
        using var visitor = host.Client(null);
        foreach (var (path, status) in new[] { ("/", 400), ("/staff/accounts", 400), ("/connect/authorize", 400), ("/nowhere", 404) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
            request.Headers.TryAddWithoutValidation("Host", "xn--");

            using var answer = await visitor.SendAsync(request);

            Assert.Equal((path, status, "text/html"), (path, (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_answered_4xx_by_the_provider_too()
    {
        await using var host = new LocalHost();
        using var program = host.Client(null);
        const string Form = "application/x-www-form-urlencoded";
        foreach (var (type, form, status) in new[]
        {
            (Form, "code=%00x&grant_type=authorization_code", 400), (Form, string.Join('&', Enumerable.Range(0, 300).Select(it => $"f{it}=1")), 400), ($"{Form}2", "code=x", 415),
        })
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
            content.Headers.TryAddWithoutValidation("Content-Type", type);

            using var answer = await program.PostAsync(new Uri("/connect/token", UriKind.Relative), content);

            Assert.Equal((type, status), (type, (int)answer.StatusCode));
        }
    }

    private static async Task Change(HttpClient administrator, string opening)
    {
        var seen = (await administrator.Get(Requests.Schedule)).Headers.ETag!.Tag;
        await (await administrator.Send(HttpMethod.Put, $"{Requests.Schedule}/sipas-2024", opening, seen)).MustBe(HttpStatusCode.OK);
    }
}
