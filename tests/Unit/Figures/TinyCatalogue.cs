using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>Three items, three provinces, of which two were merged: small enough to compute by hand.</summary>
internal static class TinyCatalogue
{
    public const string Old = "tiny-2024";
    public const string New = "tiny-2025";

    /// <summary>Loads it, after an edit of the text of its files, whose names are given.</summary>
    public static Catalogue Load(Func<string, string, string>? edit = null)
    {
        var folder = Directory.CreateTempSubdirectory("tiny-catalogue").FullName;
        try
        {
            foreach (var (name, text) in Files)
            {
                var path = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, edit is null ? text : edit(name, text));
            }

            return Catalogue.Load(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static readonly (string Name, string Text)[] Files =
    [
        ("questionnaires/tiny.json", """
            {"code": "tiny", "name": {"vi": "Phiếu nhỏ", "en": "Tiny form"},
             "scale": {"satisfiedFrom": 4, "levels": [
               {"level": 1, "label": {"vi": "1", "en": "1"}}, {"level": 2, "label": {"vi": "2", "en": "2"}},
               {"level": 3, "label": {"vi": "3", "en": "3"}}, {"level": 4, "label": {"vi": "4", "en": "4"}},
               {"level": 5, "label": {"vi": "5", "en": "5"}}]},
             "whole": {"code": "sipas", "name": {"vi": "Chỉ số chung", "en": "Overall index"}},
             "parts": [
               {"code": "policy", "name": {"vi": "Chính sách", "en": "Policy"}, "lead": {"vi": "?", "en": "?"}, "elements": [
                 {"code": "PA", "name": {"vi": "Yếu tố A", "en": "Element A"}, "items": [
                   {"code": "P01", "name": {"vi": "Tiêu chí 1", "en": "Item 1"}, "question": {"vi": "?", "en": "?"}},
                   {"code": "P02", "name": {"vi": "Tiêu chí 2", "en": "Item 2"}, "question": {"vi": "?", "en": "?"}}]}]},
               {"code": "service", "name": {"vi": "Dịch vụ", "en": "Service"}, "lead": {"vi": "?", "en": "?"}, "elements": [
                 {"code": "SA", "name": {"vi": "Yếu tố B", "en": "Element B"}, "items": [
                   {"code": "S01", "name": {"vi": "Tiêu chí 3", "en": "Item 3"}, "question": {"vi": "?", "en": "?"}}]}]}],
             "respondent": [{"code": "gender", "name": {"vi": "Giới tính", "en": "Gender"}, "categories": [
               {"code": "male", "name": {"vi": "Nam", "en": "Male"}}]}]}
            """),
        ("geographies/old.json", """
            {"code": "old", "name": {"vi": "3 tỉnh cũ", "en": "3 old provinces"}, "validFrom": null, "validTo": "2025-06-30", "predecessor": null,
             "provinces": [
               {"code": "01", "type": "city", "name": {"vi": "Hà Nội", "en": "Hanoi"}, "formedFrom": []},
               {"code": "10", "type": "province", "name": {"vi": "Lào Cai", "en": "Lao Cai"}, "formedFrom": []},
               {"code": "15", "type": "province", "name": {"vi": "Yên Bái", "en": "Yen Bai"}, "formedFrom": []}]}
            """),
        ("geographies/new.json", """
            {"code": "new", "name": {"vi": "2 tỉnh mới", "en": "2 new provinces"}, "validFrom": "2025-07-01", "validTo": null, "predecessor": "old",
             "provinces": [
               {"code": "01", "type": "city", "name": {"vi": "Hà Nội", "en": "Hanoi"}, "formedFrom": ["01"]},
               {"code": "15", "type": "province", "name": {"vi": "Lào Cai", "en": "Lao Cai"}, "formedFrom": ["10", "15"]}]}
            """),
        ("surveys/tiny-2024.json", """
            {"code": "tiny-2024", "year": 2024, "name": {"vi": "Khảo sát 2024", "en": "Survey 2024"}, "questionnaire": "tiny", "geography": "old",
             "headlineRule": "satisfied", "officialChannels": ["paper", "invited"], "leastAnswered": 1}
            """),
        ("surveys/tiny-2025.json", """
            {"code": "tiny-2025", "year": 2025, "name": {"vi": "Khảo sát 2025", "en": "Survey 2025"}, "questionnaire": "tiny", "geography": "new",
             "headlineRule": "satisfied", "officialChannels": ["paper", "invited"], "leastAnswered": 1}
            """),
    ];
}
