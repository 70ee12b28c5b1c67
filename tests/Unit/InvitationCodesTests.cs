using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

/// <summary>Codes of invitations: what one says, that nobody can make one, and that any slip of the pen is noticed.</summary>
public sealed class InvitationCodesTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly InvitationCodes Codes = A.Invitations.Codes!;

    private static readonly Gen<InvitationCode> Code = Gen.Select(Gen.Enum<InvitationKind>(), Gen.Int[0, 99], Gen.UInt,
        (kind, province, number) => Codes.Make("sipas-2024", kind, $"{province:00}", number));

    // As contracts/README.md has them, from a program of its own: a change would make every letter that was ever printed worthless.
    [Theory]
    [InlineData("sipas-2024", InvitationKind.Letter, "10", 1u, "1800-0001-WSB9-B04C-7WA0", "5225ec1e9df61cd14ab41a3a3b5c6abc")]
    [InlineData("sipas-2026", InvitationKind.Sheet, "15", 9_999_999u, "HW09-H5KZ-5V1A-QA56-9D9W", "32157540a3c0c4795bf1d0426a7bb923")]
    public void A_code_has_five_groups_of_four_and_says_what_it_is_for(string survey, InvitationKind kind, string province, uint number, string expected, string claim)
    {
        var text = Codes.Make(survey, kind, province, number).ToString();

        Assert.Equal(expected, text);
        Assert.Equal(claim, $"{A.Invitations.Claims!.Of(survey, Codes.Make(survey, kind, province, number)).Value:x32}");
        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$", text);
        Assert.True(InvitationCode.TryParse(text, out var read));
        Assert.Equal((kind, province, number), (read.Kind, read.ProvinceCode, read.Number));
        Assert.True(Codes.IsOf(survey, read));
    }

    [Fact]
    public void Every_code_is_read_as_it_was_written() => Code.Sample(code =>
    {
        Assert.True(InvitationCode.TryParse(code.ToString(), out var read));
        Assert.Equal(code, read);
    });

    [Fact]
    public void Any_other_character_in_any_place_makes_it_no_invitation() =>
        Gen.Select(Code, Gen.Int[0, 19], Gen.Int[1, 31]).Sample((code, place, step) =>
        {
            var text = code.ToString().Replace("-", "", StringComparison.Ordinal).ToCharArray();
            text[place] = Alphabet[(Alphabet.IndexOf(text[place], StringComparison.Ordinal) + step) % Alphabet.Length];

            Assert.True(InvitationCode.TryParse(new string(text), out var other));
            Assert.False(Codes.IsOf("sipas-2024", other));
        });

    [Fact]
    public void A_code_is_none_of_another_survey_or_another_secret() => Code.Sample(code =>
    {
        Assert.False(Codes.IsOf("sipas-2025", code));
        Assert.False(InvitationSecret.Parse(InvitationSecret.Make())!.Codes.IsOf("sipas-2024", code));
    }, iter: 200);

    [Fact]
    public void However_it_is_typed_it_is_the_same_code()
    {
        var code = Codes.Make("sipas-2024", InvitationKind.Letter, "10", 1);
        var text = code.ToString();
        string[] typed =
        [
            text.ToLowerInvariant(), text.Replace("-", "", StringComparison.Ordinal), text.Replace('-', ' '), $"  {text} ", string.Join(' ', text.ToCharArray()),
            text.Replace('0', 'O'), text.Replace('0', 'o'), text.Replace('1', 'I'), text.Replace('1', 'l'),
            text.Replace('-', '\u2011'), text.Replace('-', '\u2013'), text.Replace('-', '\u2014'), text.Replace('-', '\u2212'), text.Replace('-', '\u00AD'), $"\u200B{text}\uFEFF",
        ];

        Assert.All(typed, it =>
        {
            Assert.True(InvitationCode.TryParse(it, out var read));
            Assert.Equal(code, read);
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABCD-EFGH-JKMN-PQRS-TVW")]
    [InlineData("ABCD-EFGH-JKMN-PQRS-TVWXY")]
    [InlineData("UBCD-EFGH-JKMN-PQRS-TVWX")]
    [InlineData("ĐBCD-EFGH-JKMN-PQRS-TVWX")]
    [InlineData("ＡBCD-EFGH-JKMN-PQRS-TVWX")]
    [InlineData("ABCD_EFGH_JKMN_PQRS_TVWX")]
    public void What_is_no_code_is_not_read(string? typed) => Assert.False(InvitationCode.TryParse(typed, out _));

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA==")]
    public void A_secret_has_at_least_32_bytes(string base64) => Assert.Null(InvitationSecret.Parse(base64));

    [Fact]
    public void A_receipt_is_read_however_it_is_typed()
    {
        var receipt = ResponseId.Receipt(A.Id);

        Assert.True(ResponseId.TryParseReceipt(Crockford.Grouped(receipt).ToLowerInvariant().Replace('0', 'o'), out var read));

        Assert.Equal(ResponseId.ReceiptNumber(A.Id), read);
        Assert.Equal(read, ResponseId.ReceiptOf(ResponseId.ReceiptToBytes(read)));
        Assert.False(ResponseId.TryParseReceipt(receipt[1..], out _));
    }
}
