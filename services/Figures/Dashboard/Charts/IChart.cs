using System.Xml.Linq;

namespace SipasSurvey.Figures.Dashboard.Charts;

/// <summary>A picture of figures. What it shows stands beside it in words and numbers, so that nobody needs to see it.</summary>
public interface IChart
{
    /// <summary>Name in addresses: lower-case letters, digits and hyphens; once on a page.</summary>
    string Name { get; }

    /// <summary>What it shows, in the reader's language.</summary>
    string Title { get; }

    /// <summary>The same as a table.</summary>
    ChartTable Table { get; }

    /// <summary>Draws it: an <c>svg</c> element, coloured by classes of charts.css alone.</summary>
    XElement Draw();
}

/// <summary>The numbers of a chart.</summary>
/// <param name="Columns">Headings; the first is that of the row headings.</param>
/// <param name="Rows">Cells by row as they are shown; the first is the row's heading.</param>
public sealed record ChartTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
