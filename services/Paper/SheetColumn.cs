using SipasSurvey.Domain;

namespace SipasSurvey.Paper;

/// <summary>A column that a file of paper sheets can have.</summary>
/// <param name="Code">Its machine name: <c>serial</c>, the code of an item (<c>P01</c>) or of a respondent dimension (<c>age</c>), <c>cluster</c> …</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Place">Place of the item or dimension in the questionnaire, from 0; 0 for other columns.</param>
/// <param name="IsRequired">Whether a file without it is refused.</param>
/// <param name="Choices">What a cell can say, in the order in which it is printed; empty where that is no list.</param>
public sealed record SheetColumn(string Code, SheetColumnKind Kind, LocalizedText Name, int Place, bool IsRequired, IReadOnlyList<Category> Choices)
{
    /// <summary>The heading in the template: code and name, so that no two are alike.</summary>
    public LocalizedText Heading { get; } = new($"{Code} – {Name.Vi}", $"{Code} – {Name.En}");
}

/// <summary>What the cells of a column hold.</summary>
public enum SheetColumnKind
{
    /// <summary>The number of the sheet (số phiếu).</summary>
    Serial,

    /// <summary>A level of the scale, or 9 for two boxes ticked or illegible.</summary>
    Item,

    /// <summary>A category of a respondent dimension.</summary>
    Respondent,

    /// <summary>Code of the village (thôn/tổ dân phố).</summary>
    Cluster,

    /// <summary>Code of the interviewer, never a name.</summary>
    Interviewer,

    /// <summary>Code of the person who typed the sheet, never a name.</summary>
    Typist,

    /// <summary>The day on which the sheet was filled in.</summary>
    Date,

    /// <summary>How the sheet came back; see <see cref="SheetLayout.Modes"/>.</summary>
    Mode,
}
