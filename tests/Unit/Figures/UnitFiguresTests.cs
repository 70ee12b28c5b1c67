namespace SipasSurvey.UnitTests.Figures;

public sealed class UnitFiguresTests
{
    [Fact]
    public async Task A_province_has_the_shape_of_the_contract_to_the_byte()
    {
        await using var host = await FiguresHost.Start();

        Assert.Equal("""
            {"survey":"tiny-2024","geography":"old","channel":"all","province":"01","name":"Hà Nội","n":2,"rank":1,"asOf":"2026-11-23T08:04:05.25Z",
            "indicators":[
            {"code":"P01","n":2,"satisfied":100,"score":90,"levels":[0,0,0,1,1]},
            {"code":"P02","n":2,"satisfied":50,"score":60,"levels":[0,1,0,1,0]},
            {"code":"S01","n":2,"satisfied":50,"score":80,"levels":[0,0,1,0,1]},
            {"code":"PA","n":2,"satisfied":75,"score":75},
            {"code":"SA","n":2,"satisfied":50,"score":80},
            {"code":"policy","n":2,"satisfied":75,"score":75},
            {"code":"service","n":2,"satisfied":50,"score":80},
            {"code":"sipas","n":2,"satisfied":66.66666666666667,"score":76.66666666666667}]}
            """.ReplaceLineEndings(""), await host.GetText("/api/v1/figures/tiny-2024/01"));
    }

    [Fact]
    public async Task An_item_that_nobody_answered_has_no_value_and_neither_has_what_contains_it()
    {
        await using var host = await FiguresHost.Start();

        Assert.Equal("""
            {"survey":"tiny-2024","geography":"old","channel":"official","province":"15","name":"Yên Bái","n":1,"rank":null,"asOf":"2026-11-23T08:04:05.25Z",
            "indicators":[
            {"code":"P01","n":1,"satisfied":100,"score":100,"levels":[0,0,0,0,1]},
            {"code":"P02","n":1,"satisfied":100,"score":100,"levels":[0,0,0,0,1]},
            {"code":"S01","n":0,"satisfied":null,"score":null,"levels":[0,0,0,0,0]},
            {"code":"PA","n":1,"satisfied":100,"score":100},
            {"code":"SA","n":0,"satisfied":null,"score":null},
            {"code":"policy","n":1,"satisfied":100,"score":100},
            {"code":"service","n":0,"satisfied":null,"score":null},
            {"code":"sipas","n":1,"satisfied":null,"score":null}]}
            """.ReplaceLineEndings(""), await host.GetText("/api/v1/figures/tiny-2024/15?channel=official"));
    }

    [Fact]
    public async Task The_nation_has_no_province_name_and_rank_but_the_mean_of_the_provinces()
    {
        await using var host = await FiguresHost.Start();

        var text = await host.GetText("/api/v1/figures/tiny-2024/nation?geography=old&channel=all");

        Assert.StartsWith("""
            {"survey":"tiny-2024","geography":"old","channel":"all","n":4,
            "provinceMean":{"satisfied":33.333333333333336,"score":68.33333333333333,"provinces":2},"asOf":"2026-11-23T08:04:05.25Z",
            "indicators":[{"code":"P01","n":4,"satisfied":75,"score":85,"levels":[0,0,1,1,2]},
            """.ReplaceLineEndings(""), text, StringComparison.Ordinal);
        Assert.EndsWith("""{"code":"sipas","n":4,"satisfied":52.77777777777778,"score":76.11111111111111}]}""", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_that_of_the_answers_geography()
    {
        await using var host = await FiguresHost.Start();

        Assert.Contains("\"name\":\"Yên Bái\"", await host.GetText("/api/v1/figures/tiny-2024/15"), StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Lào Cai\"", await host.GetText("/api/v1/figures/tiny-2024/15?geography=new"), StringComparison.Ordinal);
    }
}
