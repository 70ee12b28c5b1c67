using System.Globalization;

namespace SipasSurvey.Paper.Suspicions;

/// <summary>Numbers that are missing in runs of serials: sheets that did not come back, or were left out.</summary>
internal sealed class SerialGaps
{
    // A longer gap is the beginning of another run: a team carries sheets of several villages.
    private const int LongestGap = 50;

    // Shorter runs, or those of which more than half is missing, are no runs.
    private const int ShortestRun = 10;
    private const int MostNamed = 12;
    private const int MostDigits = 15;
    private const int PrintedDigits = 7;

    private readonly List<long> _printed = [];
    private readonly List<long> _own = [];
    private int _ownDigits = int.MaxValue;

    public void Add(SheetSerial? serial)
    {
        if (serial is null)
        {
            return;
        }

        if (serial.IsPrinted)
        {
            _printed.Add(long.Parse(serial.Text.AsSpan(serial.Text.Length - PrintedDigits - 1, PrintedDigits), CultureInfo.InvariantCulture));
        }
        else if (serial.Text.Length <= MostDigits && long.TryParse(serial.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            _own.Add(number);
            _ownDigits = Math.Min(_ownDigits, serial.Text.Length);
        }
    }

    public IEnumerable<Suspicion> Find()
    {
        var missing = new List<string>();
        var count = Look(_printed, it => SheetSerial.Printed((int)it).Text, missing)
            + Look(_own, it => it.ToString(CultureInfo.InvariantCulture).PadLeft(_ownDigits, '0'), missing);
        if (count > 0)
        {
            var named = string.Join(", ", missing) + (count > missing.Count ? ", …" : "");
            yield return new Suspicion("serial-gaps", new(
                $"Dãy số phiếu thiếu {count} số: {named}. Phiếu chưa thu về, hay còn sót?",
                $"{count} numbers are missing in the run of serials: {named}. Did those sheets not come back, or were they left out?"));
        }
    }

    private static long Look(List<long> numbers, Func<long, string> show, List<string> named)
    {
        numbers.Sort();
        var (count, begin) = (0L, 0);
        for (var at = 1; at <= numbers.Count; at++)
        {
            if (at < numbers.Count && numbers[at] - numbers[at - 1] <= LongestGap)
            {
                continue;
            }

            // No number is there twice: a doubled serial is noted once.
            var run = numbers.GetRange(begin, at - begin);
            run = [.. run.Distinct()];
            var missing = run[^1] - run[0] + 1 - run.Count;
            if (run.Count >= ShortestRun && missing > 0 && missing * 2 <= run.Count)
            {
                count += missing;
                named.AddRange(Missing(run).Take(MostNamed - named.Count).Select(show));
            }

            begin = at;
        }

        return count;
    }

    private static IEnumerable<long> Missing(List<long> run)
    {
        for (var at = 1; at < run.Count; at++)
        {
            for (var number = run[at - 1] + 1; number < run[at]; number++)
            {
                yield return number;
            }
        }
    }
}
