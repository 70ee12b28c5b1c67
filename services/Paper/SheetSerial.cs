using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SipasSurvey.Domain;

namespace SipasSurvey.Paper;

/// <summary>
/// The serial of a paper sheet (số phiếu). Those that we print are unique in the province and carry a check digit; others are the team's own and
/// mean something only together with it.
/// </summary>
/// <param name="Text">As it is compared: upper case, without spaces or hyphens where we printed it.</param>
/// <param name="IsPrinted">Whether we printed it.</param>
public sealed partial record SheetSerial(string Text, bool IsPrinted)
{
    /// <summary>The longest serial of a team, in characters.</summary>
    public const int Longest = 32;

    /// <summary>The highest number that a printed serial can have.</summary>
    public const int HighestNumber = 9_999_999;

    // Begins every serial that we print, so that a team's own numbers are hardly ever taken for one.
    private const string Prefix = "SP";

    /// <summary>The number of a printed serial; 0 of any other.</summary>
    public int PrintedNumber => IsPrinted ? int.Parse(Text.AsSpan(Prefix.Length, 7), NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    /// <summary>The printed serial with a number: <c>SP</c>, seven digits and the check digit (ISO/IEC 7064, MOD 11-10).</summary>
    /// <param name="number">From 1 to <see cref="HighestNumber"/>.</param>
    public static SheetSerial Printed(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, HighestNumber);
        var digits = number.ToString("0000000", CultureInfo.InvariantCulture);
        return new SheetSerial($"{Prefix}{digits}{CheckDigit(digits)}", IsPrinted: true);
    }

    /// <summary>
    /// Reads a serial as somebody typed it. Full-width forms are the same as ordinary ones, case and spaces at the ends do not matter; leading zeros do.
    /// </summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="serial">The serial.</param>
    /// <param name="fault">What is wrong and what would be right.</param>
    public static bool TryParse(string typed, [NotNullWhen(true)] out SheetSerial? serial, [NotNullWhen(false)] out LocalizedText? fault)
    {
        (serial, fault) = (null, null);
        string text;
        try
        {
            text = string.Join(' ', typed.Normalize(NormalizationForm.FormKC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair.
            text = "";
        }

        // What begins with a sign is a formula to spreadsheets.
        if (text.Length is 0 or > Longest || !char.IsLetterOrDigit(text[0]) || text.Any(it => it == '|' || !(char.IsLetterOrDigit(it) || char.IsPunctuation(it) || it == ' ')))
        {
            fault = new LocalizedText(
                $"Số phiếu cần có 1 đến {Longest} chữ cái, chữ số, dấu cách hoặc dấu câu, bắt đầu bằng chữ cái hoặc chữ số (không có dấu |).",
                $"A serial has 1 to {Longest} letters, digits, blanks or punctuation marks and begins with a letter or digit (no |).");
            return false;
        }

        var joined = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (!LooksPrinted().IsMatch(joined))
        {
            serial = new SheetSerial(text, IsPrinted: false);
            return true;
        }

        if (joined.Length == 10 && CheckDigit(joined[2..9]) == joined[9])
        {
            serial = new SheetSerial(joined, IsPrinted: true);
            return true;
        }

        fault = new LocalizedText(
            "Số phiếu in sẵn gồm SP, bảy chữ số và một chữ số kiểm tra; số này gõ sai hoặc thiếu. Xem lại số trên phiếu.",
            "A printed serial is SP, seven digits and a check digit; this one is mistyped or incomplete. Look at the sheet again.");
        return false;
    }

    /// <summary>The response id of the sheet with this serial.</summary>
    /// <param name="survey">Survey code.</param>
    /// <param name="province">Province code.</param>
    /// <param name="team">Survey team; means nothing for a printed serial.</param>
    public Guid IdIn(string survey, string province, string team) => ResponseId.OfSheet(survey, province, IsPrinted ? "" : team, Text);

    // What begins like ours and goes on with nothing but digits is ours, or was meant to be.
    [GeneratedRegex(@"^SP[0-9]{5,12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LooksPrinted();

    private static char CheckDigit(string digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            var sum = (product + digit - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (char)('0' + ((11 - product) % 10));
    }
}
