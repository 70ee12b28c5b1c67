using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>Reads the cells of items.</summary>
internal sealed class LevelRule
{
    private const char FullWidthZero = '０';

    private readonly int _highest;
    private readonly bool _hasIllegible;
    private readonly LocalizedText _fault;

    public LevelRule(Scale scale)
    {
        _highest = scale.Highest;
        _hasIllegible = scale.Highest < SheetLayout.Illegible;
        _fault = CellFaults.Level(scale);
    }

    /// <summary>The level that a cell says.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="text">What stands in it.</param>
    /// <param name="isIllegible">Whether it says that two boxes were ticked, or none can be made out.</param>
    /// <param name="fault">What is wrong with it; null when nothing is.</param>
    /// <returns>The level; <see cref="Content.Blank"/> when there is none.</returns>
    public byte Read(CellKind kind, ReadOnlySpan<char> text, out bool isIllegible, out LocalizedText? fault)
    {
        (isIllegible, fault) = (false, kind > CellKind.Number ? CellFaults.OfKind(kind, mayBeDate: false) : null);
        if (fault is not null)
        {
            return Content.Blank;
        }

        text = text.Trim();
        if (text.IsEmpty)
        {
            return Content.Blank;
        }

        var level = Whole(text);
        if (level >= 1 && level <= _highest)
        {
            return (byte)level;
        }

        isIllegible = _hasIllegible && level == SheetLayout.Illegible;
        fault = isIllegible ? null : _fault;
        return Content.Blank;
    }

    // One or two digits, ordinary or full-width, the first no zero; -1 for anything else.
    private static int Whole(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var one in text)
        {
            var digit = one - (one >= FullWidthZero ? FullWidthZero : '0');
            if (digit is < 0 or > 9 || (number == 0 && digit == 0) || number > 9)
            {
                return -1;
            }

            number = (number * 10) + digit;
        }

        return number;
    }
}
