namespace SipasSurvey.UnitTests;

public sealed class GeographyTests
{
    // Resolution 202/2025/QH15: the provinces of 30 June 2025 that make up each one of 1 July 2025, by name.
    [Theory]
    [InlineData("Tuyên Quang", "Hà Giang, Tuyên Quang")]
    [InlineData("Lào Cai", "Lào Cai, Yên Bái")]
    [InlineData("Thái Nguyên", "Bắc Kạn, Thái Nguyên")]
    [InlineData("Phú Thọ", "Hòa Bình, Phú Thọ, Vĩnh Phúc")]
    [InlineData("Bắc Ninh", "Bắc Giang, Bắc Ninh")]
    [InlineData("Hưng Yên", "Hưng Yên, Thái Bình")]
    [InlineData("Hải Phòng", "Hải Dương, Hải Phòng")]
    [InlineData("Ninh Bình", "Hà Nam, Nam Định, Ninh Bình")]
    [InlineData("Quảng Trị", "Quảng Bình, Quảng Trị")]
    [InlineData("Đà Nẵng", "Đà Nẵng, Quảng Nam")]
    [InlineData("Quảng Ngãi", "Quảng Ngãi, Kon Tum")]
    [InlineData("Gia Lai", "Bình Định, Gia Lai")]
    [InlineData("Khánh Hòa", "Khánh Hòa, Ninh Thuận")]
    [InlineData("Lâm Đồng", "Bình Thuận, Đắk Nông, Lâm Đồng")]
    [InlineData("Đắk Lắk", "Phú Yên, Đắk Lắk")]
    [InlineData("Hồ Chí Minh", "Bình Dương, Bà Rịa - Vũng Tàu, Hồ Chí Minh")]
    [InlineData("Đồng Nai", "Bình Phước, Đồng Nai")]
    [InlineData("Tây Ninh", "Tây Ninh, Long An")]
    [InlineData("Cần Thơ", "Cần Thơ, Hậu Giang, Sóc Trăng")]
    [InlineData("Vĩnh Long", "Bến Tre, Trà Vinh, Vĩnh Long")]
    [InlineData("Đồng Tháp", "Tiền Giang, Đồng Tháp")]
    [InlineData("Cà Mau", "Bạc Liêu, Cà Mau")]
    [InlineData("An Giang", "An Giang, Kiên Giang")]
    public void A_merged_province_is_made_of_its_old_ones(string name, string old) =>
        Assert.Equal(old.Split(", "), A.Vn63.Provinces.Where(it => A.Vn34.Locate(A.Vn63, it.Code).Name.Vi == name).Select(it => it.Name.Vi));

    [Fact]
    public void Eleven_provinces_stayed_as_they_were()
    {
        var alone = A.Vn34.Provinces.Where(province => province.FormedFrom.Count == 1).ToList();
        Assert.Equal(
            ["Hà Nội", "Cao Bằng", "Điện Biên", "Lai Châu", "Sơn La", "Lạng Sơn", "Quảng Ninh", "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Huế"],
            alone.Select(province => province.Name.Vi));
        Assert.All(alone, province => Assert.Equal([province.Code], province.FormedFrom));
    }

    [Theory]
    [InlineData("15", "Yên Bái", "Lào Cai")]
    [InlineData("24", "Bắc Giang", "Bắc Ninh")]
    [InlineData("44", "Quảng Bình", "Quảng Trị")]
    [InlineData("52", "Bình Định", "Gia Lai")]
    [InlineData("80", "Long An", "Tây Ninh")]
    [InlineData("82", "Tiền Giang", "Đồng Tháp")]
    [InlineData("91", "Kiên Giang", "An Giang")]
    public void A_code_that_changed_its_meaning_means_what_its_geography_says(string code, string until, string since)
    {
        Assert.Equal(until, A.Vn63.Find(code)!.Name.Vi);
        Assert.Equal(since, A.Vn34.Find(code)!.Name.Vi);
    }

    [Fact]
    public void Only_those_seven_codes_and_one_name_changed()
    {
        var changed = A.Vn34.Provinces.Where(province => A.Vn63.Find(province.Code)!.Name != province.Name).Select(province => province.Code);
        Assert.Equal(["15", "24", "44", "46", "52", "80", "82", "91"], changed);
    }

    [Fact]
    public void Figures_of_the_old_geography_can_be_shown_on_the_new_one_and_not_the_other_way()
    {
        Assert.True(A.Vn34.CanShow(A.Vn63));
        Assert.True(A.Vn34.CanShow(A.Vn34));
        Assert.True(A.Vn63.CanShow(A.Vn63));
        Assert.False(A.Vn63.CanShow(A.Vn34));
    }

    [Fact]
    public void A_survey_is_shown_on_its_own_geography_first()
    {
        Assert.Equal([A.Vn63, A.Vn34], A.Catalogue.GeographiesOf(A.Survey2024));
        Assert.Equal([A.Vn34], A.Catalogue.GeographiesOf(A.Survey2026));
    }

    [Fact]
    public void A_province_is_located_in_its_own_geography_as_itself() =>
        Assert.All(A.Vn63.Provinces, province => Assert.Same(province, A.Vn63.Locate(A.Vn63, province.Code)));

    [Fact]
    public void An_unknown_province_is_not_found()
    {
        Assert.Null(A.Vn34.Find("02"));
        Assert.Null(A.Vn63.Find("1"));
    }

    [Fact]
    public void An_unknown_province_cannot_be_located()
    {
        Assert.Contains("vn63 has no province 99", Assert.Throws<ArgumentException>(() => A.Vn34.Locate(A.Vn63, "99")).Message,
            StringComparison.Ordinal);
        Assert.Contains("vn34 has no province 02", Assert.Throws<ArgumentException>(() => A.Vn34.Locate(A.Vn34, "02")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_leads_back_to_an_old_geography() =>
        Assert.Contains("Nothing leads from geography vn34 to vn63",
            Assert.Throws<ArgumentException>(() => A.Vn63.Locate(A.Vn34, "01")).Message, StringComparison.Ordinal);
}
