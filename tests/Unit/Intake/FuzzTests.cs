using System.Text;
using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Intake;

public sealed class FuzzTests
{
    private static readonly byte[] Valid = Encoding.UTF8.GetBytes(Form.With(("id", "\"0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b\""),
        ("respondent", "{\"gender\": \"female\", \"age\": \"35-49\"}"), ("cluster", "\"10.02\""), ("invitation", $"\"{A.Invitations.Codes!.Make("sipas-2024", InvitationKind.Letter, "10", 1)}\"")));

    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "0", "-", "e", ".", "5", "1e400", "\"P01\":", "\"survey\":", "\"id\":5,", "/*", "\n",
    ];

    // Replaces a piece of the body by other bytes, or by something that means something in JSON.
    private static readonly Gen<Func<byte[], byte[]>> Mutation = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12],
        Gen.OneOf(Gen.Byte.Array[0, 4], Gen.Int[0, Tokens.Length - 1].Select(i => Encoding.ASCII.GetBytes(Tokens[i]))),
        (place, length, piece) => new Func<byte[], byte[]>(body =>
        {
            var at = (int)(place * body.Length);
            return [.. body[..at], .. piece, .. body[Math.Min(at + length, body.Length)..]];
        }));

    // Values in the place of a level.
    private static readonly string[] Levels = ["1", "2", "3", "4", "5", "null", "0", "6", "9", "-1", "5.0", "5e0", "10", "\"5\"", "true", "[5]", "{}"];

    // Members of a body but the id. Each is right mostly, and every wrong one stands alone.
    private static readonly Gen<string> AnyForm = Gen.Select(
        Gen.Int[0, 6].Array[A.Questionnaire.Items.Count],
        Gen.Int[0, Levels.Length - 1],
        Gen.Int[0, A.Questionnaire.Items.Count * 3],
        Rarely("\"province\": \"10\"", "\"province\": \"99\"", "\"province\": \"\"", "\"province\": null", "\"province\": 10", "\"province\": \"10\", \"province\": \"10\""),
        Rarely("", ", \"respondent\": null", ", \"respondent\": {\"age\": \"35-49\", \"gender\": null}", ", \"respondent\": {\"occupation\": \"retired\"}", ", \"respondent\": {\"age\": \"male\"}",
            ", \"respondent\": {\"age\": 1}", ", \"respondent\": {\"name\": \"x\"}", ", \"respondent\": {\"age\": \"35-49\", \"age\": \"35-49\"}", ", \"respondent\": []"),
        Rarely("", ", \"cluster\": \"10.02\"", ", \"cluster\": null", ", \"cluster\": \"a b\"", ", \"cluster\": \"\"", ", \"cluster\": 1", ", \"other\": 1"),
        Rarely("", ", \"invitation\": null", $", \"invitation\": \"{A.Invitations.Codes!.Make("sipas-2024", InvitationKind.Letter, "10", 2)}\"", ", \"invitation\": \"\"", ", \"invitation\": 5"),
        (levels, odd, place, province, respondent, cluster, invitation) =>
        {
            var answers = A.Questionnaire.Items.Zip(levels, (item, level) => (item.Code, Level: item.Index == place ? Levels[odd] : level == 6 ? "" : level == 0 ? "null" : $"{level}"));
            return $"\"survey\": \"sipas-2024\", {province}, \"answers\": {{{string.Join(", ", answers.Where(it => it.Level.Length > 0).Select(it => $"\"{it.Code}\": {it.Level}"))}}}{respondent}{cluster}{invitation}";
        });

    // The first of them, and in one of five cases any other.
    private static Gen<string> Rarely(string usual, params string[] others) => Gen.Int[0, (5 * others.Length) - 1].Select(i => i < others.Length ? others[i] : usual);

    [Fact]
    public async Task No_mutation_of_a_valid_body_is_answered_with_5xx_and_only_what_is_accepted_is_published()
    {
        await using var host = await IntakeHost.Start(null, ("Invitations:Secret", A.Secret));
        var accepted = 0;

        await Mutation.Array[1, 4].SampleAsync(async mutations =>
        {
            var body = mutations.Aggregate(Valid, (current, mutate) => mutate(current));
            var answer = await host.Client.Post(body);
            Assert.True(answer.Status is 202 or 400 or 422, $"{answer.Status}: {Encoding.Latin1.GetString(body)}");
            if (answer.Status == 202)
            {
                Interlocked.Increment(ref accepted);
            }
        }, iter: 2_000, threads: 2);

        Assert.Equal(accepted, host.Broker.Entries.Count);
        Assert.DoesNotContain(host.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    // Plain bodies are read in a way of their own; with an escape in a name, or with the survey last, the same body is not plain.
    [Fact]
    public async Task However_a_body_is_written_it_is_judged_alike()
    {
        await using var host = await IntakeHost.Start(null, ("Invitations:Secret", A.Secret));
        var accepted = 0;

        await Gen.Select(AnyForm, Gen.Int[0, 2].SelectMany(number => Mutation.Array[number == 2 ? 1 : 0])).SampleAsync(async (form, mutations) =>
        {
            var id = Guid.NewGuid();
            var plain = Encoding.Latin1.GetString(mutations.Aggregate(Encoding.UTF8.GetBytes($"{{\"id\": \"{id}\", {form}}}"), (current, mutate) => mutate(current)));
            var escaped = plain.Replace("\"id\"", "\"\\u0069d\"", StringComparison.Ordinal);

            var (one, other) = (await host.Client.Post(Encoding.Latin1.GetBytes(plain)), await host.Client.Post(Encoding.Latin1.GetBytes(escaped)));

            Assert.True(one.Status == other.Status, $"{one.Status}, but {other.Status}: {plain}");
            if (one.Status == 422)
            {
                Assert.Equal(one.Errors, other.Errors);
            }

            if (one.Status == 202 && escaped != plain)
            {
                Interlocked.Increment(ref accepted);
                var entries = host.Broker.Entries.Where(entry => entry.Id == (Guid)one.Body["id"]!).ToList();
                Assert.Equal(2, entries.Count);
                Assert.True(entries[0].Content.Span.SequenceEqual(entries[1].Content.Span), plain);
                Assert.Equal(entries[0].Channel, entries[1].Channel);
            }
        }, iter: 2_000, threads: 2);

        Assert.True(accepted > 200, $"Only {accepted} were accepted.");
    }
}
