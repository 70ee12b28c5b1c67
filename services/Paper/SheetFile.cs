using SipasSurvey.Paper.Suspicions;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>
/// Reads a file of paper sheets, CSV or XLSX, row by row: memory does not grow with the answers. The rules are those of the survey's
/// questionnaire; see <see cref="SheetLayout"/> for the columns.
/// </summary>
public static class SheetFile
{
    /// <summary>How many faults a report has in full unless more are asked for.</summary>
    public const int MostFaults = 1_000;

    // Rows between two looks at whether somebody still waits.
    private const int RowsAtOnce = 256;

    /// <inheritdoc cref="Read(string, string, SheetOrder, Func{SheetRow, ValueTask}?, int, CancellationToken)"/>
    public static Task<SheetReport> Read(string path, string fileName, SheetOrder order, Func<SheetRow, ValueTask>? good, CancellationToken cancellation) =>
        Read(path, fileName, order, good, MostFaults, cancellation);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="fileName">What its sender calls it. Its content alone decides what it is.</param>
    /// <param name="order">What to read it as.</param>
    /// <param name="good">Given every row without a fault, in the order of the file; null when only the report is wanted.</param>
    /// <param name="mostFaults">How many faults the report has in full.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="SheetFileException">
    /// The file as a whole cannot be taken. Some faults of this kind show only at the end (a cut-off file, merged cells), behind rows that were handed
    /// over: whoever must not take half of a file reads it first with <paramref name="good"/> null, and then again.
    /// </exception>
    public static async Task<SheetReport> Read(
        string path, string fileName, SheetOrder order, Func<SheetRow, ValueTask>? good, int mostFaults, CancellationToken cancellation)
    {
        var layout = SheetLayout.Of(order.Survey);
        var (table, origin) = TableFile.Open(path, fileName, new WantedHeader(it => SheetHeader.Score(layout, it), FileFaults.NoHeader));
        using (table)
        {
            var header = SheetHeader.Of(layout, origin);
            var faults = new FaultList(origin, mostFaults);
            var rows = new RowReader(table, origin, header, order, faults);
            var suspicions = new SuspicionList(order.Survey.Questionnaire.Scale.Highest);
            var counts = new Counts(order.Survey.LeastAnswered, mostFaults);
            while (table.Read())
            {
                if (rows.IsBlank())
                {
                    continue;
                }

                if (counts.Rows % RowsAtOnce == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                var row = rows.Read();
                counts.Add(table.Row, row, rows);
                suspicions.AddRow(table.Row, table.IsHidden, rows.Serial);
                if (row is not null)
                {
                    suspicions.AddGood(row, rows);
                    if (good is not null)
                    {
                        await good(row);
                    }
                }
            }

            FileFaults.RefuseMerged(table, origin, rows.IsRead);
            return counts.Report(faults, [.. header.Ignored, .. rows.Unheaded.Select(CellName.Column)], suspicions.Find(HiddenColumns(table, origin, rows)), origin);
        }
    }

    private static List<string> HiddenColumns(ITable table, TableOrigin origin, RowReader rows) =>
    [
        .. Enumerable.Range(0, origin.Headings.Count)
            .Where(column => rows.IsRead(column) && table.HiddenColumns.Any(it => it.Left <= column && column <= it.Right))
            .Select(column => $"{CellName.Column(column)} ({SheetHeader.HeadingOf(origin, column)})"),
    ];

    private sealed class Counts(int leastAnswered, int mostInvalid)
    {
        private readonly List<int> _invalidRows = [];
        private int _accepted;
        private int _invalid;
        private int _illegible;

        public int Rows { get; private set; }

        public void Add(int number, SheetRow? row, RowReader read)
        {
            if (++Rows > Limits.Rows)
            {
                throw FileFaults.TooManyRows();
            }

            if (row is null)
            {
                return;
            }

            _accepted++;
            _illegible += read.Illegible;
            if (read.Answers.Length - read.Answers.Count(Domain.Content.Blank) < leastAnswered)
            {
                _invalid++;
                if (_invalidRows.Count < mostInvalid)
                {
                    _invalidRows.Add(number);
                }
            }
        }

        public SheetReport Report(FaultList faults, IReadOnlyList<string> ignored, IReadOnlyList<Suspicion> suspicions, TableOrigin origin) =>
            Rows == 0
                ? throw FileFaults.NoData($"{origin.HeaderRow}")
                : new SheetReport(
                    Rows, _accepted, Rows - _accepted, _invalid, _illegible, faults.Faults, faults.LeftOut, ignored, suspicions, _invalidRows, origin);
    }
}
