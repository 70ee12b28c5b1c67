using System.Xml.Linq;
using SipasSurvey.Figures.Dashboard.Charts;

namespace SipasSurvey.UnitTests.Figures;

public sealed class ChartTests
{
    private static readonly MapShapes Shapes = new([0, 0, 100, 100], [new ProvinceShape("01", [5, 5], "M0 0h10v10z"), new ProvinceShape("10", [25, 5], "M20 0h10v10z")],
        [new IslandsShape("10", "Quần đảo", [[80, 50], [82, 52]], [80, 50, 82, 52])]);

    [Fact]
    public void The_classes_of_a_map_hold_as_many_provinces_each_and_never_part_equal_values()
    {
        var values = new decimal?[] { 80, 81, 82, 83, 83, 83, 84, 85, 86, 87, null };
        var map = Map([.. values.Select((value, i) => new MapUnit($"{i:00}", $"province {i}", value, $"{value}", "/"))]);

        Assert.Equal([(80m, 81m), (82m, 83m), (84m, 84m), (85m, 85m), (86m, 87m)], map.Bounds());
    }

    [Fact]
    public void A_map_without_values_has_no_classes_and_one_with_equal_values_has_one()
    {
        Assert.Empty(Map([new MapUnit("01", "a", null, "–", "/")]).Bounds());
        Assert.Equal([(80m, 80m)], Map([new MapUnit("01", "a", 80, "80", "/"), new MapUnit("10", "b", 80, "80", "/")]).Bounds());
    }

    [Fact]
    public void Every_province_of_a_map_is_a_link_with_its_name_and_value_and_its_islands_have_its_colour()
    {
        var drawing = Map([new MapUnit("01", "Hà Nội", 80, "80,00", "/a"), new MapUnit("10", "Lào Cai & nơi khác", 90, "90,00", "/b")]).Draw();

        Assert.Equal([("/a", "Hà Nội: 80,00"), ("/b", "Lào Cai & nơi khác: 90,00")],
            drawing.Descendants(Svg.Namespace + "a").Select(it => ((string)it.Attribute("href")!, (string)it.Attribute("aria-label")!)));
        Assert.Contains(drawing.Descendants(Svg.Namespace + "g"), group => (string?)group.Attribute("class") == "class-2" && group.Elements(Svg.Namespace + "circle").Count() == 2);
        Assert.Contains(drawing.Descendants(Svg.Namespace + "text"), text => text.Value == "Quần đảo");
    }

    [Fact]
    public void Bars_begin_at_zero_and_are_as_long_as_what_they_say()
    {
        var drawing = new BarChart("bars", "Bars", ["a", "b"], [new Bar("half", 50, "50"), new Bar("quarter", 25, "25"), new Bar("none", null, "–")]).Draw();
        var bars = drawing.Elements(Svg.Namespace + "rect").Where(it => (string)it.Attribute("class")! == "bar").ToList();

        Assert.Equal(2, bars.Count);
        Assert.All(bars, bar => Assert.Equal(0, (double)bar.Attribute("x")!));
        Assert.Equal(2, (double)bars[0].Attribute("width")! / (double)bars[1].Attribute("width")!, 6);
    }

    [Fact]
    public void Levels_fill_the_whole_length_in_their_order_and_hidden_ones_are_said()
    {
        var drawing = new LevelsChart("levels", "Levels", "item", ["1", "2", "3"], "all",
            [new LevelsRow("seen", [1, 0, 3], ["1", "0", "3", "4"], ""), new LevelsRow("unseen", null, ["–", "–", "–", "–"], "hidden")]).Draw();
        var shares = drawing.Elements(Svg.Namespace + "rect").Where(it => (double)it.Attribute("width")! > 20).Select(it => (double)it.Attribute("width")!).ToList();

        Assert.Equal([Svg.Width / 4.0, Svg.Width * 3 / 4.0], shares);
        Assert.Contains(drawing.Elements(Svg.Namespace + "text"), text => text.Value == "hidden");
    }

    [Fact]
    public void A_trend_is_broken_where_there_is_no_value()
    {
        var drawing = new TrendChart("trend", "Trend", "of", ["2024", "2025", "2026", "2027"], [new TrendLine("a", [80, 81, null, 82], ["80", "81", "–", "82"])]).Draw();

        Assert.Single(drawing.Elements(Svg.Namespace + "line"), line => ((string)line.Attribute("class")!).StartsWith("line", StringComparison.Ordinal));
        Assert.Equal(3 + 1, drawing.Elements(Svg.Namespace + "path").Count());
    }

    [Fact]
    public void A_chart_as_a_file_is_whole_in_itself_and_leads_nowhere()
    {
        var file = XDocument.Parse(ChartFile.ToSvg(Map([new MapUnit("01", "<Hà Nội>", 80, "80,00", "/a"), new MapUnit("10", "b", 90, "90,00", "/b")]), "facts"));

        Assert.Contains(file.Descendants(Svg.Namespace + "style"), style => style.Value.Contains(".class-1", StringComparison.Ordinal));
        Assert.Contains(file.Descendants(Svg.Namespace + "text"), text => text.Value == "facts");
        Assert.Empty(file.Descendants().Attributes("href"));
        Assert.Empty(file.Descendants().Attributes("style"));
    }

    private static MapChart Map(IReadOnlyList<MapUnit> units) => new("map", "Map", ["province", "%"], Shapes, units, "none", value => $"{value}");
}
