using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SipasSurvey.Figures.Pages.FieldWork;

namespace SipasSurvey.Figures.Pages.SecondTyping;

/// <summary>A sheet that was typed a second time, as it was sent; nothing of it was found to be right yet.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code.</param>
/// <param name="Team">Survey team that sent the sheet; empty without one.</param>
/// <param name="Serial">Its serial.</param>
/// <param name="Typist">Code of who typed it now; empty without one.</param>
/// <param name="Cells">What was typed, by column.</param>
public sealed record SecondEntryDraft(string Survey, string Province, string Team, string Serial, string Typist, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>Field of the survey.</summary>
    public const string SurveyField = FieldWorkChoice.SurveyField;

    /// <summary>Field of the province.</summary>
    public const string ProvinceField = FieldWorkChoice.ProvinceField;

    /// <summary>Field of the team that sent the sheet.</summary>
    public const string TeamField = "team";

    /// <summary>Field of the serial.</summary>
    public const string SerialField = "serial";

    /// <summary>Field of the code of who types.</summary>
    public const string TypistField = "typist";

    /// <summary>Property of the cells.</summary>
    public const string CellsField = "cells";

    /// <summary>Begins the names of the fields of a form that are cells.</summary>
    public const string CellPrefix = "cell-";

    /// <summary>Nothing typed yet.</summary>
    public static SecondEntryDraft Empty(string survey, string province, string team, string serial) =>
        new(survey, province, team, serial, "", new Dictionary<string, string>());

    /// <summary>What a form of ours sends.</summary>
    public static SecondEntryDraft Of(IFormCollection form) => new(
        form[SurveyField].ToString(), form[ProvinceField].ToString(), form[TeamField].ToString(), form[SerialField].ToString(), form[TypistField].ToString(),
        form.Where(it => it.Key.StartsWith(CellPrefix, StringComparison.Ordinal)).ToDictionary(it => it.Key[CellPrefix.Length..], it => it.Value.ToString()));

    /// <summary>
    /// What the typing page sends: one JSON object with these texts, cells being texts or whole numbers, the village beside or among them. Null when it is
    /// none. What else the page keeps of a sheet comes along and does not matter.
    /// </summary>
    public static async Task<SecondEntryDraft?> Read(Stream json, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(json, new JsonDocumentOptions { MaxDepth = 4 }, cancellationToken);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var cells = new Dictionary<string, string>(StringComparer.Ordinal) { [FieldWorkCells.Cluster] = Text(FieldWorkCells.Cluster) };
            if (root.TryGetProperty(CellsField, out var sent))
            {
                foreach (var cell in sent.EnumerateObject())
                {
                    cells[cell.Name] = TextOf(cell.Value);
                }
            }

            return new SecondEntryDraft(Text(SurveyField), Text(ProvinceField), Text(TeamField), Text(SerialField), Text(TypistField), cells);

            string Text(string name) => root.TryGetProperty(name, out var value) ? TextOf(value) : "";
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // No JSON, or something else where a text or an object should be; half of a surrogate pair is no text either.
            return null;
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Number => value.GetRawText(),
        _ => value.GetString() ?? "",
    };
}
