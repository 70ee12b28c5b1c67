using System.Security;
using System.Text;

namespace SipasSurvey.Figures.Query;

/// <summary>The parts of a workbook that do not depend on its cells, by their paths.</summary>
internal static class XlsxParts
{
    private const string Head = """<?xml version="1.0" encoding="utf-8" standalone="yes"?>""" + "\n";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    // The cell formats in the order of XlsxBook.Style: plain, heading, count (#,##0), percentage (0.00), wrapped. 3 and 2 are formats that every reader knows by number
    // and shows with the separators of its language.
    private const string Styles = Head + $"""
        <styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
        <xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """;

    /// <summary>Path of a sheet, from 0 on.</summary>
    public static string SheetPath(int sheet) => $"xl/worksheets/sheet{sheet + 1}.xml";

    /// <summary>The parts of a workbook with these sheets.</summary>
    public static IEnumerable<(string Path, string Text)> Of(IReadOnlyList<string> sheets)
    {
        yield return ("[Content_Types].xml", Head + $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/>{Each(sheets, (i, _) =>
                $"""<Override PartName="/{SheetPath(i)}" ContentType="{Types}.worksheet+xml"/>""")}</Types>
            """);
        yield return ("_rels/.rels", Head + $"""
            <Relationships xmlns="{Package}/relationships"><Relationship Id="workbook" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        yield return ("xl/workbook.xml", Head + $"""
            <workbook xmlns="{Main}" xmlns:r="{Relations}"><bookViews><workbookView/></bookViews><sheets>{Each(sheets, (i, name) =>
                $"""<sheet name="{SecurityElement.Escape(name)}" sheetId="{i + 1}" r:id="sheet{i + 1}"/>""")}</sheets></workbook>
            """);
        yield return ("xl/_rels/workbook.xml.rels", Head + $"""
            <Relationships xmlns="{Package}/relationships">{Each(sheets, (i, _) =>
                $"""<Relationship Id="sheet{i + 1}" Type="{Relations}/worksheet" Target="{SheetPath(i)["xl/".Length..]}"/>""")}<Relationship Id="styles" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
            """);
        yield return ("xl/styles.xml", Styles);
    }

    private static string Each(IReadOnlyList<string> sheets, Func<int, string, string> write)
    {
        var text = new StringBuilder();
        for (var i = 0; i < sheets.Count; i++)
        {
            text.Append(write(i, sheets[i]));
        }

        return text.ToString();
    }
}
