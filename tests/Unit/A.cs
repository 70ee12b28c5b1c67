using System.Text;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

/// <summary>The object mother: everything a test needs that is not what it is about.</summary>
internal static class A
{
    public static readonly string ShippedFolder = Path.Combine(AppContext.BaseDirectory, "contracts");

    public static readonly Catalogue Catalogue = Catalogue.Load(ShippedFolder);

    /// <summary>On 63 provinces.</summary>
    public static readonly Survey Survey2024 = Catalogue.FindSurvey("sipas-2024")!;

    /// <summary>On 34 provinces.</summary>
    public static readonly Survey Survey2026 = Catalogue.FindSurvey("sipas-2026")!;

    public static readonly Geography Vn63 = Catalogue.FindGeography("vn63")!;

    public static readonly Geography Vn34 = Catalogue.FindGeography("vn34")!;

    public static readonly Questionnaire Questionnaire = Survey2024.Questionnaire;

    public static readonly Guid Id = new("0198c2f0-1111-7222-8333-444455556666");

    /// <summary>A secret of invitations, as a setting.</summary>
    public const string Secret = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    /// <summary>The keys of that secret.</summary>
    public static readonly Invitations Invitations = Invitations.Of(InvitationSecret.Parse(Secret)!);

    public static Guid Guid(int number) => new($"00000000-0000-4000-8000-{number:x12}");

    public static byte[] Answers(byte level) => [.. Enumerable.Repeat(level, Questionnaire.Items.Count)];

    public static Content Content(string survey = "sipas-2024", string province = "01", byte[]? answers = null, byte[]? respondent = null,
        string? cluster = null) =>
        new(survey, province, answers ?? Answers(4), respondent ?? new byte[Questionnaire.Respondent.Count], cluster);

    public static Entry Entry(Content? content = null, Channel channel = Channel.Paper, Guid? id = null, Guid? batch = null, int row = 0,
        long receivedAt = 1_700_000_000_000_000) =>
        new(id ?? Id, channel, batch, row, receivedAt, (content ?? Content()).ToBytes());

    /// <summary>A candidate that says <paramref name="text"/>: the counting rule looks at content as bytes only.</summary>
    public static JudgedEntry Candidate(string text, long at, Channel channel = Channel.Paper, Guid? batch = null, int row = 0) =>
        new(new Entry(Id, channel, batch, row, at, Encoding.ASCII.GetBytes(text)), Rejection: null, BatchWithdrawn: false);

    public static Decision Decision(string text, long at) => new(Id, Encoding.ASCII.GetBytes(text), at, "an official", "the form was seen");

    /// <summary>A tally of <paramref name="n"/> forms in which each item has as many answers at the high level as it says, the rest at the low.</summary>
    public static Tally Tally(int n, Func<Item, int> atHigh, byte high = 4, byte low = 3)
    {
        var tally = new Tally(Questionnaire);
        for (var i = 0; i < n; i++)
        {
            tally.Add([.. Questionnaire.Items.Select(item => i < atHigh(item) ? high : low)], 1);
        }

        return tally;
    }

    public static bool IsPolicy(Item item) => item.Code.StartsWith('P');

    public static Tally TallyOf(IEnumerable<Content> responses)
    {
        var tally = new Tally(Questionnaire);
        foreach (var response in responses)
        {
            tally.Add(response.Answers.Span, 1);
        }

        return tally;
    }

    public static TallyKey Key(string province, Channel channel = Channel.Paper, string survey = "sipas-2024") =>
        new(survey, province, channel, "", "");
}
