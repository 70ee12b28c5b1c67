namespace SipasSurvey.Paper.Suspicions;

/// <summary>Looks for what is unlikely in a file, row by row, in memory that grows by some dozens of bytes a row.</summary>
internal sealed class SuspicionList
{
    private readonly LikeAnswers _likeAnswers;
    private readonly PeopleSpread _interviewers;
    private readonly PeopleSpread _typists;
    private readonly SerialGaps _serials = new();
    private readonly FirstRows _hidden = new();

    /// <param name="levels">Levels of the scale.</param>
    public SuspicionList(int levels)
    {
        _likeAnswers = new LikeAnswers();
        _interviewers = new PeopleSpread(levels, "spread-interviewer", "điều tra viên", "interviewer");
        _typists = new PeopleSpread(levels, "spread-typist", "người nhập phiếu", "typist");
    }

    /// <summary>Looks at any row.</summary>
    public void AddRow(int row, bool isHidden, SheetSerial? serial)
    {
        if (isHidden)
        {
            _hidden.Add(row);
        }

        _serials.Add(serial);
    }

    /// <summary>Looks at a row without a fault.</summary>
    public void AddGood(SheetRow row, RowReader read)
    {
        _likeAnswers.Add(row, read.Answers);
        _interviewers.Add(read.Interviewer, read.Answers);
        _typists.Add(read.Typist, read.Answers);
    }

    /// <summary>What was found.</summary>
    /// <param name="hiddenColumns">Headings of hidden columns that were read.</param>
    public IReadOnlyList<Suspicion> Find(IReadOnlyList<string> hiddenColumns)
    {
        var found = new List<Suspicion>();
        found.AddRange(_likeAnswers.Find());
        found.AddRange(_interviewers.Find());
        found.AddRange(_typists.Find());
        found.AddRange(_serials.Find());
        if (_hidden.Count > 0)
        {
            found.Add(new Suspicion("hidden-rows", new(
                $"{Shown.Vi(_hidden.Count)} dòng bị ẩn hoặc bị lọc trong bảng tính vẫn được đọc: dòng {_hidden}.",
                $"{Shown.En(_hidden.Count)} rows that are hidden or filtered out in the spreadsheet were read like the others: rows {_hidden}.")));
        }

        if (hiddenColumns.Count > 0)
        {
            found.Add(new Suspicion("hidden-columns", new(
                $"Các cột bị ẩn trong bảng tính vẫn được đọc: {Shown.List(hiddenColumns)}.",
                $"Columns that are hidden in the spreadsheet were read like the others: {Shown.List(hiddenColumns)}.")));
        }

        return found;
    }
}

/// <summary>Counts rows and names the first of them.</summary>
internal sealed class FirstRows
{
    private const int Most = 12;

    private readonly List<string> _first = [];

    public int Count { get; private set; }

    public void Add(int row, string remark = "")
    {
        Count++;
        if (_first.Count < Most)
        {
            _first.Add(FormattableString.Invariant($"{row}{remark}"));
        }
    }

    public override string ToString() => string.Join(", ", _first) + (Count > _first.Count ? ", …" : "");
}
