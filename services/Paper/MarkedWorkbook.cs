using System.IO.Compression;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>
/// Writes a workbook again, part by part: the sheet, its notes and the looks of cells with what is marked, all others as they were. No part but the small ones is
/// ever whole in memory.
/// </summary>
internal sealed class MarkedWorkbook
{
    private const string Transitional = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string TransitionalRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    private const string StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    private const string TypeOf = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    // By which the sheet refers to a drawing of notes that is new.
    private const string NewDrawing = "rIdSipasBoxes";

    private readonly XlsxPackage _package;
    private readonly WorkbookCopy _copy;
    private readonly string _sheet;
    private readonly string _main;
    private readonly string _relations;
    private readonly IReadOnlyList<(string Id, string Kind, string Part)> _ofSheet;

    private MarkedWorkbook(XlsxPackage package, ZipArchive target, string sheet)
    {
        (_package, _sheet) = (package, sheet);
        using var xml = package.Read(sheet, Limits.LargePart);
        xml.MoveToContent();
        _main = xml.NamespaceURI == Strict ? Strict : Transitional;
        _relations = _main == Strict ? StrictRelations : TransitionalRelations;
        _ofSheet = WorkbookCopy.UnlessDamaged(() => package.Relations(sheet)) ?? [];
        _copy = new WorkbookCopy(package, target, _relations);
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
        var notes = MarkedNotes.Of(texts is null ? null : _copy.TryLoad(texts), _main, cells);
        var hasNotes = texts is not null || cells.All.Any();

        var drawing = CopySheet(cells, looks, hasNotes ? NewDrawing : null, cancellation);
        if (styles is null)
        {
            styles = _copy.NewPart("xl/stylesSipas", ".xml", TypeOf + "styles+xml");
            _copy.AddRelations(workbook, [("rIdSipasStyles", "styles", styles)]);
        }

        _copy.Write(styles, looks.Save);
        if (hasNotes)
        {
            WriteNotes(source, notes, texts, drawing);
        }

        _copy.WriteTypes();
        foreach (var entry in source.Entries.Where(it => it.Length > 0 || !it.FullName.EndsWith('/')))
        {
            cancellation.ThrowIfCancellationRequested();
            _copy.Take(entry);
        }
    }

    private string? CopySheet(MarkedCells cells, MarkedStyles looks, string? drawing, CancellationToken cancellation)
    {
        string? found = null;
        using var from = _package.Read(_sheet, Limits.LargePart);
        _copy.Write(_sheet, to => found = MarkedSheet.Copy(from, to, cells, looks, drawing is null ? null : (_relations, drawing), cancellation));
        return found;
    }

    private void WriteNotes(ZipArchive source, MarkedNotes notes, string? texts, string? drawing)
    {
        var added = new List<(string, string, string)>();
        if (texts is null)
        {
            texts = _copy.NewPart("xl/commentsSipas", ".xml", TypeOf + "comments+xml");
            added.Add(("rIdSipasNotes", "comments", texts));
        }

        _copy.Write(texts, notes.Texts.Save);
        var boxes = drawing is null ? null : _ofSheet.FirstOrDefault(it => it.Id == drawing).Part;
        var existing = boxes is null ? null : source.Entries.FirstOrDefault(it => WorkbookCopy.NameOf(it).Equals(boxes, StringComparison.OrdinalIgnoreCase));
        if (existing is null)
        {
            boxes = _copy.NewPart("xl/drawings/vmlDrawingSipas", ".vml", null);
            added.Add((drawing ?? NewDrawing, "vmlDrawing", boxes));
        }

        _copy.Write(boxes!, notes.Boxes(existing is null ? null : WorkbookCopy.UnlessDamaged(() => WorkbookCopy.TextOf(existing))));
        _copy.AddRelations(_sheet, added);
    }

    private string? PartOf(string from, string kind) => _package.Relations(from).FirstOrDefault(it => it.Kind == kind).Part is { } part && _package.Has(part) ? part : null;
}
