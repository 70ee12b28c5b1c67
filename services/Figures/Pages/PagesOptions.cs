using System.ComponentModel.DataAnnotations;

namespace SipasSurvey.Figures.Pages;

/// <summary>Settings of the pages, below <c>Pages</c>.</summary>
public sealed class PagesOptions
{
    /// <summary>Least number of responses with which a page ranks a province; below it stands "chưa đủ phiếu".</summary>
    [Range(1, 1_000_000)]
    public int LeastRanked { get; set; } = 100;
}
