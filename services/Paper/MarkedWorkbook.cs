using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>
/// Writes a workbook again, part by part: the sheet, its notes and the looks of cells with what is marked, all others as they were. No part but the small ones is
/// ever whole in memory.
/// </summary>
internal sealed class MarkedWorkbook
{
    private const string ContentTypes = "[Content_Types].xml";
    private const string Transitional = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string TransitionalRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    private const string StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    private const string TypeOf = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const string TypeOfBoxes = "application/vnd.openxmlformats-officedocument.vmlDrawing";

    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";

    private static readonly XmlWriterSettings Compact = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        // A carriage return within a text would otherwise be read as a line feed the next time.
        NewLineHandling = NewLineHandling.Entitize,
    };

    private readonly XlsxPackage _package;
    private readonly ZipArchive _target;
    private readonly string _sheet;
    private readonly string _main;
    private readonly string _relations;
    private readonly IReadOnlyList<(string Id, string Kind, string Part)> _ofSheet;
    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Part, string ContentType)> _added = [];

    private MarkedWorkbook(XlsxPackage package, ZipArchive target, string sheet)
    {
        (_package, _target, _sheet) = (package, target, sheet);
        using var xml = package.Read(sheet, Limits.LargePart);
        xml.MoveToContent();
        _main = xml.NamespaceURI == Strict ? Strict : Transitional;
        _relations = _main == Strict ? StrictRelations : TransitionalRelations;
        _ofSheet = Unless(() => package.Relations(sheet)) ?? [];
    }

    /// <summary>Writes the marked copy.</summary>
    public static void Write(string sourcePath, TableOrigin origin, MarkedCells cells, Stream output, CancellationToken cancellation)
    {
        using var package = XlsxPackage.Open(sourcePath);
        using var source = ZipFile.OpenRead(sourcePath);

        // Parts that nobody has read yet are copied too, so they are bounded here.
        if (source.Entries.Sum(entry => (decimal)entry.Length) > Limits.AllParts)
        {
            throw FileFaults.UnpacksTooLarge();
        }

        using var target = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        new MarkedWorkbook(package, target, origin.SheetPart!).Write(source, cells, cancellation);
    }

    private void Write(ZipArchive source, MarkedCells cells, CancellationToken cancellation)
    {
        var workbook = _package.Relations("").FirstOrDefault(it => it.Kind == "officeDocument").Part ?? "xl/workbook.xml";
        var styles = PartOf(workbook, "styles");
        var looks = MarkedStyles.Of(_package, styles, _main);
        var texts = _ofSheet.FirstOrDefault(it => it.Kind == "comments").Part is { } part && _package.Has(part) ? part : null;
        var notes = MarkedNotes.Of(texts is null ? null : TryLoad(texts), _main, cells);
        var hasNotes = texts is not null || cells.All.Any();

        var (newId, drawing) = ("rIdSipasBoxes", hasNotes ? CopySheet(cells, looks, "rIdSipasBoxes", cancellation) : CopySheet(cells, looks, null, cancellation));
        if (styles is null)
        {
            styles = NewPart("xl/stylesSipas", ".xml", TypeOf + "styles+xml");
            AddRelations(workbook, [("rIdSipasStyles", "styles", styles)]);
        }

        Write(styles, looks.Save);
        if (hasNotes)
        {
            WriteNotes(source, notes, texts, drawing, newId);
        }

        WriteTypes();
        foreach (var entry in source.Entries.Where(it => it.Length > 0 || !it.FullName.EndsWith('/')))
        {
            cancellation.ThrowIfCancellationRequested();
            CopyEntry(entry);
        }
    }

    private string? CopySheet(MarkedCells cells, MarkedStyles looks, string? drawing, CancellationToken cancellation)
    {
        string? found = null;
        using var from = _package.Read(_sheet, Limits.LargePart);
        Write(_sheet, to => found = MarkedSheet.Copy(from, to, cells, looks, drawing is null ? null : (_relations, drawing), cancellation));
        return found;
    }

    private void WriteNotes(ZipArchive source, MarkedNotes notes, string? texts, string? drawing, string newId)
    {
        var added = new List<(string, string, string)>();
        if (texts is null)
        {
            texts = NewPart("xl/commentsSipas", ".xml", TypeOf + "comments+xml");
            added.Add(("rIdSipasNotes", "comments", texts));
        }

        Write(texts, notes.Texts.Save);
        var boxes = drawing is null ? null : _ofSheet.FirstOrDefault(it => it.Id == drawing).Part;
        var existing = boxes is null ? null : source.Entries.FirstOrDefault(it => NameOf(it).Equals(boxes, StringComparison.OrdinalIgnoreCase));
        if (existing is null)
        {
            boxes = NewPart("xl/drawings/vmlDrawingSipas", ".vml", null);
            added.Add((drawing ?? newId, "vmlDrawing", boxes));
        }

        using (var entry = Begin(boxes!))
        using (var writer = new StreamWriter(entry, Compact.Encoding))
        {
            writer.Write(notes.Boxes(existing is null ? null : Unless(() => TextOf(existing))));
        }

        AddRelations(_sheet, added);
    }

    private void AddRelations(string part, List<(string Id, string Kind, string Part)> added)
    {
        if (added.Count == 0)
        {
            return;
        }

        var slash = part.LastIndexOf('/') + 1;
        var name = $"{part[..slash]}_rels/{part[slash..]}.rels";
        var document = (_package.Has(name) ? TryLoad(name) : null) ?? new XDocument(new XElement(Relations + "Relationships"));
        foreach (var (id, kind, target) in added)
        {
            document.Root!.Elements().Where(it => (string?)it.Attribute("Id") == id).Remove();
            document.Root.Add(new XElement(document.Root.Name.Namespace + "Relationship",
                new XAttribute("Id", id), new XAttribute("Type", $"{_relations}/{kind}"), new XAttribute("Target", $"/{target}")));
        }

        Write(name, document.Save);
    }

    private void WriteTypes()
    {
        var document = Load(ContentTypes);
        if (!document.Root!.Elements(Types + "Default").Any(it => "vml".Equals((string?)it.Attribute("Extension"), StringComparison.OrdinalIgnoreCase)))
        {
            document.Root.AddFirst(new XElement(Types + "Default", new XAttribute("Extension", "vml"), new XAttribute("ContentType", TypeOfBoxes)));
        }

        foreach (var (part, type) in _added)
        {
            document.Root.Add(new XElement(Types + "Override", new XAttribute("PartName", $"/{part}"), new XAttribute("ContentType", type)));
        }

        Write(ContentTypes, document.Save);
    }

    private string NewPart(string begin, string end, string? contentType)
    {
        var part = begin + end;
        for (var number = 2; _package.Has(part); number++)
        {
            part = $"{begin}{number}{end}";
        }

        if (contentType is not null)
        {
            _added.Add((part, contentType));
        }

        return part;
    }

    private string? PartOf(string from, string kind) => _package.Relations(from).FirstOrDefault(it => it.Kind == kind).Part is { } part && _package.Has(part) ? part : null;

    private XDocument Load(string part)
    {
        using var xml = _package.Read(part, Limits.SmallPart);
        return XDocument.Load(xml, LoadOptions.PreserveWhitespace);
    }

    private XDocument? TryLoad(string part) => Unless(() => Load(part));

    // Notes, their boxes and what a sheet refers to are not looked at when a file is read: damaged, they are begun anew, and no reason to refuse it.
    private static T? Unless<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (XlsxPackage.IsDamage(fault) || fault is SheetFileException { Code: FileFaults.DamagedCode })
        {
            return null;
        }
    }

    private void Write(string part, Action<XmlWriter> write)
    {
        using var entry = Begin(part);
        using var xml = XmlWriter.Create(entry, Compact);
        write(xml);
    }

    private Stream Begin(string part)
    {
        _written.Add(part);
        return _target.CreateEntry(part, CompressionLevel.Fastest).Open();
    }

    private void CopyEntry(ZipArchiveEntry entry)
    {
        if (_written.Contains(NameOf(entry)))
        {
            return;
        }

        using var from = entry.Open();
        using var to = Begin(NameOf(entry));
        from.CopyTo(to);
    }

    private static string TextOf(ZipArchiveEntry entry)
    {
        if (entry.Length > Limits.SmallPart)
        {
            throw FileFaults.UnpacksTooLarge();
        }

        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static string NameOf(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/').TrimStart('/');
}
