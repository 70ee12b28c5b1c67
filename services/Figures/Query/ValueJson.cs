using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Query;

/// <summary>Values as JSON: what <see cref="ValueList"/> describes, written row by row.</summary>
internal static class ValueJson
{
    // As the other routes write: Vietnamese letters as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task Write(ValueTable table, FileOutlet outlet, CancellationToken cancellationToken)
    {
        var query = table.Query;
        await using var json = new Utf8JsonWriter(outlet, Options);
        json.WriteStartObject();
        json.WriteString("survey", query.Survey.Code);
        json.WriteString("geography", query.Geography.Code);
        json.WriteString("channel", query.ChannelCode);
        json.WriteString("by", query.By?.Code);
        json.WriteString("asOf", table.AsOf.UtcDateTime);
        if (table.Snapshot.Simulated)
        {
            json.WriteBoolean("simulated", true);
        }

        json.WriteStartArray("rows");
        var rows = 0;
        foreach (var row in table.Rows)
        {
            Write(json, row, query.Rule);
            if (++rows % ValueFile.RowsAtOnce == 0)
            {
                await json.FlushAsync(cancellationToken);
                await outlet.PassOn(cancellationToken);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, ValueRow row, IndexRule? rule)
    {
        json.WriteStartObject();
        json.WriteString("unit", row.Unit);
        json.WriteString("name", row.Name);
        json.WriteString("category", row.Category?.Code);
        json.WriteString("indicator", row.Indicator.Code);
        WriteNumber("n", row.Figure.N);
        if (rule is null or IndexRule.Satisfied)
        {
            WriteNumber("satisfied", FigureRows.Nearest(row.Figure.Value.Satisfied));
        }

        if (rule is null or IndexRule.Score)
        {
            WriteNumber("score", FigureRows.Nearest(row.Figure.Value.Score));
        }

        if (row.Figure.Levels is { } levels)
        {
            json.WriteStartArray("levels");
            foreach (var level in levels)
            {
                json.WriteNumberValue(level);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteNull("levels");
        }

        json.WriteBoolean("hidden", row.Figure.IsHidden);
        json.WriteEndObject();

        void WriteNumber<T>(string name, T? value)
            where T : struct
        {
            switch (value)
            {
                case long count:
                    json.WriteNumber(name, count);
                    break;
                case double percentage:
                    json.WriteNumber(name, percentage);
                    break;
                default:
                    json.WriteNull(name);
                    break;
            }
        }
    }
}

/// <summary>Values of a survey: one row for each unit, category and indicator that was asked for.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Geography">Geography that the provinces are of.</param>
/// <param name="Channel">Which responses are counted; null where the rows are of channels.</param>
/// <param name="By">What divides the rows of a unit; null for nothing.</param>
/// <param name="AsOf">When the figures were computed, in UTC.</param>
/// <param name="Simulated">Whether simulated responses are among them (dữ liệu mô phỏng); left out when not.</param>
/// <param name="Rows">The nation, then provinces by code; within a unit the categories in their order; within a category the indicators in the order of the questionnaire.</param>
public sealed record ValueList(
    string Survey,
    string Geography,
    string? Channel,
    string? By,
    DateTime AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Simulated,
    IReadOnlyList<ValueListRow> Rows);

/// <summary>What is known of one indicator of one category of one unit.</summary>
/// <param name="Unit">Two-digit province code in the answer's geography, or nation.</param>
/// <param name="Name">Vietnamese name of the unit.</param>
/// <param name="Category">Category code; not-stated for respondents who stated none; null where nothing divides the rows.</param>
/// <param name="Indicator">Indicator code.</param>
/// <param name="N">Answers; for a composite, responses that answered at least one of its items; null when hidden.</param>
/// <param name="Satisfied">Share of satisfied answers in percent, 0 to 100 (tỷ lệ hài lòng); null without a value, left out with rule=score.</param>
/// <param name="Score">Mean level as a percentage of the best level, 20 to 100 (điểm trung bình quy đổi); null without a value, left out with rule=satisfied.</param>
/// <param name="Levels">Answers to an item at each level, the lowest first; null for a composite, and when hidden.</param>
/// <param name="Hidden">Whether the numbers are kept back so that nobody's answers can be told.</param>
public sealed record ValueListRow(
    string Unit,
    string Name,
    string? Category,
    string Indicator,
    long? N,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Satisfied,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Score,
    IReadOnlyList<long>? Levels,
    bool Hidden);
