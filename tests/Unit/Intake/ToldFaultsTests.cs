using System.Text;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>How faults of a response are told: all at once, in part when there are thousands, and by names that mislead nobody.</summary>
public sealed class ToldFaultsTests : IAsyncLifetime
{
    private IntakeHost _host = null!;

    public async Task InitializeAsync() => _host = await IntakeHost.Start();

    public async Task DisposeAsync()
    {
        // Whatever was sent here, none of it counts.
        Assert.Empty(_host.Broker.Handed);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Every_fault_is_told_at_once()
    {
        var answer = await _host.Client.Post("""
            {"id": "x", "survey": "sipas-2024", "province": "00", "answers": {"P01": 6, "P01": 5, "S17": 1, "S01": "5"},
             "respondent": {"age": "old", "shoe": 43}, "cluster": "?", "invitation": 1, "extra": {}}
            """);

        answer.MustBe(422, "/problems/invalid-response");
        Assert.Equal(["answers.P01", "answers.S01", "answers.S17", "cluster", "extra", "id", "invitation", "province", "respondent.age", "respondent.shoe"],
            answer.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, answer.Errors["answers.P01"].Length);
    }

    [Fact]
    public async Task With_an_unknown_survey_what_is_wrong_in_every_survey_is_still_told() =>
        (await _host.Client.Post("""
            {"survey": "sipas-1999", "province": "Hà Nội", "answers": {"P01": 5, "P02": 5.0, "P03": 9, "Q01": 1, "P01": 5},
             "respondent": {"age": 20, "gender": "male", "shoe": "x"}, "id": 1, "foo": 1}
            """)).MustBeInvalidAt("survey", "province", "answers.P01", "answers.P02", "answers.P03", "answers.Q01", "respondent.age", "respondent.shoe", "id", "foo");

    [Fact]
    public async Task With_an_unknown_survey_a_province_of_any_geography_is_no_fault() =>
        (await _host.Client.Post(Form.With(("survey", "\"sipas-1999\"")))).MustBeInvalidAt("survey");

    [Theory]
    [InlineData("a\\u0000b", "a\\u0000b")]
    [InlineData("a\\u202eb", "a\\u202eb")]
    [InlineData("\\u2066\\u200f\\ufeff", "\\u2066\\u200f\\ufeff")]
    [InlineData("\\n\\u2028", "\\u000a\\u2028")]
    [InlineData("\\ud800", "\\ud800")]
    [InlineData("P01\\udc00", "P01\\udc00")]
    [InlineData("ti\\u00eau ch\\u00ed \\ud83d\\ude00", "tiêu chí 😀")]
    public async Task A_name_in_a_path_cannot_hide_or_reorder_text(string written, string shown)
    {
        (await _host.Client.Post(Form.With((written, "1")))).MustBeInvalidAt(shown);
        (await _host.Client.Post(Form.With(("answers", $"{{\"P01\": 1, \"{written}\": 1}}")))).MustBeInvalidAt($"answers.{shown}");
        (await _host.Client.Post(Form.With(("respondent", $"{{\"{written}\": \"\\udfff\"}}")))).MustBeInvalidAt($"respondent.{shown}");
    }

    [Fact]
    public async Task A_long_name_is_shown_in_part_and_never_half_a_character()
    {
        (await _host.Client.Post(Form.With((new string('x', 1_000), "1")))).MustBeInvalidAt(new string('x', 64));
        var answer = await _host.Client.Post(Form.With((new string('x', 63) + "😀", "1")));
        Assert.StartsWith(new string('x', 63), Assert.Single(answer.MustBe(422, "/problems/invalid-response").Errors).Key);
    }

    [Theory]
    [InlineData("\"{0}\": 1")]
    [InlineData("\"\\ud800{0}\": 1")]
    [InlineData("\"foo\": 1")]
    public async Task Thousands_of_faults_are_told_in_part(string member)
    {
        var members = string.Join(",", Enumerable.Range(0, 4_000).Select(i => member.Replace("{0}", $"{i}", StringComparison.Ordinal)));
        foreach (var body in new[] { $"{{{members}}}", Form.With(("answers", $"{{{members}}}")), Form.With(("respondent", $"{{{members}}}")) })
        {
            var answer = (await _host.Client.Post(body)).MustBe(422, "/problems/invalid-response");

            Assert.InRange(answer.Errors.Count, 1, 200);
            Assert.True(Encoding.UTF8.GetByteCount(answer.Body.ToJsonString()) < 200_000);
        }
    }
}
