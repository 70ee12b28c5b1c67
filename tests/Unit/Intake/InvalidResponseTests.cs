namespace SipasSurvey.UnitTests.Intake;

/// <summary>422: each fault with its path and what would be right.</summary>
public sealed class InvalidResponseTests : IAsyncLifetime
{
    private IntakeHost _host = null!;

    public async Task InitializeAsync() => _host = await IntakeHost.Start();

    public async Task DisposeAsync()
    {
        // Whatever was sent here, none of it counts.
        Assert.Empty(_host.Broker.Handed);
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("\"text\"")]
    [InlineData("[{\"survey\": \"sipas-2024\"}]")]
    public async Task A_body_that_is_no_object_has_one_fault(string body) =>
        Assert.Contains("object", (await _host.Client.Post(body)).MustBeInvalidAt("$").Errors["$"][0]);

    [Theory]
    [InlineData("survey", "\"sipas-1999\"", "sipas-2024, sipas-2025, sipas-2026")]
    [InlineData("survey", "\"SIPAS-2024\"", "sipas-2024")]
    [InlineData("survey", "2024", "must be a text")]
    [InlineData("survey", "null", "must be a text")]
    [InlineData("survey", "[\"sipas-2024\"]", "must be a text")]
    [InlineData("survey", "\"\\ud800\"", "must be a text")]
    [InlineData("survey", "\"sipas-2024\\u0000\"", "one of")]
    [InlineData("province", "\"99\"", "01, 02, 04")]
    [InlineData("province", "\"03\"", "codes of vn63")]
    [InlineData("province", "10", "must be a text")]
    [InlineData("province", "\" 10\"", "01, 02, 04")]
    [InlineData("province", "null", "must be a text")]
    [InlineData("province", "\"\\udc00\"", "must be a text")]
    [InlineData("answers", "null", "must be an object")]
    [InlineData("answers", "[5, 4]", "must be an object")]
    [InlineData("answers", "\"P01\"", "must be an object")]
    [InlineData("answers", "{}", "P01 to P23, S01 to S16")]
    [InlineData("answers", "{\"P01\": null, \"S01\": null}", "level from 1 to 5")]
    [InlineData("respondent", "[]", "must be an object")]
    [InlineData("respondent", "\"male\"", "must be an object")]
    [InlineData("cluster", "\"\"", "1 to 32 letters")]
    [InlineData("cluster", "\"thôn-1\"", "1 to 32 letters")]
    [InlineData("cluster", "\"a b\"", "1 to 32 letters")]
    [InlineData("cluster", "\"a\\n\"", "1 to 32 letters")]
    [InlineData("cluster", "\"123456789012345678901234567890123\"", "1 to 32 letters")]
    [InlineData("cluster", "7", "1 to 32 letters")]
    [InlineData("cluster", "\"\\ud800\"", "1 to 32 letters")]
    [InlineData("invitation", "\"\"", "20 letters")]
    [InlineData("invitation", "\"a_b\"", "20 letters")]
    [InlineData("invitation", "{}", "20 letters")]
    [InlineData("invitation", "\"12345678901234567890123456789012345678901234567890123456789012345\"", "20 letters")]
    [InlineData("foo", "1", "id, survey, province, answers, respondent, cluster, invitation")]
    [InlineData("Survey", "\"sipas-2024\"", "id, survey")]
    [InlineData("channel", "\"paper\"", "id, survey")]
    [InlineData("receivedAt", "\"2020-01-01\"", "id, survey")]
    public async Task A_wrong_property_says_what_would_be_right(string property, string json, string message) =>
        Assert.Contains(message, (await _host.Client.Post(Form.With((property, json)))).MustBeInvalidAt(property).Errors[property][0]);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"abc\"")]
    [InlineData("5")]
    [InlineData("\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("\"ffffffff-ffff-ffff-ffff-ffffffffffff\"")]
    [InlineData("\"c232ab00-9414-11ec-b3c8-9f6bdeced846\"")] // version 1
    [InlineData("\"2ed6657d-e927-568b-95e1-2665a8aea6a2\"")] // version 5
    [InlineData("\"0193a1b2-7c3d-7e4f-ca5b-6c7d8e9f0a1b\"")] // version 7, another variant
    [InlineData("\"0193a1b2-7c3d-7e4f-0a5b-6c7d8e9f0a1b\"")]
    [InlineData("\"0193a1b27c3d7e4f8a5b6c7d8e9f0a1b\"")]
    [InlineData("\"{0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b}\"")]
    [InlineData("\" 0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b\"")]
    [InlineData("\"0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b \"")]
    [InlineData("\"urn:uuid:0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b\"")]
    [InlineData("\"0193a1b2-7c3d-7e4f-8a5b-+c7d8e9f0a1b\"")]
    [InlineData("\"\\ud800\"")]
    public async Task An_id_that_no_sender_may_make_is_refused(string json) =>
        Assert.Contains("version 4 or 7", (await _host.Client.Post(Form.With(("id", json)))).MustBeInvalidAt("id").Errors["id"][0]);

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("-1")]
    [InlineData("-0")]
    [InlineData("5.0")]
    [InlineData("5e0")]
    [InlineData("0.5e1")]
    [InlineData("4.5")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("99999999999999999999")]
    [InlineData("4294967301")]
    [InlineData("\"5\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("true")]
    [InlineData("[5]")]
    [InlineData("{\"level\": 5}")]
    public async Task A_level_is_an_integer_from_1_to_5_and_nothing_else(string level) =>
        Assert.Contains("integers 1 to 5", (await _host.Client.Post(Form.With(("answers", $"{{\"P01\": 4, \"P07\": {level}}}"))))
            .MustBeInvalidAt("answers.P07").Errors["answers.P07"][0]);

    [Theory]
    [InlineData("P99")]
    [InlineData("P00")]
    [InlineData("p01")]
    [InlineData("PA")]
    [InlineData("sipas")]
    [InlineData(" P01")]
    public async Task An_unknown_item_is_refused_even_without_an_answer(string code)
    {
        Assert.Contains("P01 to P23, S01 to S16", (await _host.Client.Post(Form.With(("answers", $"{{\"{code}\": 4}}"))))
            .MustBeInvalidAt($"answers.{code}").Errors[$"answers.{code}"][0]);
        (await _host.Client.Post(Form.With(("answers", $"{{\"P01\": 1, \"{code}\": null}}")))).MustBeInvalidAt($"answers.{code}");
    }

    [Theory]
    [InlineData("age", "\"17\"", "18-24, 25-34")]
    [InlineData("age", "18", "18-24, 25-34")]
    [InlineData("gender", "\"Male\"", "male, female")]
    [InlineData("gender", "\"\\ud800\"", "male, female")]
    [InlineData("gender", "[\"male\"]", "male, female")]
    [InlineData("income", "\"high\"", "gender, ethnicity, age")]
    public async Task A_respondent_is_described_by_the_categories_that_there_are(string dimension, string json, string message) =>
        Assert.Contains(message, (await _host.Client.Post(Form.With(("respondent", $"{{\"{dimension}\": {json}}}"))))
            .MustBeInvalidAt($"respondent.{dimension}").Errors[$"respondent.{dimension}"][0]);

    [Fact]
    public async Task A_province_of_another_geography_is_told_to_be_one()
    {
        var answer = await _host.Client.Post(Form.With(("survey", "\"sipas-2026\"")));

        var message = answer.MustBeInvalidAt("province").Errors["province"][0];
        Assert.Contains("is a province of vn63, but sipas-2026 is on vn34", message);
        Assert.Contains("codes of vn34: 01, 04, 08", message);
    }

    [Theory]
    [InlineData("{\"survey\": \"sipas-2024\", \"survey\": \"sipas-2024\", \"province\": \"10\", \"answers\": {\"P01\": 5}}", "survey")]
    [InlineData("{\"survey\": \"sipas-2024\", \"province\": \"10\", \"answers\": {\"P01\": 5}, \"answers\": {\"P01\": 5}}", "answers")]
    [InlineData("{\"survey\": \"sipas-2024\", \"province\": \"10\", \"answers\": {\"P01\": 5, \"P\\u00301\": 5}}", "answers.P01")]
    [InlineData("{\"survey\": \"sipas-2024\", \"province\": \"10\", \"answers\": {\"P01\": null, \"P01\": null}}", "answers.P01")]
    [InlineData("{\"survey\": \"sipas-2024\", \"province\": \"10\", \"answers\": {\"P01\": 5}, \"respondent\": {\"age\": null, \"age\": null}}", "respondent.age")]
    public async Task A_repeated_property_is_a_fault_even_when_it_says_the_same(string body, string path) =>
        Assert.Contains("more than once", (await _host.Client.Post(body)).MustBeInvalidAt(path).Errors[path][0]);

    [Fact]
    public async Task An_empty_object_lacks_what_is_required() => (await _host.Client.Post("{}")).MustBeInvalidAt("survey", "province", "answers");
}
