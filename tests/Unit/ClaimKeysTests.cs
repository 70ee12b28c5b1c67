using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

/// <summary>Claims: one identity has one, whichever way it comes, and on its way nobody can read, change or move it.</summary>
public sealed class ClaimKeysTests
{
    private static readonly ClaimKeys Keys = A.Invitations.Claims!;
    private static readonly InvitationCodes Codes = A.Invitations.Codes!;

    [Fact]
    public void A_printed_sheet_and_the_code_on_it_are_one_identity() =>
        Assert.Equal(Keys.Of("sipas-2024", Codes.Make("sipas-2024", InvitationKind.Sheet, "10", 17)), Keys.OfSheet("sipas-2024", "10", 17));

    // As contracts/README.md has them, from a program of its own.
    [Fact]
    public void A_holder_is_the_same_for_ever()
    {
        Assert.Equal("20b83e37c9e8f5f1726377d39607fb71", $"{Keys.HolderOf(A.Id).Value:x32}");
        Assert.Equal("9f53508f", Convert.ToHexStringLower(Keys.Seal(default, A.Id)[..4]));
    }

    [Fact]
    public void Survey_kind_province_and_number_make_an_identity()
    {
        InvitationClaim[] claims =
        [
            Of("sipas-2024", InvitationKind.Sheet, "10", 1), Of("sipas-2025", InvitationKind.Sheet, "10", 1), Of("sipas-2024", InvitationKind.Letter, "10", 1),
            Of("sipas-2024", InvitationKind.Sheet, "11", 1), Of("sipas-2024", InvitationKind.Sheet, "10", 2), Of("sipas-2024", InvitationKind.Sheet, "01", 1),
        ];

        Assert.Equal(claims.Length, claims.Distinct().Count());
    }

    [Fact]
    public void What_was_sealed_is_opened_for_the_same_response_alone() => Gen.Select(Gen.UInt, Gen.Guid, Gen.Guid).Sample((number, id, other) =>
    {
        var claim = Of("sipas-2024", InvitationKind.Letter, "10", number);
        var sealedClaim = Keys.Seal(claim, id);

        Assert.Equal(ClaimKeys.SealedBytes, sealedClaim.Length);
        Assert.Equal(ClaimOpening.Opened, Keys.TryOpen(sealedClaim, id, out var opened));
        Assert.Equal(claim, opened);
        Assert.Equal(ClaimOpening.Damaged, Keys.TryOpen(sealedClaim, other, out _));
    });

    [Fact]
    public void A_changed_bit_is_damage_or_another_secret() => Gen.Int[0, (ClaimKeys.SealedBytes * 8) - 1].Sample(bit =>
    {
        var sealedClaim = Keys.Seal(Of("sipas-2024", InvitationKind.Letter, "10", 1), A.Id);
        sealedClaim[bit / 8] ^= (byte)(1 << (bit % 8));

        Assert.Equal(bit < 32 ? ClaimOpening.OtherSecret : ClaimOpening.Damaged, Keys.TryOpen(sealedClaim, A.Id, out _));
    });

    [Fact]
    public void The_same_claim_never_looks_the_same_on_its_way()
    {
        var claim = Of("sipas-2024", InvitationKind.Letter, "10", 1);

        Assert.NotEqual(Keys.Seal(claim, A.Id), Keys.Seal(claim, A.Id));
    }

    [Fact]
    public void Another_secret_says_so_and_gives_other_claims_and_holders()
    {
        var other = InvitationSecret.Parse(InvitationSecret.Make())!.Claims;

        Assert.Equal(ClaimOpening.OtherSecret, other.TryOpen(Keys.Seal(Of("sipas-2024", InvitationKind.Letter, "10", 1), A.Id), A.Id, out _));
        Assert.NotEqual(Keys.OfSheet("sipas-2024", "10", 1), other.OfSheet("sipas-2024", "10", 1));
        Assert.NotEqual(Keys.HolderOf(A.Id), other.HolderOf(A.Id));
    }

    private static InvitationClaim Of(string survey, InvitationKind kind, string province, uint number) => Keys.Of(survey, Codes.Make(survey, kind, province, number));
}
