using System.Globalization;
using System.Runtime.CompilerServices;
using SipasSurvey.Domain;

namespace SipasSurvey.Paper;

/// <summary>The columns that a file of a survey's paper sheets can have, and the headings by which each is known.</summary>
public sealed class SheetLayout
{
    /// <summary>Stands in place of a serial in the example row of the template. A file in which it was left is told to delete that row.</summary>
    public const string ExampleSerial = "VÍ DỤ";

    /// <summary>Stands in an item cell for a box that cannot be counted: two ticked, or illegible.</summary>
    public const int Illegible = 9;

    /// <summary>How sheets come back.</summary>
    public static readonly IReadOnlyList<Category> Modes =
    [
        new("handed-out", new LocalizedText("Phát phiếu tại chỗ", "Handed out")),
        new("post", new LocalizedText("Gửi qua bưu điện", "Post")),
        new("interview", new LocalizedText("Phỏng vấn", "Interview")),
        new("telephone", new LocalizedText("Điện thoại", "Telephone")),
    ];

    // The items are the lines of question 9 on the printed form.
    private const string PrintedQuestion = "9";

    private static readonly ConditionalWeakTable<Survey, SheetLayout> Known = [];

    private readonly Dictionary<string, SheetColumn> _byHeading = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SheetColumn> _byNumber = new(StringComparer.Ordinal);

    private SheetLayout(Survey survey)
    {
        Survey = survey;
        var questionnaire = survey.Questionnaire;
        Columns =
        [
            Plain("serial", SheetColumnKind.Serial, "Số phiếu", "Serial number", isRequired: true),
            .. questionnaire.Items.Select(it => new SheetColumn(it.Code, SheetColumnKind.Item, it.Name, it.Index, IsRequired: true, [])),
            .. questionnaire.Respondent.Select((it, place) =>
                new SheetColumn(it.Code, SheetColumnKind.Respondent, it.Name, place, IsRequired: false, it.Categories)),
            Plain("cluster", SheetColumnKind.Cluster, "Mã thôn/tổ dân phố", "Village code"),
            Plain("interviewer", SheetColumnKind.Interviewer, "Mã điều tra viên", "Interviewer code"),
            Plain("typist", SheetColumnKind.Typist, "Mã người nhập phiếu", "Typist code"),
            Plain("date", SheetColumnKind.Date, "Ngày khảo sát", "Day of the survey"),
            new SheetColumn("mode", SheetColumnKind.Mode, new LocalizedText("Hình thức khảo sát", "Way of the survey"), 0, IsRequired: false, Modes),
        ];
        Register(questionnaire);
    }

    /// <summary>The survey.</summary>
    public Survey Survey { get; }

    /// <summary>All columns, in the order of the template.</summary>
    public IReadOnlyList<SheetColumn> Columns { get; }

    /// <summary>The layout for a survey.</summary>
    public static SheetLayout Of(Survey survey) => Known.GetValue(survey, static it => new SheetLayout(it));

    /// <summary>
    /// The column that a heading names: its code, the template's heading in either language, its name or question alone where no other column has
    /// the same, or an item's printed number (<c>7</c> or <c>9.7</c>). Case, blanks, punctuation and marks do not matter. Null when it names none.
    /// </summary>
    public SheetColumn? Find(string heading)
    {
        var key = Words.HeadingKey(heading);
        return _byHeading.GetValueOrDefault(key) ?? _byNumber.GetValueOrDefault(key);
    }

    /// <summary>
    /// Whether a heading names an item by nothing but its number. Questions 1 to 8 and 10 of the form are numbered too, so such a heading gives way to
    /// any other that names the same item.
    /// </summary>
    internal bool IsBareNumber(string heading) => _byNumber.ContainsKey(Words.HeadingKey(heading));

    private static SheetColumn Plain(string code, SheetColumnKind kind, string vi, string en, bool isRequired = false) =>
        new(code, kind, new LocalizedText(vi, en), 0, isRequired, []);

    // Codes first, then headings and numbers, which are unique by themselves; then names, of which only those count that name one column.
    private void Register(Questionnaire questionnaire)
    {
        Array.ForEach([.. Columns], it => Add(it.Code, it));
        foreach (var column in Columns)
        {
            Add(column.Heading.Vi, column);
            Add(column.Heading.En, column);
        }

        foreach (var item in Columns.Where(it => it.Kind == SheetColumnKind.Item))
        {
            var number = (item.Place + 1).ToString(CultureInfo.InvariantCulture);
            Add($"{PrintedQuestion}.{number}", item);
            if (!_byHeading.ContainsKey(number))
            {
                _byNumber.Add(number, item);
            }
        }

        var names = Columns.SelectMany(it => NamesOf(it, questionnaire).Select(name => (Key: Words.HeadingKey(name), Column: it)));
        foreach (var name in names.Where(it => it.Key.Length > 0).GroupBy(it => it.Key, StringComparer.Ordinal))
        {
            if (name.Select(it => it.Column).Distinct().Count() == 1)
            {
                _byHeading.TryAdd(name.Key, name.First().Column);
            }
        }
    }

    private void Add(string heading, SheetColumn column) => _byHeading.TryAdd(Words.HeadingKey(heading), column);

    private static IEnumerable<string> NamesOf(SheetColumn column, Questionnaire questionnaire)
    {
        IEnumerable<string> other = column.Kind switch
        {
            SheetColumnKind.Serial => ["Mã phiếu", "Số thứ tự phiếu", "Serial"],
            SheetColumnKind.Item => [questionnaire.Items[column.Place].Question.Vi, questionnaire.Items[column.Place].Question.En],
            SheetColumnKind.Cluster => ["Mã thôn", "Thôn/tổ dân phố", "Thôn", "Tổ dân phố", "Village"],
            SheetColumnKind.Interviewer => ["Điều tra viên"],
            SheetColumnKind.Typist => ["Mã người nhập", "Người nhập phiếu", "Người nhập"],
            SheetColumnKind.Date => ["Ngày"],
            SheetColumnKind.Mode => ["Hình thức"],
            _ => [],
        };
        return [column.Name.Vi, column.Name.En, .. other];
    }
}
