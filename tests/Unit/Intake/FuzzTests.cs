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
}
