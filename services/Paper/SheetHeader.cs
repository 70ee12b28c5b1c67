using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>Which column of a file is which.</summary>
/// <param name="Columns">For each column of the file what it is; null for one that is not read.</param>
/// <param name="Ignored">Headings of the columns that are not read.</param>
internal sealed record SheetHeader(IReadOnlyList<SheetColumn?> Columns, IReadOnlyList<string> Ignored)
{
    /// <summary>How many columns a row names, if it is a header at all.</summary>
    /// <remarks>
    /// A row of answers must not pass for one, though its cells are printed numbers of items too: those alone make a header only when they
    /// name every item, or stand beside the serial's heading.
    /// </remarks>
    public static int Score(SheetLayout layout, IReadOnlyList<string> headings)
    {
        var (named, numbered, hasSerial) = (0, new HashSet<SheetColumn>(), false);
        foreach (var heading in headings)
        {
            if (layout.Find(heading) is not { } column)
            {
                continue;
            }

            if (layout.IsBareNumber(heading))
            {
                numbered.Add(column);
            }
            else
            {
                named++;
                hasSerial |= column.Kind == SheetColumnKind.Serial;
            }
        }

        var isHeader = hasSerial || named > 1 || numbered.Count == layout.Survey.Questionnaire.Items.Count;
        return isHeader ? named + numbered.Count : 0;
    }

    /// <summary>Reads the headings.</summary>
    /// <exception cref="SheetFileException">A column is missing or there twice.</exception>
    public static SheetHeader Of(SheetLayout layout, TableOrigin origin)
    {
        var headings = origin.Headings;
        var columns = new SheetColumn?[headings.Count];
        Assign(layout, headings, columns, isBare: false);
        Assign(layout, headings, columns, isBare: true);
        RefuseMissing(layout, columns, $"{origin.HeaderRow}");
        return new SheetHeader(columns, [.. headings.Where((it, place) => columns[place] is null && it.Length > 0).Select(it => Shown.Text(it))]);
    }

    /// <summary>Heading of a column as the file has it, for reports.</summary>
    public static string? HeadingOf(TableOrigin origin, int column) =>
        column < origin.Headings.Count && Shown.Text(origin.Headings[column]) is { Length: > 0 } heading ? heading : null;

    // A bare number gives way to any other heading of the same item: it is then the number of another question.
    private static void Assign(SheetLayout layout, IReadOnlyList<string> headings, SheetColumn?[] columns, bool isBare)
    {
        var others = columns.OfType<SheetColumn>().ToHashSet();
        var known = new Dictionary<SheetColumn, int>();
        for (var place = 0; place < headings.Count; place++)
        {
            if (columns[place] is not null || layout.Find(headings[place]) is not { } column || layout.IsBareNumber(headings[place]) != isBare
                || others.Contains(column))
            {
                continue;
            }

            if (!known.TryAdd(column, place))
            {
                var mayBeNumber = column.Kind == SheetColumnKind.Item && headings[place].Contains('.', StringComparison.Ordinal);
                throw FileFaults.Doubled(column.Code, CellName.Column(known[column]), CellName.Column(place), mayBeNumber);
            }

            columns[place] = column;
        }
    }

    private static void RefuseMissing(SheetLayout layout, SheetColumn?[] columns, string place)
    {
        var missing = layout.Columns.Where(it => it.IsRequired && !columns.Contains(it)).ToList();
        if (missing.Any(it => it.Kind == SheetColumnKind.Serial))
        {
            throw FileFaults.MissingSerial(place);
        }

        if (missing.Count == layout.Survey.Questionnaire.Items.Count)
        {
            throw FileFaults.NoItems(place);
        }

        if (missing.Count > 0)
        {
            throw FileFaults.MissingColumns("missing-columns", [.. missing.Select(it => it.Heading.Vi)], [.. missing.Select(it => it.Heading.En)], place);
        }
    }
}
