using System.Text;

namespace SipasSurvey.Paper.Tables;

/// <summary>Opens a file of whichever kind. What it is decides its content, never its name.</summary>
internal static class TableFile
{
    // Directory entry of the stream in which Office keeps an encrypted workbook, as it stands in the old container format.
    private static readonly byte[] EncryptedPackage = Encoding.Unicode.GetBytes("EncryptedPackage");

    private static readonly byte[][] OtherKinds =
    [
        [.. "%PDF"u8], [0x89, .. "PNG"u8], [0xFF, 0xD8, 0xFF], [.. "Rar!"u8], [.. "7z"u8, 0xBC, 0xAF], [0x1F, 0x8B], [.. "{\\rtf"u8],
    ];

    /// <summary>Opens a file behind its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fileName">What its sender calls it.</param>
    /// <param name="wanted">The header that is looked for.</param>
    /// <exception cref="SheetFileException">It is neither CSV nor XLSX, or has no header.</exception>
    public static (ITable Table, TableOrigin Origin) Open(string path, string fileName, WantedHeader wanted)
    {
        Span<byte> begin = stackalloc byte[8];
        using (var file = File.OpenRead(path))
        {
            begin = begin[..file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)];
            switch (begin)
            {
                case [] or [0xEF, 0xBB, 0xBF] or [0xFF, 0xFE] or [0xFE, 0xFF]:
                    throw FileFaults.Empty();
                case [0xD0, 0xCF, 0x11, 0xE0, ..]:
                    throw Contains(file, EncryptedPackage) ? FileFaults.Protected() : FileFaults.OldExcel();
                case [(byte)'P', (byte)'K', 5, 6, ..]:
                    throw FileFaults.NotXlsx();
                case [(byte)'P', (byte)'K', 3, 4, ..]:
                    return XlsxTable.Open(path, wanted);
            }
        }

        foreach (var kind in OtherKinds)
        {
            if (begin.StartsWith(kind))
            {
                throw FileFaults.Binary(fileName);
            }
        }

        return CsvTable.Open(path, fileName, wanted);
    }

    /// <summary>Whether a file holds some bytes anywhere.</summary>
    internal static bool Contains(Stream file, ReadOnlySpan<byte> wanted) => Count(file, wanted, atMost: 1) == 1;

    /// <summary>How often a file holds some bytes.</summary>
    /// <param name="file">Read from its beginning.</param>
    /// <param name="wanted">The bytes.</param>
    /// <param name="atMost">Where to stop counting.</param>
    internal static int Count(Stream file, ReadOnlySpan<byte> wanted, int atMost)
    {
        file.Position = 0;
        var buffer = new byte[1 << 16];
        var (count, kept) = (0, 0);
        for (int read; count < atMost && (read = file.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var found = buffer.AsSpan(0, kept + read);
            count += found.Count(wanted);
            kept = Math.Min(wanted.Length - 1, found.Length);
            found[^kept..].CopyTo(buffer);
        }

        return Math.Min(count, atMost);
    }
}
