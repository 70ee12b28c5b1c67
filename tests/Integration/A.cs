using System.Text.Json.Nodes;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.IntegrationTests;

/// <summary>The object mother: the shipped catalogue, and entries, packs and contents with sensible values.</summary>
internal static class A
{
    public const string Survey = "sipas-2024";
    public const string LaoCai = "10";
    public const string YenBai = "15";
    public const string HaNoi = "01";

    public static readonly Catalogue Catalogue = Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "contracts"));

    public static readonly Questionnaire Questionnaire = Catalogue.FindSurvey(Survey)!.Questionnaire;

    /// <summary>A secret of invitations, as a setting.</summary>
    public const string Secret = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    /// <summary>The keys of that secret.</summary>
    public static readonly Invitations Invitations = Invitations.Of(InvitationSecret.Parse(Secret)!);

    /// <summary>Another one, as after a mistake.</summary>
    public const string OtherSecret = "b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldC1vdGhlci0=";

    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(7));

    public static ReadOnlyMemory<byte> Content(int level = 4, string province = LaoCai, string survey = Survey, string? age = null) =>
        Content(Enumerable.Repeat(level, Questionnaire.Items.Count), province, survey, age);

    public static ReadOnlyMemory<byte> Content(IEnumerable<int> levels, string province = LaoCai, string survey = Survey, string? age = null)
    {
        var respondent = Questionnaire.Respondent
            .Select(dimension => dimension.Code == "age" && age is not null
                ? (byte)(1 + dimension.Categories.ToList().FindIndex(category => category.Code == age))
                : (byte)0).ToArray();
        return new Content(survey, province, levels.Select(level => (byte)level).ToArray(), respondent, null).ToBytes();
    }

    public static Entry Entry(Guid? id = null, ReadOnlyMemory<byte>? content = null, int second = 0, Guid? batch = null, int row = 0, Channel? channel = null) =>
        new(id ?? Guid.NewGuid(), channel ?? (batch is null ? Channel.Open : Channel.Paper), batch, row,
            UnixMicroseconds.From(Noon.AddSeconds(second)), content ?? Content());

    /// <summary>An entry with the claim of an invitation.</summary>
    public static EntryReceived Claiming(Entry entry, int number, Suspicions suspicions = Suspicions.None) =>
        new(entry, suspicions, Invitations.Claims!.Seal(Invitations.Claims.OfSheet(Survey, LaoCai, number), entry.Id));

    public static Pack Pack(Guid producer, long sequence, params IEnumerable<PackRecord> records) =>
        new(producer, sequence, [], [.. records]);

    public static Pack Pack(params IEnumerable<Entry> entries) =>
        Pack(Guid.NewGuid(), 1, entries.Select(entry => new EntryReceived(entry)));

    public static BatchWithdrawn Withdrawal(Guid batch) => new(batch, UnixMicroseconds.From(Noon), "team", "sent by mistake");

    public static BatchClosed Closing(Guid batch, int accepted, bool conflictsAccepted = false, int rejected = 0, bool simulated = false, string survey = Survey, string province = LaoCai, string team = "team", int second = 0) =>
        new(batch, survey, province, team, "file.csv", "somebody", accepted + rejected, accepted, rejected, simulated,
            UnixMicroseconds.From(Noon.AddSeconds(second)), conflictsAccepted);

    public static ContentDecided Decision(Guid id, ReadOnlyMemory<byte> content, int second = 0) =>
        new(new Decision(id, content, UnixMicroseconds.From(Noon.AddSeconds(second)), "team", "the sheet says so"));

    /// <summary>A response as it is sent over HTTP, every item at one level.</summary>
    public static JsonObject Response(Guid? id = null, int level = 4, string province = LaoCai, string survey = Survey) =>
        Response(A.Questionnaire.Items.ToDictionary(item => item.Code, _ => level), id, province, survey);

    /// <summary>A response as it is sent over HTTP.</summary>
    public static JsonObject Response(IReadOnlyDictionary<string, int> answers, Guid? id = null, string province = LaoCai, string survey = Survey)
    {
        var response = new JsonObject
        {
            ["survey"] = survey,
            ["province"] = province,
            ["answers"] = new JsonObject(answers.Select(answer => KeyValuePair.Create(answer.Key, (JsonNode?)answer.Value))),
        };
        if (id is { } known)
        {
            response["id"] = known.ToString();
        }

        return response;
    }
}
