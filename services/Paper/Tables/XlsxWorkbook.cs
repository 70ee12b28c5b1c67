namespace SipasSurvey.Paper.Tables;

/// <summary>What all sheets of a workbook share.</summary>
/// <param name="Sheets">The visible sheets in their order: name and part.</param>
/// <param name="Formats">How numbers are shown.</param>
/// <param name="Texts">The texts that cells refer to.</param>
internal sealed record XlsxWorkbook(IReadOnlyList<(string Name, string Part)> Sheets, NumberFormats Formats, SharedTexts Texts)
{
    /// <exception cref="SheetFileException">A part is missing, damaged or too large.</exception>
    public static XlsxWorkbook Of(XlsxPackage package)
    {
        var workbook = package.Relations("").FirstOrDefault(it => it.Kind == "officeDocument").Part ?? "xl/workbook.xml";
        var relations = package.Relations(workbook);
        var sheets = new List<(string, string)>();
        var from1904 = false;
        foreach (var element in package.Elements(workbook))
        {
            if (element.LocalName == "workbookPr")
            {
                from1904 = element.GetAttribute("date1904") is "1" or "true";
            }
            else if (element.LocalName == "sheet" && (element.GetAttribute("state") ?? "visible") == "visible")
            {
                var id = Id(element);
                var (_, kind, part) = relations.FirstOrDefault(it => it.Id == id);
                if (kind == "worksheet" && package.Has(part))
                {
                    sheets.Add((element.GetAttribute("name") ?? "", part));
                }
            }
        }

        return new XlsxWorkbook(sheets, NumberFormats.Of(package, PartOf("styles"), from1904), SharedTexts.Of(package, PartOf("sharedStrings")));

        string? PartOf(string kind) => relations.FirstOrDefault(it => it.Kind == kind).Part is { } part && package.Has(part) ? part : null;
    }

    // The attribute is in a namespace that is another one in the strict variant of the format.
    private static string Id(System.Xml.XmlReader sheet)
    {
        var id = "";
        while (sheet.MoveToNextAttribute())
        {
            id = sheet.LocalName == "id" ? sheet.Value : id;
        }

        sheet.MoveToElement();
        return id;
    }
}
