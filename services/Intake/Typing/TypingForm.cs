using System.Text.Json;
using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Intake.Typing;

/// <summary>What the typing page knows of the surveys, for its script: which cells a sheet has and what may stand in each.</summary>
internal static class TypingForm
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The surveys that somebody may type sheets of, that of this year first, with their provinces and cells, as JSON.</summary>
    public static string Describe(Catalogue catalogue, TimeProvider clock, StaffMember member, Func<LocalizedText, string> say) => JsonSerializer.Serialize(
        catalogue.Surveys.Reverse().OrderByDescending(survey => survey == catalogue.CurrentAt(clock.GetUtcNow())).Select(survey => new
        {
            survey.Code,
            Provinces = member.Provinces.In(survey.Geography).Select(province => new { province.Code, Name = Vietnamese.Name(survey.Geography, province) }),
            Cells = CellsOf(survey, say),
        }).Where(survey => survey.Provinces.Any()),
        Json);

    private static IEnumerable<Cell> CellsOf(Survey survey, Func<LocalizedText, string> say)
    {
        var scale = survey.Questionnaire.Scale;
        var levels = Enumerable.Range(1, scale.Highest).Select(level => new Choice(Digit(level), Digit(level), say(scale.Labels[level - 1]))).ToList();
        if (scale.Highest < 9)
        {
            levels.Add(new Choice("9", "9", say(new LocalizedText("đánh hai ô hoặc không đọc được", "two boxes ticked, or illegible"))));
        }

        var number = 1;
        foreach (var part in survey.Questionnaire.Parts)
        {
            foreach (var item in part.Elements.SelectMany(element => element.Items))
            {
                yield return new Cell(item.Code, $"{number++}", say(item.Name), say(part.Name), levels);
            }
        }

        foreach (var dimension in survey.Questionnaire.Respondent)
        {
            yield return new Cell(dimension.Code, "", say(dimension.Name), say(new LocalizedText("Về Ông/Bà", "About the respondent")),
                [.. dimension.Categories.Select((category, place) => new Choice(Digit(place + 1), category.Code, say(category.Name)))]);
        }
    }

    private static string Digit(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A cell of a sheet.</summary>
    /// <param name="Code">Column of the file.</param>
    /// <param name="Number">Number printed on the form; empty without one.</param>
    /// <param name="Name">Short name.</param>
    /// <param name="Group">Heading that it stands below.</param>
    /// <param name="Choices">What may be typed.</param>
    private sealed record Cell(string Code, string Number, string Name, string Group, IReadOnlyList<Choice> Choices);

    /// <summary>What may be typed into a cell.</summary>
    /// <param name="Key">What is typed.</param>
    /// <param name="Value">What it stands for in the file.</param>
    /// <param name="Name">What it means.</param>
    private sealed record Choice(string Key, string Value, string Name);
}
