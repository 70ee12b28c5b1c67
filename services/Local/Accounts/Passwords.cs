using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace SipasSurvey.Local.Accounts;

/// <summary>What a password may be. As NIST SP 800-63B and OWASP ASVS ask: long, not a common one, and no rules about kinds of characters.</summary>
internal static class Passwords
{
    /// <summary>Least length, in characters as they are typed.</summary>
    public const int LeastLength = 12;

    /// <summary>Greatest length. Hashing takes as long for a long one; this only bounds a form.</summary>
    public const int GreatestLength = 128;

    private const string ServiceName = "sipas";

    // A password whose characters are this few is a repetition, whatever it repeats.
    private const int LeastKinds = 5;

    // Crockford's base 32: no letter that can be taken for a digit, 5 bits each.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Groups = 5;
    private const int GroupLength = 4;

    private static readonly Lazy<HashSet<string>> Common = new(ReadCommon);

    /// <summary>A random one of 100 bits in groups: <c>k3f9-2m7q-x8pt-c4wd-hj5n</c>.</summary>
    public static string NewOneTime() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));

    /// <summary>
    /// The text that is hashed: what looks the same is the same, whether a keyboard sends Vietnamese letters whole or in parts. Null when it is no text at all.
    /// </summary>
    public static string? Normalize(string typed)
    {
        try
        {
            return typed.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a character, which no keyboard sends.
            return null;
        }
    }

    /// <summary>What is wrong with a new password, in a Vietnamese sentence; null when it may be used.</summary>
    /// <param name="password">After <see cref="Normalize"/>.</param>
    /// <param name="userName">Whose it is to be.</param>
    public static string? FindFault(string? password, string userName)
    {
        if (password is null)
        {
            return "Mật khẩu có ký tự không hợp lệ.";
        }

        var length = new System.Globalization.StringInfo(password).LengthInTextElements;
        var lower = password.ToLowerInvariant();
        return length < LeastLength ? $"Mật khẩu cần ít nhất {LeastLength} ký tự; mật khẩu này có {length}."
            : password.Length > GreatestLength ? $"Mật khẩu dài nhất {GreatestLength} ký tự."
            : lower.Contains(userName.ToLowerInvariant(), StringComparison.Ordinal) || lower.Contains(ServiceName, StringComparison.Ordinal)
                ? "Mật khẩu không được chứa tên đăng nhập hoặc chữ “sipas”, vì người khác dễ đoán."
            : lower.Distinct().Count() < LeastKinds ? "Mật khẩu này chỉ lặp lại vài ký tự, nên dễ đoán."
            : IsCommon(lower) ? "Mật khẩu này có trong danh sách mật khẩu thường gặp, nên dễ đoán. Hãy ghép vài từ không liên quan với nhau."
            : null;
    }

    // Also with digits and signs around it, or said twice: that is what most people do to make a common word long enough.
    private static bool IsCommon(string lower)
    {
        var core = lower.Trim([.. lower.Where(character => !char.IsLetter(character))]);
        return Common.Value.Contains(lower) || Common.Value.Contains(core)
            || (core.Length % 2 == 0 && core[..(core.Length / 2)] == core[(core.Length / 2)..] && Common.Value.Contains(core[..(core.Length / 2)]));
    }

    private static HashSet<string> ReadCommon()
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("common-passwords.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line is [not '#', ..])
            {
                words.Add(line);
            }
        }

        return words;
    }
}
