using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

/// <summary>
/// Data files of a made-up survey in a folder of their own: three items, two elements and one part; four old provinces and two new ones.
/// Nothing in them has the size of SIPAS.
/// </summary>
internal sealed class SmallFiles : IDisposable
{
    public const string Questionnaire = "questionnaires/mini.json";
    public const string OldGeography = "geographies/old.json";
    public const string NewGeography = "geographies/new.json";
    public const string Survey = "surveys/mini-1.json";
    public const string Schedule = "schedule.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-unit-").FullName;

    public SmallFiles()
    {
        Write(Questionnaire, """
            {
              "code": "mini",
              "name": {"vi": "Phiếu nhỏ", "en": "Small form"},
              "scale": {"satisfiedFrom": 4, "levels": [
                {"level": 1, "label": {"vi": "một", "en": "one"}},
                {"level": 2, "label": {"vi": "hai", "en": "two"}},
                {"level": 3, "label": {"vi": "ba", "en": "three"}},
                {"level": 4, "label": {"vi": "bốn", "en": "four"}},
                {"level": 5, "label": {"vi": "năm", "en": "five"}}
              ]},
              "whole": {"code": "all", "name": {"vi": "Chung", "en": "Overall"}},
              "parts": [{"code": "care", "name": {"vi": "Chăm sóc", "en": "Care"}, "lead": {"vi": "Thế nào?", "en": "How?"}, "elements": [
                {"code": "CA", "name": {"vi": "A", "en": "A"}, "items": [
                  {"code": "C1", "name": {"vi": "C1", "en": "C1"}, "question": {"vi": "C1?", "en": "C1?"}},
                  {"code": "C2", "name": {"vi": "C2", "en": "C2"}, "question": {"vi": "C2?", "en": "C2?"}}
                ]},
                {"code": "CB", "name": {"vi": "B", "en": "B"}, "items": [
                  {"code": "C3", "name": {"vi": "C3", "en": "C3"}, "question": {"vi": "C3?", "en": "C3?"}}
                ]}
              ]}],
              "respondent": [{"code": "home", "name": {"vi": "Nơi ở", "en": "Home"}, "categories": [
                {"code": "town", "name": {"vi": "Phố", "en": "Town"}},
                {"code": "village", "name": {"vi": "Làng", "en": "Village"}}
              ]}]
            }
            """);
        Write(OldGeography, """
            {"code": "old", "name": {"vi": "Cũ", "en": "Old"}, "validFrom": null, "validTo": "2025-06-30", "predecessor": null, "provinces": [
              {"code": "01", "type": "city", "name": {"vi": "Đông", "en": "East"}, "formedFrom": []},
              {"code": "02", "type": "province", "name": {"vi": "Tây", "en": "West"}, "formedFrom": []},
              {"code": "03", "type": "province", "name": {"vi": "Nam", "en": "South"}, "formedFrom": []},
              {"code": "04", "type": "province", "name": {"vi": "Bắc", "en": "North"}, "formedFrom": []}
            ]}
            """);
        Write(NewGeography, """
            {"code": "new", "name": {"vi": "Mới", "en": "New"}, "validFrom": "2025-07-01", "validTo": null, "predecessor": "old", "provinces": [
              {"code": "02", "type": "city", "name": {"vi": "Đông", "en": "East"}, "formedFrom": ["01", "04"]},
              {"code": "03", "type": "province", "name": {"vi": "Nam", "en": "South"}, "formedFrom": ["02", "03"]}
            ]}
            """);
        Write(Survey, """
            {"code": "mini-1", "year": 2024, "name": {"vi": "Một", "en": "One"}, "questionnaire": "mini", "geography": "old",
             "headlineRule": "score", "officialChannels": ["paper"], "leastAnswered": 2}
            """);
        Write(Schedule, """{"mini-1": {"opens": "2024-10-01T00:00:00+07:00", "closes": "2024-11-01T00:00:00+07:00"}}""");
    }

    public string PathOf(string file) => Path.Combine(_folder, file);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    /// <summary>Replaces the first occurrence of a text that has to be there.</summary>
    public void Edit(string file, string old, string with)
    {
        var text = File.ReadAllText(PathOf(file));
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{old}' is not in {file}");
        Write(file, text[..at] + with + text[(at + old.Length)..]);
    }

    public Catalogue Load() => Catalogue.Load(_folder);

    public Schedule LoadSchedule() => Domain.Schedule.ReadFile(PathOf(Schedule), Load());

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
