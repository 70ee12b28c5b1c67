using System.Globalization;
using SipasSurvey.Domain;

namespace SipasSurvey.Paper.Suspicions;

/// <summary>People whose sheets spread far less than everybody else's: who makes up answers keeps to the middle of what is plausible.</summary>
/// <remarks>
/// Compared is the variance of all answers on a person's sheets with that on all other sheets of the file. A village of one mind has answers that
/// lie closer together than a province's, but hardly to a half in standard deviation, which is a quarter in variance. With 20 sheets chance
/// plays little part: if the answers of a sheet counted for no more than four independent ones, the variance would be known to one part in six.
/// </remarks>
internal sealed class PeopleSpread
{
    private const int LeastSheets = 20;
    private const double LeastShare = 0.25;

    // Codes that are told apart. A file with more has something else in that column.
    private const int MostPeople = 5_000;

    private readonly Dictionary<string, Spread> _people = new(StringComparer.OrdinalIgnoreCase);
    private readonly Spread _all = new();
    private readonly int _levels;
    private readonly string _kind;
    private readonly string _vi;
    private readonly string _en;

    public PeopleSpread(int levels, string kind, string vi, string en) => (_levels, _kind, _vi, _en) = (levels, kind, vi, en);

    public void Add(string? code, ReadOnlySpan<byte> answers)
    {
        if (code is null)
        {
            return;
        }

        if (!_people.TryGetValue(code, out var person))
        {
            if (_people.Count >= MostPeople)
            {
                return;
            }

            _people.Add(code, person = new Spread());
        }

        person.Add(answers, _levels);
        _all.Add(answers, _levels);
    }

    public IEnumerable<Suspicion> Find()
    {
        foreach (var (code, person) in _people.OrderBy(it => it.Key, StringComparer.Ordinal))
        {
            var others = _all.Without(person);
            if (person.Sheets >= LeastSheets && others.Sheets >= LeastSheets && person.Variance < LeastShare * others.Variance)
            {
                var (own, rest) = (Deviation(person), Deviation(others));
                yield return new Suspicion(_kind, new(
                    $"{person.Sheets} phiếu của {_vi} {code} trả lời giống nhau khác thường: độ lệch chuẩn {own.Replace('.', ',')}, "
                    + $"các phiếu khác {rest.Replace('.', ',')}.",
                    $"The {person.Sheets} sheets of {_en} {code} are unusually alike: standard deviation {own}, all others {rest}."));
            }
        }
    }

    private static string Deviation(Spread spread) => Math.Sqrt(spread.Variance).ToString("0.00", CultureInfo.InvariantCulture);

    private sealed class Spread
    {
        private long _answers;
        private long _sum;
        private long _squares;

        public int Sheets { get; private set; }

        public double Variance => _answers == 0 ? 0 : ((double)_squares / _answers) - Math.Pow((double)_sum / _answers, 2);

        public void Add(ReadOnlySpan<byte> answers, int levels)
        {
            Sheets++;
            foreach (var answer in answers)
            {
                if (answer != Content.Blank && answer <= levels)
                {
                    _answers++;
                    _sum += answer;
                    _squares += answer * answer;
                }
            }
        }

        public Spread Without(Spread part) =>
            new() { Sheets = Sheets - part.Sheets, _answers = _answers - part._answers, _sum = _sum - part._sum, _squares = _squares - part._squares };
    }
}
