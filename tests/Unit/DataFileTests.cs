using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

/// <summary>Whoever edits a data file wrongly is told the file, the place and the fault, and the service does not start.</summary>
public sealed class DataFileTests : IDisposable
{
    private const string Questionnaire = SmallFiles.Questionnaire;
    private const string NewGeography = SmallFiles.NewGeography;
    private const string OldGeography = SmallFiles.OldGeography;
    private const string Survey = SmallFiles.Survey;

    private readonly SmallFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_shipped_catalogue_loads()
    {
        Assert.Equal(["sipas-2024", "sipas-2025", "sipas-2026"], A.Catalogue.Surveys.Select(survey => survey.Code));
        Assert.Equal((63, 34), (A.Vn63.Provinces.Count, A.Vn34.Provinces.Count));
    }

    [Fact]
    public void The_shipped_questionnaire_has_the_51_indicators_of_the_method()
    {
        string[] expected =
        [
            .. Enumerable.Range(1, 23).Select(i => $"P{i:00}"), .. Enumerable.Range(1, 16).Select(i => $"S{i:00}"),
            "PA", "PB", "PC", "PD", "SA", "SB", "SC", "SD", "SE", "policy", "service", "sipas",
        ];
        Assert.Equal(expected, A.Questionnaire.Indicators.Select(indicator => indicator.Code));
        Assert.Equal([2, 2, 9, 10, 3, 4, 3, 3, 3], A.Questionnaire.Elements.Select(element => element.Items.Count));
    }

    [Fact]
    public void The_shipped_questionnaire_asks_for_the_fixed_categories()
    {
        Assert.Equal(
            [
                "gender: male, female", "ethnicity: kinh, other", "age: 18-24, 25-34, 35-49, 50-60, over-60",
                "education: primary, lower-secondary, upper-secondary, vocational, university, other",
                "occupation: retired, not-working, self-employed, student, private-sector, public-sector, other",
            ],
            A.Questionnaire.Respondent.Select(it => $"{it.Code}: {string.Join(", ", it.Categories.Select(category => category.Code))}"));
    }

    [Fact]
    public void A_wording_may_be_edited()
    {
        _files.Edit(Questionnaire, "C1?", "Khác?");
        Assert.Equal("Khác?", _files.Load().FindSurvey("mini-1")!.Questionnaire.FindItem("C1")!.Question.Vi);
    }

    [Fact]
    public void A_file_may_begin_with_a_byte_order_mark()
    {
        File.WriteAllBytes(_files.PathOf(Survey), [0xEF, 0xBB, 0xBF, .. File.ReadAllBytes(_files.PathOf(Survey))]);
        Assert.NotNull(_files.Load().FindSurvey("mini-1"));
    }

