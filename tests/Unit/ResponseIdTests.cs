using System.Text;
using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

public sealed class ResponseIdTests
{
    [Theory]
    [InlineData("f47ac10b-58cc-4372-a567-0e02b2c3d479", true)] // version 4
    [InlineData("0198c2f0-1111-7222-8333-444455556666", true)] // version 7
    [InlineData("0198c2f0-1111-7222-b333-444455556666", true)]
    [InlineData("c232ab00-9414-11ec-b3c8-9f6bdeced846", false)] // version 1
    [InlineData("000003e8-9414-21ec-b300-9f6bdeced846", false)] // version 2
    [InlineData("5df41881-3aed-3515-88a7-2f4a814cf09e", false)] // version 3
    [InlineData("2ed6657d-e927-568b-95e1-2665a8aea6a2", false)] // version 5
    [InlineData("1ec9414c-232a-6b00-b3c8-9f6bdeced846", false)] // version 6
    [InlineData("2489e9ad-2ee2-8e00-8ec9-32d5f69181c0", false)] // version 8
    [InlineData("f47ac10b-58cc-4372-7567-0e02b2c3d479", false)] // version 4, NCS variant
    [InlineData("f47ac10b-58cc-4372-c567-0e02b2c3d479", false)] // version 4, Microsoft variant
    [InlineData("00000000-0000-0000-0000-000000000000", false)]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", false)]
    public void A_sender_may_use_versions_4_and_7(string id, bool expected) => Assert.Equal(expected, ResponseId.MaySend(new Guid(id)));

    // Computed with Python: hashlib.sha256(uuid.UUID(id).bytes).digest()[:10], as a number in base 32.
    [Theory]
    [InlineData("0198c2f0-1111-7222-8333-444455556666", "47P0VW49T5WFJ7X0")]
    [InlineData("00000000-0000-4000-8000-000000000000", "JCC91AZ26KDVHAZJ")]
    [InlineData("f47ac10b-58cc-4372-a567-0e02b2c3d479", "QQ8V47WJWTT27P3Z")]
    [InlineData("ffffffff-ffff-4fff-bfff-ffffffffffff", "SF6GFVYZ7K08ZC2W")]
    public void A_receipt_is_what_its_definition_gives_elsewhere(string id, string expected) =>
        Assert.Equal(expected, ResponseId.Receipt(new Guid(id)));

    [Fact]
    public void A_receipt_has_16_characters_that_are_not_mistaken_for_each_other() =>
        Gen.Guid.Sample(id => ResponseId.Receipt(id) is { Length: 16 } receipt
            && receipt.All(character => char.IsAsciiDigit(character) || char.IsAsciiLetterUpper(character))
            && receipt.IndexOfAny(['I', 'L', 'O', 'U']) < 0);

    // Computed with Python: uuid.uuid5(uuid.UUID("5f1c1a52-6f0c-4d6b-9a57-2f6f5e0f39b1"), name).
    [Theory]
    [InlineData("sipas-2024", "10", "", "000123", "205794c6-c7e3-51f7-9b4f-25d14f22c3d2")] // sipas-2024|10||000123
    [InlineData("sipas-2024", "01", "Bưu điện Hà Nội", "hn-7", "98884dcd-90dd-5dff-be34-97abd0a56253")] // …|BƯU ĐIỆN HÀ NỘI|HN-7
    [InlineData("sipas-2026", "15", "đội 3", "Ố 9", "0129775b-6dc5-5091-9a8b-86d11937671b")] // …|ĐỘI 3|Ố 9
    [InlineData("sipas-2024", "10", "a", "b|c", "a1a1aa3e-0640-51f4-8408-9d142e0e4a7e")] // …|A|B|C
    public void A_sheets_id_is_what_its_definition_gives_elsewhere(string survey, string province, string team, string serial, string expected) =>
        Assert.Equal(new Guid(expected), ResponseId.OfSheet(survey, province, team, serial));

    [Fact]
    public void A_sheets_id_is_of_version_5_which_no_sender_may_use()
    {
        var id = ResponseId.OfSheet("sipas-2024", "01", "team", "1");
        Assert.Equal(5, id.Version);
        Assert.False(ResponseId.MaySend(id));
    }

    [Theory]
    [InlineData(" Đội  3\t", "ố\u00A09")]
    [InlineData("ĐỘI 3", "\nỐ 9 ")]
    [InlineData("đội 3", "o\u0302\u0301 9")] // decomposed
    public void The_same_sheet_typed_differently_has_the_same_id(string team, string serial) =>
        Assert.Equal(ResponseId.OfSheet("sipas-2026", "15", "đội 3", "Ố 9"), ResponseId.OfSheet("sipas-2026", "15", team, serial));

    [Fact]
    public void Case_and_composition_never_change_a_sheets_id() =>
        Gen.Select(Any.Text, Any.Text).Where((team, _) => !team.Contains('|')).Sample((team, serial) =>
            ResponseId.OfSheet("s", "01", team, serial)
            == ResponseId.OfSheet("s", "01", team.Normalize(NormalizationForm.FormD).ToUpperInvariant(), $" {serial} "));

    [Theory]
    [InlineData("sipas-2025", "01", "team", "1")]
    [InlineData("sipas-2024", "02", "team", "1")]
    [InlineData("sipas-2024", "01", "", "1")]
    [InlineData("sipas-2024", "01", "team", "01")]
    [InlineData("sipas-2024", "01", "te am", "1")]
    public void Another_survey_province_team_or_serial_is_another_sheet(string survey, string province, string team, string serial) =>
        Assert.NotEqual(ResponseId.OfSheet("sipas-2024", "01", "team", "1"), ResponseId.OfSheet(survey, province, team, serial));

    [Fact]
    public void A_team_with_the_separator_is_refused_because_another_sheet_could_have_that_name() =>
        Assert.Throws<ArgumentException>(() => ResponseId.OfSheet("sipas-2024", "01", "a|b", "c"));
}
