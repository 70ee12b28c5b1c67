using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>The copy of a workbook while its parts are written: which ones are there, which are new, and how they refer to each other.</summary>
/// <param name="package">The workbook that is copied.</param>
/// <param name="target">The copy.</param>
/// <param name="relations">Namespace of the kinds of relations, which differs between the two forms of the format.</param>
internal sealed class WorkbookCopy(XlsxPackage package, ZipArchive target, string relations)
{
    private const string ContentTypes = "[Content_Types].xml";
    private const string TypeOfBoxes = "application/vnd.openxmlformats-officedocument.vmlDrawing";

    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";

    private static readonly XmlWriterSettings Compact = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        // A carriage return within a text would otherwise be read as a line feed the next time.
        NewLineHandling = NewLineHandling.Entitize,
    };

    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Part, string ContentType)> _added = [];

    /// <summary>Name of a part that the workbook does not have yet.</summary>
    /// <param name="begin">What it begins with; a number follows when it is taken.</param>
    /// <param name="end">What it ends with.</param>
    /// <param name="contentType">Its content type; null when that follows from its ending.</param>
    public string NewPart(string begin, string end, string? contentType)
    {
        var part = begin + end;
        for (var number = 2; package.Has(part); number++)
        {
            part = $"{begin}{number}{end}";
        }

        if (contentType is not null)
        {
            _added.Add((part, contentType));
        }

        return part;
    }

    /// <summary>Writes a part.</summary>
    public void Write(string part, Action<XmlWriter> write)
    {
        using var entry = Begin(part);
        using var xml = XmlWriter.Create(entry, Compact);
        write(xml);
    }

    /// <summary>Writes a part that is no XML to us.</summary>
    public void Write(string part, string text)
    {
        using var entry = Begin(part);
        using var writer = new StreamWriter(entry, Compact.Encoding);
        writer.Write(text);
    }

    /// <summary>Writes what a part refers to: all that it did, and some more.</summary>
    public void AddRelations(string part, List<(string Id, string Kind, string Part)> added)
    {
        if (added.Count == 0)
        {
            return;
        }

        var slash = part.LastIndexOf('/') + 1;
        var name = $"{part[..slash]}_rels/{part[slash..]}.rels";
        var document = (package.Has(name) ? TryLoad(name) : null) ?? new XDocument(new XElement(Relations + "Relationships"));
        foreach (var (id, kind, to) in added)
        {
            document.Root!.Elements().Where(it => (string?)it.Attribute("Id") == id).Remove();
            document.Root.Add(new XElement(document.Root.Name.Namespace + "Relationship",
                new XAttribute("Id", id), new XAttribute("Type", $"{relations}/{kind}"), new XAttribute("Target", $"/{to}")));
        }

        Write(name, document.Save);
    }

    /// <summary>Writes the list of content types, with those of new parts.</summary>
    public void WriteTypes()
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

    /// <summary>Takes a part over as it is, unless it was written.</summary>
    public void Take(ZipArchiveEntry entry)
    {
        if (_written.Contains(NameOf(entry)))
        {
            return;
        }

        using var from = entry.Open();
        using var to = Begin(NameOf(entry));
        from.CopyTo(to);
    }

    /// <summary>The part as XML; null when it is damaged.</summary>
    public XDocument? TryLoad(string part) => UnlessDamaged(() => Load(part));

    /// <summary>What is read, or null when it is damaged.</summary>
    /// <remarks>
    /// Notes, their boxes and what a sheet refers to are not looked at when a file is read: damaged, they are begun anew, and no reason to refuse it.
    /// </remarks>
    public static T? UnlessDamaged<T>(Func<T> read)
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

    /// <summary>A part as text.</summary>
    /// <exception cref="SheetFileException">It is too large.</exception>
    public static string TextOf(ZipArchiveEntry entry)
    {
        if (entry.Length > Limits.SmallPart)
        {
            throw FileFaults.UnpacksTooLarge();
        }

        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    /// <summary>Name of a part as the package has it.</summary>
    public static string NameOf(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/').TrimStart('/');

    private XDocument Load(string part)
    {
        using var xml = package.Read(part, Limits.SmallPart);
        return XDocument.Load(xml, LoadOptions.PreserveWhitespace);
    }

    private Stream Begin(string part)
    {
        _written.Add(part);
        return target.CreateEntry(part, CompressionLevel.Fastest).Open();
    }
}