    // file, what to replace, with what, then the place and the fault as they must be named
    [Theory]
    [InlineData(Questionnaire, "\"code\": \"mini\",", "\"code\": \"mini\", \"colour\": 1,", "$.colour", "'colour'")]
    [InlineData(Survey, "\"year\": 2024,", "", "$", "'year'")]
    [InlineData(Survey, "\"year\": 2024,", "\"year\": 2024, \"year\": 2025,", "$.year", "Duplicate property 'year'")]
    [InlineData(Survey, "\"year\": 2024,", "\"Year\": 2024,", "$.Year", "'Year'")]
    [InlineData(Survey, "2024", "\"2024\"", "$.year", "has a value of the wrong kind")]
    [InlineData(Survey, "2024", "2024.5", "$.year", "has a value of the wrong kind")]
    [InlineData(Survey, "\"mini\"", "null", "$.questionnaire", "is null")]
    [InlineData(Survey, "[\"paper\"]", "[null]", "$.officialChannels[0]", "must be one of: paper, invited, open")]
    [InlineData(Survey, "\"paper\"", "\"post\"", "$.officialChannels[0]", "must be one of: paper, invited, open")]
    [InlineData(Survey, "\"paper\"", "\"Paper\"", "$.officialChannels[0]", "must be one of: paper, invited, open")]
    [InlineData(Survey, "\"paper\"", "0", "$.officialChannels[0]", "must be one of: paper, invited, open")]
    [InlineData(Survey, "\"paper\"", "\"paper\", \"paper\"", "$.officialChannels", "must name at least one channel, each once")]
    [InlineData(Survey, "\"paper\"", "", "$.officialChannels", "must name at least one channel, each once")]
    [InlineData(Survey, "\"score\"", "\"mean\"", "$.headlineRule", "must be one of: satisfied, score")]
    [InlineData(Survey, "\"leastAnswered\": 2", "\"leastAnswered\": 0", "$.leastAnswered", "must be 1 to 3")]
    [InlineData(Survey, "\"leastAnswered\": 2", "\"leastAnswered\": 4", "$.leastAnswered", "must be 1 to 3")]
    [InlineData(Survey, "\"mini\"", "\"maxi\"", "$.questionnaire", "'maxi' is unknown; there are: mini")]
    [InlineData(Survey, "\"geography\": \"old\"", "\"geography\": \"vn64\"", "$.geography", "'vn64' is unknown; there are: old, new")]
    [InlineData(Survey, "mini-1", "mini-2", "$.code", "is 'mini-2', but must be the file's name without .json")]
    [InlineData(Survey, "\"vi\": \"Một\"", "\"vi\": \" \"", "$.name", "the Vietnamese text (vi) is empty")]
    [InlineData(Survey, "{\"vi\": \"Một\", \"en\": \"One\"}", "null", "$.name", "is null")]
    [InlineData(Survey, "\"leastAnswered\": 2}", "\"leastAnswered\": 2", "line 2", "")]
    [InlineData(Questionnaire, "\"en\": \"C2?\"", "\"en\": \"\"", "C2", "the English text (en) is empty")]
    [InlineData(Questionnaire, "\"C2\"", "\"C1\"", "$.parts (care).elements (CA).items", "code 'C1' stands there twice")]
    [InlineData(Questionnaire, "\"C2\"", "\"c1\"", "$.parts (care).elements (CA).items", "code 'c1' stands there twice (or differs from another in case alone)")]
    [InlineData(Questionnaire, "\"C3\"", "\"C1\"", "$.parts and $.whole", "code 'C1' stands there twice")]
    [InlineData(Questionnaire, "\"CB\"", "\"C1\"", "$.parts and $.whole", "code 'C1' stands there twice")]
    [InlineData(Questionnaire, "\"all\"", "\"care\"", "$.parts and $.whole", "code 'care' stands there twice")]
    [InlineData(Questionnaire, "\"village\"", "\"town\"", "$.respondent (home).categories", "code 'town' stands there twice")]
    [InlineData(Questionnaire, "\"C1\"", "\"Ố\"", "$.parts (care).elements (CA).items", "code 'Ố' must be 1 to 32 letters, digits or hyphens")]
    [InlineData(Questionnaire, "\"level\": 5", "\"level\": 6", "$.scale.levels", "must be the levels 1 to 5 in order")]
    [InlineData(Questionnaire, ",\n    {\"level\": 5, \"label\": {\"vi\": \"năm\", \"en\": \"five\"}}", "", "$.scale.levels", "levels 1 to 5")]
    [InlineData(Questionnaire, "\"satisfiedFrom\": 4", "\"satisfiedFrom\": 6", "$.scale.satisfiedFrom", "must be 2 to 5")]
    [InlineData(Questionnaire, "\"satisfiedFrom\": 4", "\"satisfiedFrom\": 1", "$.scale.satisfiedFrom", "must be 2 to 5")]
    [InlineData(Questionnaire, "{\"code\": \"village\", \"name\": {\"vi\": \"Làng\", \"en\": \"Village\"}}", "null",
        "$.respondent[0].categories[1]", "is null")]
    [InlineData(NewGeography, "\"02\", \"03\"", "\"02\"", "$.provinces[*].formedFrom", "of old exactly once: 03 is missing")]
    [InlineData(NewGeography, "\"02\", \"03\"", "\"02\", \"03\", \"01\"", "$.provinces[*].formedFrom", "of old exactly once: 01 stands there twice")]
    [InlineData(NewGeography, "\"02\", \"03\"", "\"02\", \"99\"", "$.provinces[*].formedFrom", "of old exactly once: 03 is missing, 99 is unknown")]
    [InlineData(NewGeography, "\"predecessor\": \"old\"", "\"predecessor\": \"older\"", "$.predecessor", "names 'older', which is no geography")]
    [InlineData(NewGeography, "\"predecessor\": \"old\"", "\"predecessor\": \"new\"", "$.predecessor", "names 'new'")]
    [InlineData(NewGeography, "\"2025-07-01\"", "\"01/07/2025\"", "$.validFrom", "")]
    [InlineData(OldGeography, "\"formedFrom\": []", "\"formedFrom\": [\"01\"]", "$.provinces[*].formedFrom", "must be empty")]
    [InlineData(OldGeography, "\"code\": \"02\"", "\"code\": \"01\"", "$.provinces", "code '01' stands there twice")]
    [InlineData(OldGeography, "\"code\": \"02\"", "\"code\": \"2\"", "$.provinces (2)", "code must be two digits")]
    [InlineData(OldGeography, "\"city\"", "\"town\"", "$.provinces[0].type", "must be one of: province, city")]
    public void A_fault_stops_the_catalogue_and_is_named(string file, string old, string with, string place, string fault)
    {
        _files.Edit(file, old, with);

        var message = Assert.Throws<DataFileException>(_files.Load).Message;
        Assert.StartsWith(_files.PathOf(file), message, StringComparison.Ordinal);
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.Contains(fault, message, StringComparison.Ordinal);
        Assert.DoesNotContain("SipasSurvey", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_without_elements_is_a_fault()
    {
        _files.Edit(Questionnaire, "\"parts\": [", """
            "parts": [{"code": "empty", "name": {"vi": "E", "en": "E"}, "lead": {"vi": "E", "en": "E"}, "elements": []},
            """);
        Assert.Contains("$.parts (empty).elements: must hold 1 to 255", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_element_without_items_is_a_fault()
    {
        _files.Edit(Questionnaire, "\"elements\": [", """ "elements": [{"code": "CE", "name": {"vi": "E", "en": "E"}, "items": []}, """);
        Assert.Contains("$.parts (care).elements (CE).items: must hold 1 to 255", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_code_that_is_not_ascii_is_a_fault()
    {
        _files.Write("surveys/khảo-sát.json", File.ReadAllText(_files.PathOf(Survey)).Replace("mini-1", "khảo-sát", StringComparison.Ordinal));
        Assert.Contains("$.code: code 'khảo-sát' must be 1 to 32 letters", Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("not JSON")]
    [InlineData("{} {}")]
    public void A_file_that_is_no_object_is_a_fault(string text)
    {
        _files.Write(Survey, text);
        Assert.StartsWith(_files.PathOf(Survey), Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("questionnaires")]
    [InlineData("geographies")]
    [InlineData("surveys")]
    public void A_missing_folder_is_a_fault(string folder)
    {
        Directory.Delete(_files.PathOf(folder), recursive: true);
        Assert.Equal($"{_files.PathOf(folder)}: holds no .json file; the service needs at least one", Fault());
    }

    private string Fault() => Assert.Throws<DataFileException>(_files.Load).Message;
}
