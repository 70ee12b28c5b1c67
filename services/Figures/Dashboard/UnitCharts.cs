using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>The charts of a unit.</summary>
/// <param name="Facts">What stands below each.</param>
/// <param name="Elements">Its elements.</param>
/// <param name="Levels">Answers to each item by level, one chart for each part.</param>
/// <param name="Trend">The whole and the parts over the surveys; null with fewer than two.</param>
public sealed record UnitCharts(string Facts, BarChart Elements, IReadOnlyList<LevelsChart> Levels, TrendChart? Trend)
{
    /// <summary>All of them.</summary>
    public IEnumerable<IChart> All => [Elements, .. Levels, .. Trend is null ? Array.Empty<IChart>() : [Trend]];

    /// <summary>The charts of what a page shows.</summary>
    public static UnitCharts Of(HttpContext context, UnitView view)
    {
        var (survey, unit) = (view.Choices.Survey, view.Unit);
        var name = Say(DashboardWords.NameOf(view.Choices.Geography, view.Province));
        return new UnitCharts(
            Say(DashboardWords.Facts(view.Choices, unit.Tally.Responses, view.Snapshot.AsOf)),
            new BarChart("elements", $"{Both("Các yếu tố", "Elements")}: {name}, SIPAS {survey.Year}", [Both("Yếu tố", "Element"), "%"],
                [.. view.Questionnaire.Composites.Where(it => it.Kind == IndicatorKind.Element).Select(ElementBar)]),
            [.. view.Questionnaire.Parts.Select(LevelsOf)],
            view.Trend.Count == 0 ? null : TrendOf());

        Bar ElementBar(Indicator indicator) => new(Say(indicator.Name), view.Value(unit, indicator), context.Percentage(view.Value(unit, indicator)),
            DashboardPaths.Indicator(survey.Code, indicator.Code) + view.Choices.Query);

        LevelsChart LevelsOf(Part part) => new($"levels-{part.Code}", $"{Both("Câu trả lời theo mức", "Answers by level")}: {Say(part.Name)}, {name}, SIPAS {survey.Year}",
            Both("Tiêu chí", "Item"), [.. view.Questionnaire.Scale.Labels.Select(Say)], Both("Tổng số câu trả lời", "All answers"),
            [.. part.Elements.SelectMany(element => element.Items).Select(RowOf)]);

        LevelsRow RowOf(Item item)
        {
            var counts = Enumerable.Range(1, view.Questionnaire.Scale.Highest).Select(level => unit.Tally.At(item.Index, level)).ToList();
            return new LevelsRow($"{item.Code} {Say(item.Name)}", counts, [.. counts.Append(counts.Sum()).Select(context.Count)], Both("chưa có câu trả lời", "no answers"));
        }

        TrendChart TrendOf()
        {
            var geography = view.Choices.Geographies[^1];
            var now = view.Now(geography);
            var where = Say(DashboardWords.NameOf(geography, now));
            var merged = view.Trend.Any(it => it.Survey.Geography != geography);
            return new TrendChart("trend",
                $"{Both("Qua các kỳ khảo sát", "Over the surveys")}: {where}{(merged ? Both($" ({geography.Name.Vi}; {FigureWords.NotWeighted})", $" ({geography.Name.En}; not weighted by population)") : "")}",
                Both("Chỉ số", "Indicator"), [.. view.Trend.Select(it => Both($"Năm {it.Survey.Year}", $"{it.Survey.Year}"))],
                [
                    .. RankedTable.ColumnsOf(view.Questionnaire).Select(indicator =>
                    {
                        var values = view.Trend.Select(it => view.Value(UnitView.Of(it, now), indicator)).ToList();
                        return new TrendLine(Say(indicator.Name), values, [.. values.Select(context.Percentage)]);
                    }),
                ]);
        }

        string Say(LocalizedText text) => PageLanguage.Say(context, text);
        string Both(string vietnamese, string english) => PageLanguage.IsEnglish(context) ? english : vietnamese;
    }
}
