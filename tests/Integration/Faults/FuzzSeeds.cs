using System.Globalization;
using System.Text.Json.Nodes;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>What may be sent to the routes that no form of a page leads to: right, before it is made wrong. A route that takes something and is not here, nor on a page, fails the test.</summary>
internal sealed class FuzzSeeds(FuzzPlaces places)
{
    private const string Json = "application/json";

    /// <summary>Whether there is something right to send to a route.</summary>
    public static bool Has(string route) => IsJson(route) || IsFile(route) || route == "POST /connect/token";

    /// <summary>Whether a route takes JSON.</summary>
    public static bool IsJson(string route) => route is "POST /api/v1/responses" or "POST /api/v1/batches/{id}/withdrawal" or "PUT /api/v1/batches/{id}/sheets/{serial}"
        or "POST /api/v1/conflicts/{id}/decision" or "POST /api/v1/keys" or "POST /api/v1/keys/{id}/revocation" or "PUT /api/v1/schedule/{survey}" or "POST /staff/second-entry";

    /// <summary>Whether a route takes a file.</summary>
    public static bool IsFile(string route) => route is "POST /api/v1/batches" or "PUT /api/v1/surveys/{survey}/sample" or "POST /staff/intake/typing" or "POST /staff/intake/upload" or "POST /staff/sample";

    /// <summary>A body in JSON.</summary>
    public string JsonOf(string route, FuzzDice dice) => route switch
    {
        "POST /api/v1/responses" => Response(dice),
        "POST /api/v1/batches/{id}/withdrawal" or "POST /api/v1/keys/{id}/revocation" => """{"reason": "Gửi nhầm tệp của xã khác"}""",
        "PUT /api/v1/batches/{id}/sheets/{serial}" => new JsonObject { ["answers"] = Answers(dice), ["respondent"] = new JsonObject { ["gender"] = "female" }, ["cluster"] = null, ["reason"] = "Gõ nhầm P02" }.ToJsonString(),
        "POST /api/v1/conflicts/{id}/decision" => new JsonObject { ["entry"] = dice.One(places.Versions), ["reason"] = "Đã xem lại phiếu giấy" }.ToJsonString(),
        "POST /api/v1/keys" => $$"""{"name": "báo cáo", "role": "surveyTeam", "provinces": ["vn63/10"], "team": "t1", "expiresAt": "{{DateTime.UtcNow.AddDays(3).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}"}""",
        "PUT /api/v1/schedule/{survey}" => $$"""{"opens": "{{FuzzPlaces.TextOf("opens", dice)}}", "closes": {{dice.One("null", "\"2027-01-01T00:00:00+07:00\"", "\"9999-12-31T23:59:59Z\"")}}, "open": true}""",
        _ => new JsonObject { ["survey"] = A.Survey, ["province"] = A.LaoCai, ["team"] = FuzzPlaces.Team, ["serial"] = "A1", ["typist"] = "n2", ["cells"] = Answers(dice), ["cluster"] = "" }.ToJsonString(),
    };

    /// <summary>A response as programs and the form's script send it.</summary>
    public string Response(FuzzDice dice)
    {
        var response = new JsonObject { ["survey"] = dice.One(A.Survey, A.Survey, "sipas-2026"), ["province"] = dice.One(A.HaNoi, A.LaoCai), ["answers"] = Answers(dice) };
        if (dice.Chance(0.7))
        {
            // Version 4: its bits are set, the rest is chance.
            var id = dice.Bytes(16);
            (id[6], id[8]) = ((byte)((id[6] & 0x0F) | 0x40), (byte)((id[8] & 0x3F) | 0x80));
            response.Insert(0, "id", new Guid(id, bigEndian: true).ToString());
        }

        if (dice.Chance(0.3))
        {
            response["respondent"] = new JsonObject(A.Questionnaire.Respondent.Select(it => KeyValuePair.Create(it.Code, (JsonNode?)dice.One(it.Categories).Code)));
        }

        if (dice.Chance(0.2))
        {
            response["cluster"] = FuzzPlaces.Village;
        }

        if (dice.Chance(0.1) && places.Invitations.Count > 0)
        {
            response["invitation"] = dice.One(places.Invitations);
        }

        return response.ToJsonString();
    }

    /// <summary>A file with its type and name: a table of sheets, or of the plan.</summary>
    public static (string Type, string Name, byte[] Bytes) File(string route, FuzzDice dice)
    {
        var rows = route.Contains("sample", StringComparison.Ordinal) ? FuzzTables.Plan(dice) : FuzzTables.Sheets(dice);
        if (dice.Chance(0.8))
        {
            FuzzTables.Mutate(rows, dice);
        }

        var name = FuzzTexts.Near(dice, "sheets.csv").Replace("\"", "", StringComparison.Ordinal).Replace("\r\n", "", StringComparison.Ordinal);
        return dice.Chance(0.6)
            ? ("text/csv", dice.Chance(0.8) ? "sheets.csv" : name, FuzzTables.Csv(rows, dice))
            : ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", dice.Chance(0.8) ? "sheets.xlsx" : name, FuzzWorkbooks.Of(rows, dice));
    }

    /// <summary>The fields beside a file.</summary>
    public static List<(string Name, string Value)> FieldsOfFile(FuzzDice dice)
    {
        List<(string, string)> fields = [("survey", A.Survey), ("province", dice.Chance(0.9) ? A.LaoCai : A.HaNoi), ("team", FuzzPlaces.Team)];
        if (dice.Chance(0.05))
        {
            fields.Add(("id", new Guid(dice.Bytes(16)).ToString()));
        }

        return fields;
    }

    /// <summary>What the pages send to the provider.</summary>
    public static byte[] TokenRequest(FuzzDice dice)
    {
        List<(string, string)> fields =
        [
            ("grant_type", "authorization_code"), ("code", "x"), ("client_id", "sipas-pages"), ("client_secret", "x"), ("redirect_uri", "http://localhost/staff/sign-in/done"),
            ("code_verifier", new string('a', 43)),
        ];
        FuzzFields.Mutate(fields, dice);
        return FuzzFields.UrlEncoded(fields, dice);
    }

    /// <summary>The type of a body in JSON.</summary>
    public static (string Name, string Value) JsonType => ("Content-Type", Json);

    private static JsonObject Answers(FuzzDice dice) => new(A.Questionnaire.Items.Where(_ => dice.Chance(0.9)).Select(it => KeyValuePair.Create(it.Code, (JsonNode?)(1 + dice.Below(5)))));
}
