using System.Text;
using SipasSurvey.Local.Accounts;

namespace SipasSurvey.UnitTests.Accounts;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData("con ngựa leo cột điện")]
    [InlineData("тихий океан и осень")]
    [InlineData("xe đạp 7 quả mơ")]
    [InlineData("🌾🐃🌧️🏮🛶🐓🎋🌙🍚🐟🪷⛵")]
    [InlineData("jvnq xkwp trzl hgbd")]
    public void Long_and_uncommon_is_enough(string password) => Assert.Null(Passwords.FindFault(Passwords.Normalize(password), "administrator"));

    [Fact]
    public void Sixty_four_characters_and_more_may_be_used() =>
        Assert.Null(Passwords.FindFault(string.Concat(Enumerable.Range(0, Passwords.GreatestLength).Select(i => (char)('a' + (i * 7 % 26)))), "administrator"));

    [Theory]
    [InlineData("ngắn quá 11")]
    [InlineData("password1234")]
    [InlineData("Password2026!")]
    [InlineData("!!football!!")]
    [InlineData("dragondragon")]
    [InlineData("qwerty123456")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("my sipas is great")]
    [InlineData("I am Nguyen.An since 1990")]
    public void Short_common_or_easily_guessed_is_refused_with_a_sentence(string password) =>
        Assert.NotNull(Passwords.FindFault(Passwords.Normalize(password), "nguyen.an"));

    [Fact]
    public void Too_long_is_refused_and_not_cut() =>
        Assert.NotNull(Passwords.FindFault(string.Concat(Enumerable.Range(0, Passwords.GreatestLength + 1).Select(i => (char)('a' + (i * 7 % 26)))), "administrator"));

    [Fact]
    public void Letters_in_parts_and_whole_are_the_same_password()
    {
        const string Typed = "con ngựa leo cột điện";

        Assert.NotEqual(Typed, Typed.Normalize(NormalizationForm.FormD));
        Assert.Equal(Passwords.Normalize(Typed), Passwords.Normalize(Typed.Normalize(NormalizationForm.FormD)));
    }

    [Fact]
    public void Half_a_character_is_no_password() => Assert.Null(Passwords.Normalize("half a character \uD800"));

    [Fact]
    public void One_time_passwords_are_a_hundred_random_bits_in_readable_groups()
    {
        var some = Enumerable.Range(0, 1_000).Select(_ => Passwords.NewOneTime()).ToList();

        Assert.Equal(some.Count, some.Distinct().Count());
        Assert.All(some, password => Assert.Matches("^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){4}$", password));
        Assert.All(some, password => Assert.Null(Passwords.FindFault(password, "administrator")));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/connect/authorize?x")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/connect/authorize@elsewhere.example?x")]
    [InlineData("/connect/authorize?\r\nLocation: https://elsewhere.example")]
    [InlineData("/staff")]
    [InlineData("")]
    [InlineData(null)]
    public void The_way_back_leads_to_the_provider_alone(string? back) => Assert.Null(AccountPaths.Return(back));
}
