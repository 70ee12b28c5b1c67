using System.Text;
using System.Text.Json;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>The codes of a survey as bytes, to read answers by without making texts of them.</summary>
internal sealed class PlainForm
{
    // What one digit can say.
    private const int MostLevels = 9;

    // What was seen is one bit each.
    private const int MostSeen = 64;

    private readonly byte[][] _items;
    private readonly byte[][] _dimensions;
    private readonly byte[][][] _categories;
    private readonly int _highest;

    public PlainForm(Survey survey)
    {
        var questionnaire = survey.Questionnaire;
        Survey = survey;
        _items = [.. questionnaire.Items.Select(item => Encoding.UTF8.GetBytes(item.Code))];
        _dimensions = [.. questionnaire.Respondent.Select(dimension => Encoding.UTF8.GetBytes(dimension.Code))];
        _categories = [.. questionnaire.Respondent.Select(dimension => dimension.Categories.Select(category => Encoding.UTF8.GetBytes(category.Code)).ToArray())];
        _highest = Math.Min(questionnaire.Scale.Highest, MostLevels);
        NothingOfRespondent = new byte[_dimensions.Length];
    }

    /// <summary>The survey.</summary>
    public Survey Survey { get; }

    /// <summary>A respondent of whom nothing is known.</summary>
    public byte[] NothingOfRespondent { get; }

    /// <summary>Reads the levels of items; false when they are not plain and valid, or none is answered.</summary>
    public bool TryReadAnswers(ref Utf8JsonReader reader, out byte[]? answers)
    {
        answers = new byte[_items.Length];
        var (next, seen, answered) = (0, 0UL, false);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject || _items.Length > MostSeen)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Nearly always in the order of the questionnaire, so the first look finds it.
            var item = Find(ref reader, _items, next);
            if (item < 0 || (seen & (1UL << item)) != 0)
            {
                return false;
            }

            (next, seen) = (item + 1, seen | (1UL << item));
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan is [var digit] && digit - '0' is var level && level >= 1 && level <= _highest)
            {
                (answers[item], answered) = ((byte)level, true);
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                return false;
            }
        }

        return answered;
    }

    /// <summary>Reads what the respondent says of themselves, or null; false when it is not plain and valid.</summary>
    public bool TryReadRespondent(ref Utf8JsonReader reader, out byte[]? respondent)
    {
        respondent = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject || _dimensions.Length > MostSeen)
        {
            return reader.TokenType == JsonTokenType.Null;
        }

        respondent = new byte[_dimensions.Length];
        var (next, seen) = (0, 0UL);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var dimension = Find(ref reader, _dimensions, next);
            if (dimension < 0 || (seen & (1UL << dimension)) != 0)
            {
                return false;
            }

            (next, seen) = (dimension + 1, seen | (1UL << dimension));
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && Find(ref reader, _categories[dimension], 0) is var category && category >= 0)
            {
                respondent[dimension] = (byte)(category + 1);
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                return false;
            }
        }

        return true;
    }

    // The place of the reader's text among codes, looked for from a place on; -1 when it is none of them.
    private static int Find(ref Utf8JsonReader reader, byte[][] codes, int from)
    {
        if (reader.ValueIsEscaped)
        {
            return -1;
        }

        for (var i = from; i < codes.Length; i++)
        {
            if (reader.ValueSpan.SequenceEqual(codes[i]))
            {
                return i;
            }
        }

        for (var i = 0; i < from; i++)
        {
            if (reader.ValueSpan.SequenceEqual(codes[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
