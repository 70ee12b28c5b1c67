using System.IO.Compression;
using System.Xml;

namespace SipasSurvey.Paper.Tables;

/// <summary>The parts of a workbook. Opened by hand and not by a library, as those unpack whole parts into memory before anybody can bound them.</summary>
internal sealed class XlsxPackage : IDisposable
{
    private const string ContentTypes = "[Content_Types].xml";

    // Real parts nest no deeper than this; the parser keeps all open elements.
    private const int Deepest = 64;

    private static readonly XmlReaderSettings Strictly = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private long _unpacked;

    private XlsxPackage(ZipArchive archive)
    {
        _archive = archive;
        foreach (var entry in archive.Entries)
        {
            // Two parts of one name: different programs would read different ones.
            if (!_parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry))
            {
                throw FileFaults.Damaged(entry.FullName);
            }

            if (entry.IsEncrypted)
            {
                throw FileFaults.Protected();
            }
        }
    }

    /// <summary>Opens a workbook.</summary>
    /// <exception cref="SheetFileException">It is none, is damaged, or is one that is not taken.</exception>
    public static XlsxPackage Open(string path)
    {
        using (var file = File.OpenRead(path))
        {
            // Counted before the archive is opened, as that reads the whole directory into memory.
            if (TableFile.Count(file, "PK\u0001\u0002"u8, Limits.Parts + 1) > Limits.Parts)
            {
                throw FileFaults.TooManyParts();
            }
        }

        ZipArchive? archive = null;
        try
        {
            archive = ZipFile.OpenRead(path);
            var package = new XlsxPackage(archive);
            package.RefuseOtherKinds();
            return package;
        }
        catch (Exception fault)
        {
            archive?.Dispose();
            if (IsDamage(fault))
            {
                throw FileFaults.Damaged();
            }

            throw;
        }
    }

    /// <summary>Whether an exception of the framework says that the file is damaged.</summary>
    public static bool IsDamage(Exception fault) =>
        fault is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException;

    /// <summary>Whether there is such a part.</summary>
    public bool Has(string part) => _parts.ContainsKey(part);

    /// <summary>Reads a part.</summary>
    /// <param name="part">Its name without a slash at the beginning.</param>
    /// <param name="limit">Most bytes that it may unpack to.</param>
    public XmlReader Read(string part, long limit)
    {
        if (!_parts.TryGetValue(part, out var entry))
        {
            throw FileFaults.Damaged(part);
        }

        var stream = new BoundedStream(entry.Open(), entry.CompressedLength, entry.Crc32, limit, Count);
        var settings = Strictly.Clone();
        settings.NameTable = new BoundedNames();
        return XmlReader.Create(stream, settings);
    }

    /// <summary>The elements of a small part.</summary>
    public IEnumerable<XmlReader> Elements(string part)
    {
        using var xml = Read(part, Limits.SmallPart);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                RefuseDepth(xml);
                yield return xml;
            }
        }
    }

    /// <summary>Refuses a part that nests deeper than any real one.</summary>
    public static void RefuseDepth(XmlReader xml)
    {
        if (xml.Depth > Deepest)
        {
            throw FileFaults.Damaged();
        }
    }

    /// <summary>What a part refers to inside the workbook: id, kind (the last word of its type) and name of the other part.</summary>
    public IReadOnlyList<(string Id, string Kind, string Part)> Relations(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var relations = $"{part[..slash]}_rels/{part[slash..]}.rels";
        if (!Has(relations))
        {
            return [];
        }

        // What lies outside of the file is never looked at.
        return
        [
            .. Elements(relations)
                .Where(it => it.LocalName == "Relationship" && it.GetAttribute("TargetMode") != "External")
                .Select(it => (it.GetAttribute("Id") ?? "", LastWord(it.GetAttribute("Type") ?? ""), Resolve(part[..slash], it.GetAttribute("Target") ?? ""))),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private static string LastWord(string type) => type[(type.LastIndexOf('/') + 1)..];

    private static string Resolve(string folder, string target)
    {
        var steps = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (step)
            {
                case ".":
                    break;
                case "..":
                    steps.RemoveRange(Math.Max(0, steps.Count - 1), Math.Min(1, steps.Count));
                    break;
                default:
                    steps.Add(step);
                    break;
            }
        }

        return string.Join('/', steps);
    }

    private void RefuseOtherKinds()
    {
        if (!Has(ContentTypes))
        {
            throw Has("mimetype") && Has("content.xml") ? FileFaults.OpenDocument() : FileFaults.NotXlsx();
        }

        var types = Elements(ContentTypes).Select(it => it.GetAttribute("ContentType") ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (types.Any(it => Names(it, "ms-excel.sheet.binary")))
        {
            throw FileFaults.BinaryWorkbook();
        }

        if (types.Any(it => Names(it, "macroEnabled") || Names(it, "vbaProject"))
            || _parts.Keys.Any(it => it.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
        {
            throw FileFaults.Macro();
        }

        if (!types.Any(it => Names(it, "spreadsheetml")))
        {
            throw FileFaults.NotXlsx();
        }

        static bool Names(string type, string word) => type.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    private void Count(int bytes)
    {
        _unpacked += bytes;
        if (_unpacked > Limits.AllParts)
        {
            throw FileFaults.UnpacksTooLarge();
        }
    }
}
