using System.Globalization;
using System.Xml.Linq;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>
/// The notes of a sheet: their texts in one part, and in another the boxes in which Excel shows them (<see cref="NoteBoxes"/>). Notes of others stay; those
/// of an earlier marked copy go.
/// </summary>
internal sealed class MarkedNotes
{
    private const string Author = "SIPAS";

    // What begins the author of a note that only stands in for a thread of comments; its text is never shown.
    private const string OfThread = "tc=";

    private readonly XDocument _texts;
    private readonly XNamespace _main;
    private readonly HashSet<(int Row, int Column)> _withoutBox = [];
    private readonly List<(int Row, int Column)> _withBox = [];

    private MarkedNotes(XDocument texts) => (_texts, _main) = (texts, texts.Root!.Name.Namespace);

    /// <summary>The texts.</summary>
    public XDocument Texts => _texts;

    /// <summary>Puts what is wrong into the notes of a sheet.</summary>
    /// <param name="existing">The part with the texts; null when the sheet has no notes.</param>
    /// <param name="main">Namespace of the workbook.</param>
    /// <param name="cells">The bad cells, of which the first get a note.</param>
    public static MarkedNotes Of(XDocument? existing, XNamespace main, MarkedCells cells)
    {
        var notes = new MarkedNotes(existing
            ?? new XDocument(new XElement(main + "comments", new XElement(main + "authors"), new XElement(main + "commentList"))));
        notes.Forget();
        notes.Add(cells.All.Take(MarkedFile.MostNotes));
        return notes;
    }

    /// <summary>The boxes, in what was there before or in a drawing of their own.</summary>
    /// <param name="existing">The drawing of notes; null when the sheet has none.</param>
    public string Boxes(string? existing) => NoteBoxes.Put(existing, _withoutBox, _withBox);

    private XElement List => _texts.Root!.Element(_main + "commentList") ?? AddList();

    private IReadOnlyList<string> Authors => [.. AuthorList.Elements(_main + "author").Select(it => it.Value)];

    private XElement AuthorList => _texts.Root!.Element(_main + "authors") ?? AddAuthors();

    // Removes what an earlier marked copy said.
    private void Forget()
    {
        var authors = Authors;
        foreach (var note in List.Elements(_main + "comment").ToList())
        {
            var cell = CellOf(note);
            if (AuthorOf(note, authors) == Author)
            {
                note.Remove();
                _withoutBox.Add(cell);
                continue;
            }

            var runs = note.Element(_main + "text")?.Elements(_main + "r").ToList() ?? [];
            if (runs.Count > 1 && runs[0].Element(_main + "t")?.Value.StartsWith(MarkedFile.NoteBegins, StringComparison.Ordinal) == true)
            {
                runs[0].Remove();
            }
        }
    }

    private void Add(IEnumerable<(int Row, int Column, string Text)> cells)
    {
        var authors = Authors;
        var others = new Dictionary<(int, int), XElement>();
        foreach (var note in List.Elements(_main + "comment"))
        {
            others.TryAdd(CellOf(note), note);
        }

        int? author = null;
        var list = List;
        foreach (var (row, column, text) in cells)
        {
            if (others.TryGetValue((row, column), out var other))
            {
                if (AuthorOf(other, authors)?.StartsWith(OfThread, StringComparison.Ordinal) != true)
                {
                    PutBefore(other, text);
                }

                continue;
            }

            author ??= PlaceOfAuthor(authors);
            list.Add(new XElement(_main + "comment", new XAttribute("ref", MarkedCells.NameOf(row, column)), new XAttribute("authorId", author),
                new XElement(_main + "text", Run($"{MarkedFile.NoteBegins}\n{text}"))));
            _withBox.Add((row, column));
        }
    }

    // Somebody else's note on a bad cell: both are told, as a cell has one note.
    private void PutBefore(XElement note, string text)
    {
        var rich = note.Element(_main + "text");
        if (rich is null)
        {
            note.AddFirst(rich = new XElement(_main + "text"));
        }

        if (rich.Element(_main + "t") is { } plain)
        {
            plain.ReplaceWith(Run(plain.Value));
        }

        rich.AddFirst(Run($"{MarkedFile.NoteBegins}\n{text}\n\n"));
    }

    private XElement Run(string text) => new(_main + "r", new XElement(_main + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), text));

    private int PlaceOfAuthor(IReadOnlyList<string> authors)
    {
        var place = authors.ToList().IndexOf(Author);
        if (place < 0)
        {
            AuthorList.Add(new XElement(_main + "author", Author));
            place = authors.Count;
        }

        return place;
    }

    private XElement AddList()
    {
        var list = new XElement(_main + "commentList");
        AuthorList.AddAfterSelf(list);
        return list;
    }

    private XElement AddAuthors()
    {
        var authors = new XElement(_main + "authors");
        _texts.Root!.AddFirst(authors);
        return authors;
    }

    private static string? AuthorOf(XElement note, IReadOnlyList<string> authors) =>
        int.TryParse(note.Attribute("authorId")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < authors.Count ? authors[place] : null;

    private static (int Row, int Column) CellOf(XElement note) =>
        CellName.TryParse(note.Attribute("ref")?.Value, out var column, out var row) ? (row, column) : default;
}
