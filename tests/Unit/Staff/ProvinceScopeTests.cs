using SipasSurvey.Staff.Access;

namespace SipasSurvey.UnitTests.Staff;

public sealed class ProvinceScopeTests
{
    [Fact]
    public void A_province_of_today_covers_those_it_was_formed_from()
    {
        var laoCai = Scope("vn34/15");

        Assert.True(laoCai.Covers(A.Vn34, "15"));
        Assert.Equal(["Lào Cai", "Yên Bái"], laoCai.In(A.Vn63).Select(province => province.Name.Vi));
        Assert.Equal(["Lào Cai"], laoCai.In(A.Vn34).Select(province => province.Name.Vi));
        Assert.False(laoCai.IsAll);
    }

    [Fact]
    public void A_province_of_2024_does_not_cover_the_one_that_it_became_part_of()
    {
        var yenBai = Scope("vn63/15");

        Assert.Equal(["Yên Bái"], yenBai.In(A.Vn63).Select(province => province.Name.Vi));
        Assert.Empty(yenBai.In(A.Vn34));
        // The same code is another province there.
        Assert.False(yenBai.Covers(A.Vn34, "15"));
    }

    [Fact]
    public void Every_province_of_2024_is_covered_by_exactly_one_of_today()
    {
        var scopes = A.Vn34.Provinces.Select(province => Scope($"vn34/{province.Code}")).ToList();

        Assert.All(A.Vn63.Provinces, province => Assert.Single(scopes, scope => scope.Covers(A.Vn63, province.Code)));
    }

    [Fact]
    public void All_is_every_province_and_nothing_that_is_none()
    {
        Assert.True(Scope("*").IsAll);
        Assert.True(Scope("vn34/15", "*").IsAll);
        Assert.Equal(A.Vn63.Provinces, ProvinceScope.All.In(A.Vn63));
        Assert.False(ProvinceScope.All.Covers(A.Vn63, "99"));
    }

    [Fact]
    public void Without_a_text_no_province_is_covered()
    {
        Assert.True(ProvinceScope.TryParse([" ", ""], A.Catalogue, out var scope, out _));

        Assert.Empty(scope.In(A.Vn63));
        Assert.Empty(scope.In(A.Vn34));
        Assert.Empty(scope.Texts);
        Assert.False(scope.IsAll);
    }

    [Fact]
    public void What_it_writes_it_reads_again()
    {
        var scope = Scope("vn63/15", " vn34/15", "vn34/15");

        Assert.Equal(["vn34/15", "vn63/15"], scope.Texts);
        Assert.Equal(scope.Texts, Scope([.. scope.Texts]).Texts);
    }

    [Theory]
    [InlineData("15")]
    [InlineData("vn34")]
    [InlineData("vn34/")]
    [InlineData("/15")]
    [InlineData("vn34/99")]
    [InlineData("vn99/15")]
    [InlineData("VN34/15")]
    [InlineData("vn34/15/1")]
    [InlineData("vn34/15,vn34/01")]
    [InlineData("vn34/*")]
    [InlineData("**")]
    [InlineData("all")]
    [InlineData("Lào Cai")]
    public void What_is_no_province_is_refused_with_what_would_be_right_and_covers_nothing(string text)
    {
        Assert.False(ProvinceScope.TryParse(["vn34/01", text], A.Catalogue, out var scope, out var fault));

        Assert.Empty(scope.In(A.Vn34));
        Assert.StartsWith($"'{text}' is no province. Write * for all, or geography and code, like vn34/15.", fault, StringComparison.Ordinal);
    }

    private static ProvinceScope Scope(params string[] texts)
    {
        Assert.True(ProvinceScope.TryParse(texts, A.Catalogue, out var scope, out var fault), fault);
        return scope;
    }
}
