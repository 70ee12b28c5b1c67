using CsCheck;
using SipasSurvey.Domain;
using SipasSurvey.Paper;

namespace SipasSurvey.UnitTests.Paper;

/// <summary>Serials as people type them.</summary>
public sealed class SheetSerialTests
{
    [Theory]
    [InlineData(1, "SP00000015")]
    [InlineData(2, "SP00000023")]
    public void Printed_serials_carry_the_check_digit_of_ISO_7064(int number, string serial) => Assert.Equal(serial, SheetSerial.Printed(number).Text);

    [Theory]
    [InlineData("SP00000015")]
    [InlineData("sp00000015")]
    [InlineData(" SP 0000 0015 ")]
    [InlineData("SP-0000001-5")]
    [InlineData("ＳＰ００００００１５")]
    public void A_printed_serial_is_known_however_it_is_typed(string typed)
    {
        Assert.True(SheetSerial.TryParse(typed, out var serial, out _));
        Assert.Equal(SheetSerial.Printed(1), serial);
        Assert.Equal(ResponseId.OfSheet("sipas-2026", "15", "", "SP00000015"), serial.IdIn("sipas-2026", "15", "t1"));
    }

    [Theory]
    [InlineData("SP00000016")]
    [InlineData("SP0000015")]
    [InlineData("SP000000155")]
    public void A_printed_serial_that_is_mistyped_is_refused(string typed)
    {
        Assert.False(SheetSerial.TryParse(typed, out _, out var fault));
        Assert.Contains("SP", fault.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_one_wrong_digit_of_a_printed_serial_is_noticed() =>
        Gen.Select(Gen.Int[1, SheetSerial.HighestNumber], Gen.Int[2, 9], Gen.Int[1, 9]).Sample((number, place, by) =>
        {
            var digits = SheetSerial.Printed(number).Text.ToCharArray();
            digits[place] = (char)('0' + ((digits[place] - '0' + by) % 10));
            Assert.False(SheetSerial.TryParse(new string(digits), out _, out _));
        });

    [Theory]
    [InlineData("0123", "0123")]
    [InlineData("  a  7 ", "A 7")]
    [InlineData("０１２", "012")]
    [InlineData("Đội-5/12", "ĐỘI-5/12")]
    public void A_teams_own_serial_keeps_its_zeros_and_loses_what_cannot_be_seen(string typed, string text)
    {
        Assert.True(SheetSerial.TryParse(typed, out var serial, out _));
        Assert.Equal((text, false), (serial.Text, serial.IsPrinted));
        Assert.Equal(ResponseId.OfSheet("sipas-2026", "15", "t1", text), serial.IdIn("sipas-2026", "15", "t1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a|b")]
    [InlineData("=1+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("a\u0000b")]
    [InlineData("\ud800")]
    [InlineData("123456789012345678901234567890123")]
    public void What_is_no_serial_is_refused_with_what_would_be_right(string typed)
    {
        Assert.False(SheetSerial.TryParse(typed, out _, out var fault));
        Assert.Contains("1 đến 32", fault.Vi, StringComparison.Ordinal);
        Assert.Contains("1 to 32", fault.En, StringComparison.Ordinal);
    }
}
